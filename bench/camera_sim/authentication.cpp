// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/authentication.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <random>

#include <openssl/evp.h>

namespace cordon::bench {
namespace {

constexpr std::string_view kRealm = "camera";

std::string to_hex(const unsigned char* bytes, std::size_t count) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += kDigits[bytes[i] >> 4U];
        text += kDigits[bytes[i] & 15U];
    }
    return text;
}

std::string hash(const EVP_MD* algorithm, const std::string& text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &size, algorithm, nullptr);
    return to_hex(digest.data(), size);
}

std::string base64(const std::string& text) {
    std::string encoded(4 * ((text.size() + 2) / 3) + 1, '\0');
    const int size =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()),
                        reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    encoded.resize(static_cast<std::size_t>(size));
    return encoded;
}

}  // namespace

std::string random_hex(std::size_t bytes) {
    std::random_device random;
    std::vector<unsigned char> value(bytes);
    std::generate(value.begin(), value.end(), [&] { return static_cast<unsigned char>(random()); });
    return to_hex(value.data(), value.size());
}

std::vector<std::pair<std::string, std::string>> parse_parameters(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> parameters;
    while (!text.empty()) {
        text.remove_prefix(std::min(text.size(), text.find_first_not_of(" ,\t")));
        const auto equals = text.find('=');
        if (equals == std::string_view::npos) {
            break;
        }
        const std::string name(text.substr(0, equals));
        text.remove_prefix(equals + 1);
        const bool quoted = text.starts_with('"');
        text.remove_prefix(quoted ? 1 : 0);
        const std::string_view value = text.substr(0, text.find(quoted ? '"' : ','));
        parameters.emplace_back(name, value);
        text.remove_prefix(std::min(text.size(), value.size() + 1));
    }
    return parameters;
}

Authenticator::Authenticator(const Credentials& credentials)
    : credentials_(credentials), nonce_(random_hex(16)) {}

std::vector<std::string> Authenticator::challenges() const {
    std::vector<std::string> all;
    const std::string digest = "Digest realm=\"" + std::string(kRealm) + "\", nonce=\"" + nonce_ + "\"" +
                               (credentials_.quality_of_protection ? ", qop=\"auth\"" : "");
    if ((credentials_.schemes & Credentials::kDigestSha256) != 0) {
        all.push_back(digest + ", algorithm=SHA-256");
    }
    if ((credentials_.schemes & Credentials::kDigestMd5) != 0) {
        all.push_back(digest);
    }
    if ((credentials_.schemes & Credentials::kBasic) != 0) {
        all.push_back("Basic realm=\"" + std::string(kRealm) + "\"");
    }
    return all;
}

bool Authenticator::accepts(const RtspRequest& request) {
    if (!required()) {
        return true;
    }
    const std::string_view value = request.header("Authorization");
    const auto blank = value.find(' ');
    if (blank == std::string_view::npos) {
        return false;
    }
    const std::string_view scheme = value.substr(0, blank);
    if (same_name(scheme, "Basic")) {
        return (credentials_.schemes & Credentials::kBasic) != 0 &&
               value.substr(blank + 1) == base64(credentials_.user + ":" + credentials_.password);
    }
    return same_name(scheme, "Digest") && accepts_digest(request, value.substr(blank + 1));
}

bool Authenticator::accepts_digest(const RtspRequest& request, std::string_view text) {
    const auto parameters = parse_parameters(text);
    const auto parameter = [&](std::string_view name) {
        const auto found = std::find_if(parameters.begin(), parameters.end(),
                                        [&](const auto& entry) { return same_name(entry.first, name); });
        return found == parameters.end() ? std::string{} : found->second;
    };
    const std::string algorithm = parameter("algorithm");
    const bool sha256 = same_name(algorithm, "SHA-256");
    const bool known = sha256 || algorithm.empty() || same_name(algorithm, "MD5");
    const unsigned scheme = sha256 ? Credentials::kDigestSha256 : Credentials::kDigestMd5;
    if (!known || (credentials_.schemes & scheme) == 0 || parameter("username") != credentials_.user ||
        parameter("realm") != kRealm || parameter("nonce") != nonce_ || parameter("uri") != request.uri) {
        return false;
    }
    const EVP_MD* const md = sha256 ? EVP_sha256() : EVP_md5();
    const std::string secret =
        hash(md, credentials_.user + ":" + std::string(kRealm) + ":" + credentials_.password);
    const std::string action = hash(md, request.method + ":" + request.uri);
    if (!credentials_.quality_of_protection) {
        return parameter("response") == hash(md, secret + ":" + nonce_ + ":" + action);
    }
    const std::string count_text = parameter("nc");
    std::int64_t count = 0;
    std::from_chars(count_text.data(), count_text.data() + count_text.size(), count, 16);
    if (count <= last_count_ || parameter("qop") != "auth" || parameter("cnonce").empty()) {
        return false;
    }
    const std::string expected =
        hash(md, secret + ":" + nonce_ + ":" + count_text + ":" + parameter("cnonce") + ":auth:" + action);
    if (parameter("response") != expected) {
        return false;
    }
    last_count_ = count;
    return true;
}

}  // namespace cordon::bench
