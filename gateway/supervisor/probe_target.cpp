// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/probe_target.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "config/scalar_values.hpp"
#include "config/secret_source.hpp"
#include "config/source_url.hpp"
#include "gateway/boundary/launch_record.hpp"
#include "gateway/supervisor/launch_plan.hpp"

namespace cordon::supervisor {
namespace {

constexpr std::chrono::seconds kSilenceLimit{10};

bool fits(std::string_view text, std::size_t field) {
    return text.size() < field && std::ranges::none_of(text, [](char c) {
               return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
           });
}

// Without an option, one that no camera has: the camera is not spoken to, and shows what it has.
base::Result<config::CameraCertificate> find_certificate(const ProbeOptions& options,
                                                         const config::CameraSource& source) {
    config::CameraCertificate certificate;
    if (source.tls) {
        certificate.trust = boundary::CertificateTrust::kFingerprint;
    } else if (!options.tls_fingerprint.empty()) {
        return base::Error{"--tls-fingerprint is for a URL that begins with rtsps://"};
    }
    if (!options.tls_fingerprint.empty()) {
        const auto given = config::parse_fingerprint(options.tls_fingerprint);
        if (!given.ok()) {
            return base::Error{"--tls-fingerprint " + given.error().message};
        }
        certificate.fingerprint = given.value();
    }
    return certificate;
}

base::Result<config::Secret> find_password(const ProbeOptions& options, const char* variable) {
    if (!options.password_file.empty()) {
        return config::read_secret_file(options.password_file);
    }
    return config::Secret(variable != nullptr ? variable : "");
}

}  // namespace

base::Result<> set_credentials(config::GatewayConfig& config, config::Secret username,
                               config::Secret password) {
    if (!fits(username.reveal(), sizeof(boundary::ReceiverLaunchRecord::username)) ||
        !fits(password.reveal(), sizeof(boundary::ReceiverLaunchRecord::password))) {
        return base::Error{
            "the user name or the password is too long (127 and 255 bytes), or has control characters"};
    }
    config.cameras[0].username = std::move(username);
    config.cameras[0].password = std::move(password);
    return {};
}

base::Result<ProbeTarget> probe_target(const ProbeOptions& options, config::GatewayConfig site,
                                       const char* password_variable) {
    auto url = config::parse_source_url(options.source.reveal());
    if (!url.ok()) {
        return base::Error{"the camera's URL " + url.error().message};
    }
    if (!fits(url.value().source.url.reveal(), sizeof(boundary::ReceiverLaunchRecord::url))) {
        return base::Error{"the camera's URL is too long: 1023 bytes at most"};
    }
    const bool user_in_url = !url.value().username.empty() || !url.value().password.empty();
    if (user_in_url && !(options.username.empty() && options.password_file.empty())) {
        return base::Error{"a user stands in the URL; give that or --username and --password-file"};
    }
    if (!user_in_url && options.username.empty() && !options.password_file.empty()) {
        return base::Error{"--password-file is whose? Give --username, too"};
    }
    CORDON_TRY(auto certificate, find_certificate(options, url.value().source));
    const bool certificate_is_unknown = url.value().source.tls && options.tls_fingerprint.empty();
    const auto transport =
        url.value().source.tls ? boundary::TransportPolicy::kTcp : boundary::TransportPolicy::kAuto;
    site.uid_base += kFirstProbeUser;
    site.cameras.clear();
    site.cameras.push_back({.name = "camera",
                            .title = "camera",
                            .source = std::move(url.value().source),
                            .username = {},
                            .password = {},
                            .transport = transport,
                            .certificate = std::move(certificate),
                            .picture = config::provisional_picture(),
                            .most_frames_per_second = config::kDefaultFrameRate,
                            .encoder = {},
                            .quality = config::kDefaultQuality,
                            .most_kilobits_per_second = config::kDefaultKilobits,
                            .silence_limit = kSilenceLimit,
                            .picture_is_auto = true});
    if (user_in_url) {
        CORDON_TRY_VOID(
            set_credentials(site, std::move(url.value().username), std::move(url.value().password)));
    } else if (!options.username.empty()) {
        CORDON_TRY(auto password, find_password(options, password_variable));
        CORDON_TRY_VOID(set_credentials(site, config::Secret(options.username), std::move(password)));
    }
    const bool password_is_missing = !user_in_url && !options.username.empty() &&
                                     options.password_file.empty() && password_variable == nullptr;
    return ProbeTarget{.config = std::move(site),
                       .password_is_missing = password_is_missing,
                       .user_in_url = user_in_url,
                       .certificate_is_unknown = certificate_is_unknown};
}

}  // namespace cordon::supervisor
