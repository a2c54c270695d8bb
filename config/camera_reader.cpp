// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/camera_reader.hpp"

#include <algorithm>
#include <utility>

#include "config/camera_certificate.hpp"
#include "config/encoder_limits.hpp"
#include "config/scalar_values.hpp"
#include "config/secret_source.hpp"
#include "config/source_url.hpp"

namespace cordon::config {
namespace {

using namespace std::chrono_literals;

// What fits the launch records, terminators aside.
constexpr std::size_t kLongestUrl = sizeof(boundary::ReceiverLaunchRecord::url) - 1;
constexpr std::size_t kLongestUsername = sizeof(boundary::ReceiverLaunchRecord::username) - 1;
constexpr std::size_t kLongestPassword = sizeof(boundary::ReceiverLaunchRecord::password) - 1;
constexpr std::size_t kLongestTitle = sizeof(boundary::PublishedCamera::title) - 1;

bool has_control_character(std::string_view text) {
    return std::ranges::any_of(text,
                               [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7f'; });
}

base::Result<std::string> parse_title(std::string_view text) {
    if (text.empty() || text.size() > kLongestTitle || has_control_character(text)) {
        return base::Error{"must be 1 to " + std::to_string(kLongestTitle) +
                           " bytes of text on one line without control characters"};
    }
    return std::string(text);
}

base::Result<std::optional<PictureChoice>> parse_picture_choice(std::string_view text) {
    if (text == "auto") {
        return std::optional(PictureChoice{.automatic = true, .geometry = provisional_picture()});
    }
    const auto geometry = parse_picture(text);
    if (!geometry.ok()) {
        return base::Error{geometry.error().message +
                           "; or auto, and size and colours are found when the camera is first seen"};
    }
    return std::optional(PictureChoice{.automatic = false, .geometry = geometry.value()});
}

}  // namespace

CameraReader::CameraReader(std::filesystem::path file) : file_(std::move(file)) {}

void CameraReader::read_defaults(const YamlMapping& mapping, CameraDraft& draft) {
    mapping.read("picture", draft.picture, parse_picture_choice);
    mapping.read("maxFrameRate", draft.most_frames_per_second,
                 [](std::string_view text) { return parse_integer(text, 1, 120); });
    mapping.read("preset", draft.preset, parse_preset);
    mapping.read("encoder", draft.encoder, parse_encoder);
    mapping.read("quality", draft.quality, [](std::string_view text) { return parse_integer(text, 1, 51); });
    mapping.read("maxBitrate", draft.most_kilobits_per_second,
                 [](std::string_view text) { return parse_bit_rate(text, 64, 200'000); });
    mapping.read("noiseTolerance", draft.noise_tolerance,
                 [](std::string_view text) { return parse_integer(text, 0, boundary::kMostNoiseTolerance); });
    mapping.read("silenceLimit", draft.silence_limit,
                 [](std::string_view text) { return parse_duration(text, 1s, 10min); });
    mapping.read("rtspTransport", draft.transport, parse_transport_policy);
    read_certificate(mapping, file_.parent_path(), draft.certificate);
    read_credentials(mapping, draft);
}

std::optional<CameraConfig> CameraReader::read_camera(const YamlMapping& mapping, const std::string& name,
                                                      const CameraDraft& defaults) {
    CameraDraft draft = defaults;
    std::optional<CameraSource> source;
    std::string title = name;
    mapping.read("title", title, parse_title);
    read_defaults(mapping, draft);
    read_source(mapping, draft, source);
    if (!draft.password.empty() && draft.username.empty()) {
        mapping.error(mapping.line(), "username", "is missing: there is a password");
    }
    if (!draft.picture && mapping.find("picture") == nullptr) {
        mapping.error(mapping.line(), "picture",
                      "is missing: the size all this camera's pictures have beyond the boundary, as "
                      "1920x1080, or auto; give it here or in cameraDefaults");
    }
    check_encoder(mapping, draft);
    if (source) {
        settle_tls(mapping, *source, draft.certificate, draft.transport);
    }
    if (!draft.picture || !source) {
        return std::nullopt;
    }
    return CameraConfig{.name = name,
                        .title = std::move(title),
                        .source = std::move(*source),
                        .username = std::move(draft.username),
                        .password = std::move(draft.password),
                        .transport = draft.transport,
                        .certificate = std::move(draft.certificate),
                        .picture = draft.picture->geometry,
                        .most_frames_per_second = draft.most_frames_per_second,
                        .encoder = draft.encoder,
                        .quality = draft.quality,
                        .most_kilobits_per_second = draft.most_kilobits_per_second,
                        .silence_limit = draft.silence_limit,
                        .preset = draft.preset,
                        .noise_tolerance = draft.noise_tolerance,
                        .picture_is_auto = draft.picture->automatic};
}

void CameraReader::check_encoder(const YamlMapping& mapping, const CameraDraft& draft) {
    if (!draft.picture) {
        return;
    }
    if (const auto taken = check_encoder_takes(draft.encoder, draft.picture->geometry); !taken.ok()) {
        mapping.error(mapping.line_for("picture"), "picture", taken.error().message);
    }
}

void CameraReader::read_credentials(const YamlMapping& mapping, CameraDraft& draft) {
    if (auto username = read_secret(mapping, "username", kLongestUsername)) {
        draft.username = std::move(*username);
    }
    const YamlMapping::Entry* password_file = mapping.find("passwordFile");
    if (password_file != nullptr && mapping.find("password") != nullptr) {
        mapping.error(password_file->line, "passwordFile", "stands beside password; give one of the two");
        return;
    }
    if (auto password = read_secret(mapping, "password", kLongestPassword)) {
        draft.password = std::move(*password);
    }
    read_password_file(mapping, draft);
}

void CameraReader::read_password_file(const YamlMapping& mapping, CameraDraft& draft) {
    const auto named = mapping.scalar("passwordFile");
    if (!named) {
        return;
    }
    const std::filesystem::path path = file_.parent_path() / named->text;
    auto password = read_secret_file(path);
    if (!password.ok()) {
        mapping.error(named->line, "passwordFile", password.error().message);
        return;
    }
    check_secret(mapping, named->line, "passwordFile", password.value().reveal(), kLongestPassword);
    if (is_readable_by_all(path)) {
        mapping.warning(named->line, "passwordFile",
                        "names a file that every user of this machine may read; chmod o-r it");
    }
    draft.password = std::move(password).value();
}

void CameraReader::read_source(const YamlMapping& mapping, CameraDraft& draft,
                               std::optional<CameraSource>& source) {
    const auto written = mapping.scalar("source");
    if (!written) {
        if (mapping.find("source") == nullptr) {
            mapping.error(mapping.line(), "source",
                          "is missing: where the camera is, as rtsp://10.20.0.11/path");
        }
        return;
    }
    const auto expanded = expand_environment(written->text);
    if (!expanded.ok()) {
        mapping.error(written->line, "source", expanded.error().message);
        return;
    }
    auto url = parse_source_url(expanded.value());
    if (!url.ok()) {
        mapping.error(written->line, "source", url.error().message);
        return;
    }
    if (url.value().source.url.reveal().size() > kLongestUrl) {
        mapping.error(written->line, "source", "may have " + std::to_string(kLongestUrl) + " bytes at most");
        return;
    }
    const bool has_user = !url.value().username.empty() || !url.value().password.empty();
    if (has_user) {
        for (const std::string_view key : {"username", "password", "passwordFile"}) {
            if (const YamlMapping::Entry* entry = mapping.find(key)) {
                mapping.error(entry->line, key, "stands beside a user in source; give one of the two");
            }
        }
        check_secret(mapping, written->line, "source", url.value().username.reveal(), kLongestUsername);
        check_secret(mapping, written->line, "source", url.value().password.reveal(), kLongestPassword);
        if (!url.value().password.empty() && expanded.value() == written->text) {
            warn_of_literal(mapping, written->line, "source");
        }
        draft.username = std::move(url.value().username);
        draft.password = std::move(url.value().password);
    }
    source = std::move(url.value().source);
}

std::optional<Secret> CameraReader::read_secret(const YamlMapping& mapping, std::string_view key,
                                                std::size_t longest) {
    const auto written = mapping.scalar(key);
    if (!written) {
        return std::nullopt;
    }
    auto expanded = expand_environment(written->text);
    if (!expanded.ok()) {
        mapping.error(written->line, key, expanded.error().message);
        return std::nullopt;
    }
    check_secret(mapping, written->line, key, expanded.value(), longest);
    if (key == "password" && expanded.value() == written->text) {
        warn_of_literal(mapping, written->line, key);
    }
    return Secret(std::move(expanded).value());
}

void CameraReader::check_secret(const YamlMapping& mapping, int line, std::string_view key,
                                std::string_view text, std::size_t longest) {
    if (text.size() > longest || has_control_character(text)) {
        mapping.error(line, key,
                      "holds a user name or password that is longer than " + std::to_string(longest) +
                          " bytes or has control characters");
    }
}

void CameraReader::warn_of_literal(const YamlMapping& mapping, int line, std::string_view key) {
    if (!std::exchange(warned_of_literal_, true) && is_readable_by_all(file_)) {
        mapping.warning(line, key,
                        "a password stands in a file that every user of this machine may read; chmod o-r the "
                        "file, or use ${VARIABLE} or passwordFile");
    }
}

}  // namespace cordon::config
