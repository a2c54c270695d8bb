// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cordon::untrusted::rtsp {

// One challenge of a WWW-Authenticate header (RFC 7235, 7617, 7616; RFC 2617 for the old ones) that we can
// answer. All texts are a camera's own, bounded, without line breaks; quoted ones keep their backslashes, as
// both ends hash them so.
struct Challenge {
    enum class Scheme { kBasic, kDigest };
    enum class Algorithm { kMd5, kSha256 };

    Scheme scheme = Scheme::kBasic;
    std::string realm;
    std::string nonce;
    std::optional<std::string> opaque;
    Algorithm algorithm = Algorithm::kMd5;
    bool algorithm_named = false;  // else the answer does not name it either
    bool per_session = false;      // the "-sess" variants
    bool qop_auth = false;         // qop offers "auth"

    friend bool operator==(const Challenge&, const Challenge&) = default;
};

// The challenges in the values of all WWW-Authenticate headers of one reply, in the order they came. Several
// may stand in one value. Those of a scheme, algorithm or qop we do not know, without a nonce, or past a
// limit, are left out.
std::vector<Challenge> parse_challenges(const std::vector<std::string_view>& header_values);

}  // namespace cordon::untrusted::rtsp
