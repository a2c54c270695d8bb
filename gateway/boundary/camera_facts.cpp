// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/boundary/camera_facts.hpp"

#include <string_view>

namespace cordon::boundary {

std::string fingerprint_text(const CertificateFingerprint& fingerprint) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string text;
    for (const std::uint8_t byte : fingerprint) {
        text += text.empty() ? "" : ":";
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 15U];
    }
    return text;
}

}  // namespace cordon::boundary
