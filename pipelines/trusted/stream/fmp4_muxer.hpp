// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "pipelines/trusted/stream/access_unit.hpp"
#include "pipelines/trusted/stream/fmp4_init.hpp"

namespace cordon::trusted::stream {

// One access unit as moof and mdat.
struct Fmp4Fragment {
    std::vector<std::byte> bytes;
    bool keyframe = false;
    std::uint64_t number = 0;  // the access unit's
    Fmp4InitPtr init;          // what it plays with: a viewer that was sent another one needs this first
};
using Fmp4FragmentPtr = std::shared_ptr<const Fmp4Fragment>;

// Turns one stream's access units into fragmented MP4 for Media Source Extensions, without delay. Its bytes
// depend on the stream alone: mux once, share among all viewers; each begins at any keyframe. Where access
// units were left out, which their numbers tell, a keyframe begins anew. Time runs in 1/90000 s from the
// first access unit. One thread.
class Fmp4Muxer {
public:
    // Picture size in pixels.
    Fmp4Muxer(std::uint32_t width, std::uint32_t height) : width_(width), height_(height) {}

    // nullptr before the first keyframe. Access units must come in order.
    [[nodiscard]] Fmp4FragmentPtr add(const AccessUnit& access_unit);

private:
    struct Timing {
        std::uint64_t decode = 0;
        std::uint32_t duration = 0;
        std::uint32_t composition_offset = 0;
    };
    void take_parameter_sets(const AccessUnit& access_unit);
    Timing next_timing(const AccessUnit& access_unit);

    std::uint32_t width_;
    std::uint32_t height_;
    std::vector<std::byte> sps_;
    std::vector<std::byte> pps_;
    Fmp4InitPtr init_;
    std::uint32_t sequence_ = 0;
    base::MonotonicTime origin_{};
    std::uint64_t last_number_ = 0;
    std::uint64_t last_presentation_ = 0;
    std::uint64_t expected_interval_ = 0;
    std::uint64_t decode_end_ = 0;  // where the last sample's announced duration ends
};

}  // namespace cordon::trusted::stream
