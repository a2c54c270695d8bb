// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/authentication.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <random>

#include <openssl/evp.h>

namespace cordon::bench {
namespace {

struct Algorithm {
    unsigned scheme;
    std::string_view name;
};
constexpr std::array kAlgorithms{Algorithm{Credentials::kDigestMd5, "MD5"},
                                 Algorithm{Credentials::kDigestSha256, "SHA-256"},
                                 Algorithm{Credentials::kDigestMd5Sess, "MD5-sess"},
                                 Algorithm{Credentials::kDigestSha256Sess, "SHA-256-sess"}};

std::string_view algorithm_of(unsigned scheme) {
    return std::ranges::find(kAlgorithms, scheme, &Algorithm::scheme)->name;
}

std::optional<unsigned> scheme_of(std::string_view algorithm) {
    if (algorithm.empty()) {
        return unsigned{Credentials::kDigestMd5};
    }
    const auto* const found = std::ranges::find_if(
        kAlgorithms, [&](const Algorithm& each) { return same_name(each.name, algorithm); });
    return found == kAlgorithms.end() ? std::nullopt : std::optional(found->scheme);
}

// What a camera with that quirk offers, in this order; else the bits of its credentials.
std::vector<unsigned> schemes_offered(const Credentials& credentials, const QuirkSet& quirks) {
    struct Offer {
        Quirk quirk;
        std::vector<unsigned> schemes;
    };
    const std::array offers{
        Offer{Quirk::kSha256Only, {Credentials::kDigestSha256}},
        Offer{Quirk::kSha256ThenMd5, {Credentials::kDigestSha256, Credentials::kDigestMd5}},
        Offer{Quirk::kMd5ThenSha256, {Credentials::kDigestMd5, Credentials::kDigestSha256}},
        Offer{Quirk::kMd5Sess, {Credentials::kDigestMd5Sess}},
        Offer{Quirk::kSha256Sess, {Credentials::kDigestSha256Sess}},
        Offer{Quirk::kDigestThenBasic, {Credentials::kDigestMd5, Credentials::kBasic}},
        Offer{Quirk::kBasicThenDigest, {Credentials::kBasic, Credentials::kDigestMd5}},
        Offer{Quirk::kBasicOnly, {Credentials::kBasic}}};
    for (const Offer& offer : offers) {
        if (quirks.has(offer.quirk)) {
            return offer.schemes;
        }
    }
    std::vector<unsigned> schemes;
    for (const unsigned scheme : {Credentials::kBasic, Credentials::kDigestSha256, Credentials::kDigestMd5,
                                  Credentials::kDigestMd5Sess, Credentials::kDigestSha256Sess}) {
        if ((credentials.schemes & scheme) != 0) {
            schemes.push_back(scheme);
        }
    }
    return schemes;
}

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

namespace {

std::string fresh_nonce(const QuirkSet& quirks) {
    return quirks.has(Quirk::kOddUnauthorizedReason)
               ? std::to_string(std::random_device()()) + std::to_string(std::random_device()())
               : random_hex(16);
}

}  // namespace

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

Authenticator::Authenticator(const Credentials& credentials, const QuirkSet& quirks)
    : credentials_(credentials),
      quirks_(quirks),
      offered_(schemes_offered(credentials, quirks)),
      realm_(quirks.has(Quirk::kRealmWithComma) ? "IP Camera, north gate, 2nd floor" : "camera"),
      nonce_(fresh_nonce(quirks)) {
    // The -sess algorithms hash a number of the client's, which it names where it is asked for a quality.
    credentials_.quality_of_protection |=
        quirks.has(Quirk::kQopAuth) || quirks.has(Quirk::kMd5Sess) || quirks.has(Quirk::kSha256Sess);
}

void Authenticator::renew_nonce() {
    nonce_ = fresh_nonce(quirks_);
    renewed_ = true;
    last_count_ = 0;
}

std::string Authenticator::digest_challenge(unsigned scheme) const {
    std::string text = quirks_.has(Quirk::kDigestLowerCase) ? "digest " : "Digest ";
    text += "realm=\"" + realm_ + "\", nonce=\"" + nonce_ + "\"";
    if (quirks_.has(Quirk::kDigestRandomParameter)) {
        text += ", random=\"" + nonce_.substr(0, 8) + "\"";
    }
    // MD5 is meant where none is named (RFC 7616 section 3.3), and many cameras name none.
    if (scheme != Credentials::kDigestMd5) {
        text += ", algorithm=" + std::string(algorithm_of(scheme));
    }
    text += credentials_.quality_of_protection ? ", qop=\"auth\"" : "";
    text += renewed_ ? ", stale=\"FALSE\"" : "";
    return text;
}

std::vector<std::string> Authenticator::challenges() const {
    std::vector<std::string> all;
    for (const unsigned scheme : offered_) {
        all.push_back(scheme == Credentials::kBasic ? "Basic realm=\"" + realm_ + "\""
                                                    : digest_challenge(scheme));
    }
    return all;
}

bool Authenticator::accepts(const RtspRequest& request) {
    if (!required()) {
        return true;
    }
    if (quirks_.has(Quirk::kWrongPassword) || quirks_.has(Quirk::kLockOut)) {
        return false;
    }
    const std::string_view value = request.header("Authorization");
    const auto blank = value.find(' ');
    if (blank == std::string_view::npos) {
        return false;
    }
    const std::string_view scheme = value.substr(0, blank);
    if (same_name(scheme, "Basic")) {
        return std::ranges::count(offered_, Credentials::kBasic) != 0 &&
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
    const auto scheme = scheme_of(parameter("algorithm"));
    if (!scheme || std::ranges::count(offered_, *scheme) == 0 || parameter("username") != credentials_.user ||
        parameter("realm") != realm_ || parameter("nonce") != nonce_ || parameter("uri") != request.uri) {
        return false;
    }
    const bool sha256 = *scheme == Credentials::kDigestSha256 || *scheme == Credentials::kDigestSha256Sess;
    const EVP_MD* const md = sha256 ? EVP_sha256() : EVP_md5();
    std::string secret = hash(md, credentials_.user + ":" + realm_ + ":" + credentials_.password);
    if (*scheme == Credentials::kDigestMd5Sess || *scheme == Credentials::kDigestSha256Sess) {
        secret = hash(md, secret + ":" + nonce_ + ":" + parameter("cnonce"));
    }
    const std::string action = hash(md, request.method + ":" + request.uri);
    // A client that does not know qualities answers without one (RFC 2617 section 3.2.2), as GStreamer does.
    if (!credentials_.quality_of_protection || parameter("qop").empty()) {
        return parameter("response") == hash(md, secret + ":" + nonce_ + ":" + action);
    }
    const std::string count_text = parameter("nc");
    std::int64_t count = 0;
    std::from_chars(count_text.data(), count_text.data() + count_text.size(), count, 16);
    if (count < std::max<std::int64_t>(last_count_, 1) || parameter("qop") != "auth" ||
        parameter("cnonce").empty()) {
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
