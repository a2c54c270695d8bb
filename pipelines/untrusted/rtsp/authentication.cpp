// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/authentication.hpp"

#include <array>
#include <cstdio>
#include <initializer_list>
#include <span>
#include <utility>

#include <openssl/evp.h>
#include <openssl/rand.h>

#include "gateway/base/invariant.hpp"
#include "pipelines/untrusted/rtsp/cryptography.hpp"

namespace cordon::untrusted::rtsp {

namespace {

std::string hexadecimal(std::span<const unsigned char> bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const unsigned char byte : bytes) {
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 15U];
    }
    return text;
}

// H(a:b:c) of RFC 7616, in hexadecimal.
std::string hash(Challenge::Algorithm algorithm, std::initializer_list<std::string_view> parts) {
    prepare_cryptography();
    std::string text;
    const char* separator = "";
    for (const auto part : parts) {
        text.append(separator).append(part);
        separator = ":";
    }
    const EVP_MD* type = algorithm == Challenge::Algorithm::kSha256 ? EVP_sha256() : EVP_md5();
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    const bool done = EVP_Digest(text.data(), text.size(), digest.data(), &size, type, nullptr) == 1;
    CORDON_INVARIANT(done, "libcrypto hashes MD5 and SHA-256");
    return hexadecimal(std::span(digest).first(size));
}

std::string quoted(std::string_view text) {
    std::string result = "\"";
    return result.append(text).append("\"");
}

// A user name may hold what a quoted string must escape; a camera's own texts come escaped already.
std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            result += '\\';
        }
        result += c;
    }
    return result;
}

int strength(const Challenge& challenge) {
    if (challenge.scheme == Challenge::Scheme::kBasic) {
        return 0;
    }
    return challenge.algorithm == Challenge::Algorithm::kMd5 ? 1 : 2;
}

}  // namespace

Authenticator::Authenticator(std::string username, std::string password, std::string client_nonce)
    : username_(std::move(username)),
      password_(std::move(password)),
      client_nonce_(std::move(client_nonce)) {}

Authenticator::Verdict Authenticator::adopt(const std::vector<Challenge>& challenges) {
    if (username_.empty() && password_.empty()) {
        return Verdict::kNoCredentials;
    }
    if (challenges.empty()) {
        return Verdict::kNotAnswerable;
    }
    const auto* strongest = &challenges.front();
    for (const auto& challenge : challenges) {
        if (strength(challenge) > strength(*strongest)) {
            strongest = &challenge;
        }
    }
    if (challenge_ == *strongest) {
        return Verdict::kUnchanged;
    }
    challenge_ = *strongest;
    nonce_count_ = 0;
    return Verdict::kChanged;
}

std::optional<std::string> Authenticator::authorization(std::string_view method, std::string_view url) {
    if (!challenge_) {
        return std::nullopt;
    }
    return challenge_->scheme == Challenge::Scheme::kBasic ? basic() : digest(method, url);
}

boundary::CameraAuthentication Authenticator::used() const {
    using boundary::CameraAuthentication;
    if (!challenge_) {
        return CameraAuthentication::kNone;
    }
    if (challenge_->scheme == Challenge::Scheme::kBasic) {
        return CameraAuthentication::kBasic;
    }
    if (challenge_->algorithm == Challenge::Algorithm::kMd5) {
        return challenge_->per_session ? CameraAuthentication::kDigestMd5Sess
                                       : CameraAuthentication::kDigestMd5;
    }
    return challenge_->per_session ? CameraAuthentication::kDigestSha256Sess
                                   : CameraAuthentication::kDigestSha256;
}

std::string Authenticator::basic() const {
    const std::string plain = username_ + ':' + password_;
    std::string coded((plain.size() + 2) / 3 * 4 + 1, '\0');
    const int size =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(coded.data()),
                        reinterpret_cast<const unsigned char*>(plain.data()), static_cast<int>(plain.size()));
    coded.resize(static_cast<std::size_t>(size));
    return "Basic " + coded;
}

std::string Authenticator::digest(std::string_view method, std::string_view url) {
    const auto& c = *challenge_;
    std::array<char, 9> count{};
    (void)std::snprintf(count.data(), count.size(), "%08x", ++nonce_count_);

    auto secret = hash(c.algorithm, {username_, c.realm, password_});
    if (c.per_session) {
        secret = hash(c.algorithm, {secret, c.nonce, client_nonce_});
    }
    const auto what = hash(c.algorithm, {method, url});
    const auto response =
        c.qop_auth ? hash(c.algorithm, {secret, c.nonce, count.data(), client_nonce_, "auth", what})
                   : hash(c.algorithm, {secret, c.nonce, what});

    std::string value = "Digest username=" + quoted(escaped(username_)) + ", realm=" + quoted(c.realm) +
                        ", nonce=" + quoted(c.nonce) + ", uri=" + quoted(url) +
                        ", response=" + quoted(response);
    if (c.algorithm_named) {
        value += c.algorithm == Challenge::Algorithm::kSha256 ? ", algorithm=SHA-256" : ", algorithm=MD5";
        value += c.per_session ? "-sess" : "";
    }
    if (c.opaque) {
        value += ", opaque=" + quoted(*c.opaque);
    }
    if (c.qop_auth) {
        value += ", qop=auth, nc=" + std::string(count.data());
    }
    if (c.qop_auth || c.per_session) {
        value += ", cnonce=" + quoted(client_nonce_);
    }
    return value;
}

std::string random_hexadecimal(std::size_t size) {
    prepare_cryptography();
    std::array<unsigned char, 32> bytes{};
    CORDON_INVARIANT(size <= bytes.size(), "at most 32 random bytes at a time");
    CORDON_INVARIANT(RAND_bytes(bytes.data(), static_cast<int>(size)) == 1, "the kernel gives random bytes");
    return hexadecimal(std::span(bytes).first(size));
}

void load_cryptography() {
    for (const auto algorithm : {Challenge::Algorithm::kMd5, Challenge::Algorithm::kSha256}) {
        static_cast<void>(hash(algorithm, {"a", "b"}));
    }
    static_cast<void>(random_hexadecimal(1));
}

}  // namespace cordon::untrusted::rtsp
