// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "gateway/boundary/frame_geometry.hpp"
#include "gateway/boundary/ring_writer.hpp"
#include "pipelines/untrusted/decode/av_ptr.hpp"
#include "pipelines/untrusted/decode/colour_converter.hpp"

namespace cordon::untrusted::decode {

// Makes of whatever a camera sends the one kind of picture the ring holds: the pinned size and colours,
// planar 8-bit 4:2:0. A picture that is all this already is passed on untouched, without a copy. One of
// another size is scaled as large as fits, its shape kept (the stream's sample aspect ratio counts, where it
// is between 1:4 and 4:1), centred on black. What is made for one kind of input is kept until another comes.
// One thread; no system calls after construction.
class FrameNormalizer {
public:
    // With a `ring`, of that geometry and borrowed, a picture that only has other colours is drawn on its
    // canvas.
    explicit FrameNormalizer(const boundary::FrameGeometry& geometry, boundary::RingWriter* ring = nullptr);

    // The same picture in the pinned kind, valid until the next call or until `frame` changes; nothing when
    // this frame cannot be had (a side under 16 pixels, a pixel format that was never asked for, no memory).
    std::optional<boundary::PictureView> normalize(const AVFrame& frame);

    // Whether such a frame, in the pinned size, is passed on untouched.
    static bool keeps(const AVFrame& frame, boundary::Colours pinned);

    // The colours such a frame would have to be pinned to, to be passed on untouched.
    static boundary::Colours colours_to_pin(const AVFrame& frame);

private:
    // What a frame is, as far as the way it is treated goes.
    struct Kind {
        int width = 0;
        int height = 0;
        AVPixelFormat format = AV_PIX_FMT_NONE;
        AVColorSpace matrix = AVCOL_SPC_UNSPECIFIED;
        bool full_range = false;
        std::uint64_t across = 0;  // the shape people see, across : down
        std::uint64_t down = 0;
        friend bool operator==(const Kind&, const Kind&) = default;
    };
    // Where in the pinned picture the camera's lies, in pixels; all even.
    struct Place {
        std::uint32_t x = 0;
        std::uint32_t y = 0;
        std::uint32_t width = 0;
        std::uint32_t height = 0;
    };

    static Kind kind_of(const AVFrame& frame);
    [[nodiscard]] Place place_of(const Kind& kind) const;
    bool prepare(const Kind& kind);
    void blacken();
    bool scale(const AVFrame& frame, const MutablePicture& into);
    // The part of picture_ the camera's lies in.
    [[nodiscard]] MutablePicture placed();
    [[nodiscard]] MutablePicture canvas();
    // Planes that far from `pixels`, with the rows a ring's are.
    [[nodiscard]] MutablePicture planes_of(std::uint8_t* pixels,
                                           const std::array<std::size_t, 3>& offsets) const;

    boundary::FrameGeometry geometry_;
    boundary::RingWriter* ring_;
    // Laid out as the geometry says. Memory is only used of it once something has to be scaled.
    std::unique_ptr<std::uint8_t[]> picture_;
    std::optional<Kind> kind_;  // what everything below was made for
    Place place_;
    SwsContextPtr scaler_;  // none where size and format are right
    ColourConverter colours_;
};

}  // namespace cordon::untrusted::decode
