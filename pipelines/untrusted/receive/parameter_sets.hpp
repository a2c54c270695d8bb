// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/boundary/access_unit_header.hpp"

namespace cordon::untrusted::receive {

// A stream's parameter sets, which a decoder must have before it can begin at a keyframe: the newest of each
// kind and number (ITU-T H.264 7.4.1.2.1, H.265 7.4.2.4.2). They come in the session description, in front of
// pictures, or both. Any bytes are fine; what is kept is bounded. One thread.
class ParameterSets {
public:
    static constexpr std::size_t kLargestSet = 4096;  // bytes; larger ones are left out
    static constexpr unsigned kMostOfAKind = 32;      // numbers from 0; others are left out

    explicit ParameterSets(boundary::VideoCodec codec) : codec_(codec) {}

    // Those of a=fmtp: sprop-parameter-sets (RFC 6184 8.1), sprop-vps, sprop-sps, sprop-pps (RFC 7798 7.1).
    // What is not base64 is left out.
    void take_described(std::string_view format_parameters);

    // Kinds of sets, a bit each.
    using Kinds = unsigned;
    // Those before the first slice of an access unit or of a part of one, a byte stream.
    Kinds take(std::span<const std::byte> access_unit);
    [[nodiscard]] bool is_each(Kinds kinds) const { return kinds == all_kinds(); }

    // Whether each kind has come.
    [[nodiscard]] bool known() const { return is_each(kinds_); }

    // All of them, as a byte stream, in the order a decoder wants them.
    [[nodiscard]] std::vector<std::byte> byte_stream() const;

private:
    [[nodiscard]] Kinds all_kinds() const;
    // The kind's bit, or 0 where the unit is no parameter set that can be kept.
    Kinds keep(std::span<const std::byte> unit);

    boundary::VideoCodec codec_;
    Kinds kinds_ = 0;
    std::map<std::pair<unsigned, unsigned>, std::vector<std::byte>> sets_;  // by NAL unit type and number
};

}  // namespace cordon::untrusted::receive
