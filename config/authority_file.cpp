// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/authority_file.hpp"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <optional>
#include <string_view>
#include <vector>

#include "gateway/boundary/launch_record.hpp"

namespace cordon::config {
namespace {

constexpr std::size_t kLargestFile = std::size_t{1} << 20;
constexpr std::size_t kLongestAuthority = sizeof(boundary::ReceiverLaunchRecord::certificate_authority) - 1;
constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
constexpr std::string_view kEnd = "-----END CERTIFICATE-----";

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::optional<std::vector<std::uint8_t>> decode_base64(std::string_view text) {
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::vector<std::uint8_t> bytes;
    std::uint32_t bits = 0;
    std::size_t digits = 0;
    std::size_t padding = 0;
    for (const char c : text) {
        if (is_blank(c)) {
            continue;
        }
        const std::size_t value = c == '=' ? 0 : kDigits.find(c);
        padding += c == '=' ? 1 : 0;
        if (value == std::string_view::npos || (padding > 0 && c != '=')) {
            return std::nullopt;
        }
        bits = (bits << 6U) | static_cast<std::uint32_t>(value);
        if (++digits % 4 == 0) {
            for (const unsigned shift : {16U, 8U, 0U}) {
                bytes.push_back(static_cast<std::uint8_t>(bits >> shift));
            }
        }
    }
    if (digits % 4 != 0 || padding > 2 || bytes.size() < padding) {
        return std::nullopt;
    }
    bytes.resize(bytes.size() - padding);
    return bytes;
}

// One DER sequence as long as it says (X.690 section 8.1): what a truncated or mangled file no longer is.
bool is_sequence(const std::vector<std::uint8_t>& bytes) {
    if (bytes.size() < 4 || bytes[0] != 0x30 || bytes[1] != 0x82) {
        return false;
    }
    return bytes.size() == std::size_t{bytes[2]} * 256 + bytes[3] + 4;
}

base::Result<std::string> read_file(const std::filesystem::path& path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        return base::Error{path.string() + " is a folder, not a file"};
    }
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return base::Error::from_errno("cannot read the file " + path.string());
    }
    std::string text(kLargestFile + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > kLargestFile) {
        return base::Error{"the file " + path.string() + " is larger than 1 MiB"};
    }
    return text;
}

}  // namespace

base::Result<std::string> read_authority_file(const std::filesystem::path& path) {
    CORDON_TRY(const auto text, read_file(path));
    if (text.find("PRIVATE KEY-----") != std::string::npos) {
        return base::Error{"a private key stands in the file " + path.string() +
                           ": give a file with the authority's certificate alone"};
    }
    std::string certificates;
    for (std::size_t begin = 0; (begin = text.find(kBegin, begin)) != std::string::npos;) {
        const std::size_t end = text.find(kEnd, begin);
        const auto body = std::string_view(text).substr(begin + kBegin.size(), end - begin - kBegin.size());
        const auto bytes = end == std::string::npos ? std::nullopt : decode_base64(body);
        if (!bytes || !is_sequence(*bytes)) {
            return base::Error{"a certificate in the file " + path.string() + " is damaged"};
        }
        certificates.append(text, begin, end + kEnd.size() - begin).append("\n");
        begin = end;
    }
    if (certificates.empty()) {
        return base::Error{"the file " + path.string() + " holds no certificate in PEM (" +
                           std::string(kBegin) + ")"};
    }
    if (certificates.size() > kLongestAuthority) {
        return base::Error{"the certificates in the file " + path.string() +
                           " are too many: " + std::to_string(kLongestAuthority) + " bytes at most"};
    }
    return certificates;
}

}  // namespace cordon::config
