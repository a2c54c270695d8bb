// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "gateway/base/clock.hpp"
#include "gateway/boundary/access_unit_header.hpp"
#include "pipelines/untrusted/receive/depayloader.hpp"
#include "pipelines/untrusted/receive/parameter_sets.hpp"
#include "pipelines/untrusted/receive/payload_screen.hpp"

namespace cordon::untrusted::receive {

// H.264 (RFC 6184: single units, STAP-A, FU-A) and H.265 (RFC 7798: single units, AP, FU, without decoding
// order numbers). RTP timestamps decide nothing but where a picture ends. A keyframe that comes without its
// parameter sets gets those that came before; pictures before there are any are left out.
class NalDepayloader final : public Depayloader {
public:
    // `format_parameters` of a=fmtp, where they are of this codec.
    NalDepayloader(boundary::VideoCodec codec, std::string_view format_parameters, std::uint32_t largest,
                   OnPicture on_picture);

    void push(const TrackPacket& packet) override;
    void end_picture() override;

private:
    void feed_byte_stream(const TrackPacket& packet);
    void feed(std::span<const std::byte> payload, bool follows);
    void take(std::span<const std::byte> payload);
    void take_aggregate(std::span<const std::byte> units);
    void take_fragment(std::span<const std::byte> payload);
    // Whether there is room for it.
    bool begin_unit(std::span<const std::byte> header);
    bool append(std::span<const std::byte> bytes);
    void drop_fragment();
    void finish(base::MonotonicTime origin);
    void forget();

    boundary::VideoCodec codec_;
    ParameterSets sets_;
    PayloadScreen screen_;

    std::vector<std::byte> gathered_;      // of the picture that comes, a byte stream
    std::size_t seen_ = 0;                 // of it: whole units without a picture
    ParameterSets::Kinds seen_sets_ = 0;   // in those
    bool seen_keyframe_ = false;           // likewise
    std::optional<std::size_t> fragment_;  // where in it the unit begins that is not whole yet
    bool picture_open_ = false;            // the newest packet had no marker
    base::MonotonicTime arrival_;          // of the newest packet
    std::uint32_t timestamp_ = 0;          // likewise
};

}  // namespace cordon::untrusted::receive
