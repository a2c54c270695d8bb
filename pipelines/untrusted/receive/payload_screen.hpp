// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include "gateway/boundary/access_unit_header.hpp"

namespace cordon::untrusted::receive {

// What a payload of H.264 or H.265 holds (RFC 6184 table 1, RFC 7798 section 4.4): one unit, several whole
// ones, a part of one, or what no camera has reason to send.
enum class PayloadKind { kUnit, kAggregate, kFragment, kOther };
[[nodiscard]] PayloadKind payload_kind(boundary::VideoCodec codec, std::span<const std::byte> payload);

// Says of each payload whether it can be made use of: of fragments those in a row from the first, of
// aggregates those whose sizes fit. Looks at payload headers only (RFC 6184 section 5, RFC 7798 section 4.4).
// Any bytes are fine.
class PayloadScreen {
public:
    explicit PayloadScreen(boundary::VideoCodec codec) : codec_(codec) {}

    enum class Verdict {
        kTake,
        kIgnore,  // it means nothing: one does without it as if it had not come
        kLoss,    // it is as good as lost
    };
    // What becomes of this payload. `follows`: the packet is the next in sequence after the one asked about
    // before. A unit with the forbidden bit set is ignored: cameras put junk so, and an encoder never does.
    Verdict judge(std::span<const std::byte> payload, bool follows);

    // Something else ended what was open.
    void close_fragment() { fragment_open_ = false; }

private:
    bool admits_fragment(unsigned edges, bool bytes_left);

    boundary::VideoCodec codec_;
    bool fragment_open_ = false;
};

}  // namespace cordon::untrusted::receive
