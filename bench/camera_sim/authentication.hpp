// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/camera_sim/quirk.hpp"
#include "bench/camera_sim/rtsp_message.hpp"

namespace cordon::bench {

// Who may watch a camera, and how they must say so.
struct Credentials {
    // A bit each, in the order the challenges are sent.
    enum Scheme : unsigned {
        kNone = 0,
        kBasic = 1,
        kDigestSha256 = 2,
        kDigestMd5 = 4,
        kDigestMd5Sess = 8,
        kDigestSha256Sess = 16
    };
    unsigned schemes = kNone;
    bool quality_of_protection = false;  // ask for qop="auth"
    std::string user;
    std::string password;
};

// Checks one connection's Authorization headers as a strict camera does: the digest's uri is the request's,
// the nonce is this connection's, and with qop its count only grows. RFC 2617, RFC 7616.
class Authenticator {
public:
    explicit Authenticator(const Credentials& credentials, const QuirkSet& quirks = {});

    [[nodiscard]] bool required() const { return credentials_.schemes != Credentials::kNone; }
    // The values of the WWW-Authenticate headers of a 401.
    [[nodiscard]] std::vector<std::string> challenges() const;
    [[nodiscard]] bool accepts(const RtspRequest& request);
    // From now on another nonce is wanted; the challenges say stale="FALSE" of it, as cameras do.
    void renew_nonce();
    // From now on this one is wanted.
    void set_nonce(std::string nonce) { nonce_ = std::move(nonce); }

private:
    [[nodiscard]] bool accepts_digest(const RtspRequest& request, std::string_view parameters);
    [[nodiscard]] std::string digest_challenge(unsigned scheme) const;

    Credentials credentials_;
    QuirkSet quirks_;
    std::vector<unsigned> offered_;  // schemes, in the order they are offered
    std::string realm_;
    std::string nonce_;
    bool renewed_ = false;
    std::int64_t last_count_ = 0;
};

// "name=value" pairs, quoted or not, separated by commas.
std::vector<std::pair<std::string, std::string>> parse_parameters(std::string_view text);

// `bytes` random bytes as hexadecimal digits.
std::string random_hex(std::size_t bytes);

}  // namespace cordon::bench
