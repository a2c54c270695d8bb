// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/camera_certificate.hpp"

#include <utility>

#include "config/authority_file.hpp"
#include "config/scalar_values.hpp"

namespace cordon::config {
namespace {

using boundary::CertificateTrust;
using boundary::TransportPolicy;

constexpr std::string_view kFingerprintKey = "tlsFingerprint";
constexpr std::string_view kAuthorityKey = "tlsAuthority";

// "10.20.0.11:322", "[fd00::11]:322".
std::string endpoint_text(const CameraSource& source) {
    const bool six = source.address.family == 6;
    return (six ? "[" : "") + source.address.text + (six ? "]:" : ":") + std::to_string(source.port);
}

bool says_whom_to_trust(const YamlMapping& mapping) {
    return mapping.find(kFingerprintKey) != nullptr || mapping.find(kAuthorityKey) != nullptr;
}

}  // namespace

void read_certificate(const YamlMapping& mapping, const std::filesystem::path& folder,
                      CameraCertificate& certificate) {
    const YamlMapping::Entry* fingerprint = mapping.find(kFingerprintKey);
    if (fingerprint != nullptr && mapping.find(kAuthorityKey) != nullptr) {
        mapping.error(fingerprint->line, kFingerprintKey, "stands beside tlsAuthority; give one of the two");
        return;
    }
    mapping.read(kFingerprintKey, certificate, [](std::string_view text) -> base::Result<CameraCertificate> {
        CORDON_TRY(const auto bytes, parse_fingerprint(text));
        return CameraCertificate{
            .trust = CertificateTrust::kFingerprint, .fingerprint = bytes, .authority = {}};
    });
    mapping.read(kAuthorityKey, certificate, [&](std::string_view text) -> base::Result<CameraCertificate> {
        CORDON_TRY(auto pem, read_authority_file(folder / text));
        return CameraCertificate{
            .trust = CertificateTrust::kAuthority, .fingerprint = {}, .authority = std::move(pem)};
    });
}

void settle_tls(const YamlMapping& mapping, const CameraSource& source, CameraCertificate& certificate,
                TransportPolicy& transport) {
    if (!source.tls) {
        for (const std::string_view key : {kFingerprintKey, kAuthorityKey}) {
            if (const YamlMapping::Entry* entry = mapping.find(key)) {
                mapping.error(entry->line, key, "is for a source that begins with rtsps://");
            }
        }
        certificate = {};
        return;
    }
    if (transport != TransportPolicy::kAuto && transport != TransportPolicy::kTcp) {
        mapping.error(
            mapping.line_for("rtspTransport"), "rtspTransport",
            "must be tcp or auto where the source begins with rtsps://: by UDP the pictures would come in "
            "clear");
    }
    transport = TransportPolicy::kTcp;
    if (certificate.trust == CertificateTrust::kNone && !says_whom_to_trust(mapping)) {
        mapping.error(
            mapping.line_for("source"), "source",
            "begins with rtsps:// and wants tlsFingerprint, or tlsAuthority: whom to trust. The camera's "
            "fingerprint is what `cordon probe` says, or `openssl s_client -connect " +
                endpoint_text(source) +
                " </dev/null | openssl x509 -noout -fingerprint -sha256`; compare it with what the camera's "
                "own page shows");
    }
}

}  // namespace cordon::config
