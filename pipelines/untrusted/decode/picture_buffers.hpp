// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

extern "C" {
#include <libavcodec/avcodec.h>
}

#include "gateway/boundary/ring_writer.hpp"

namespace cordon::untrusted::decode {

// What a stream may ask of its decoder.
struct DecoderLimits {
    std::uint32_t largest_picture = 0;  // pixels
    std::uint32_t most_references = 0;  // reference pictures
};

// Hands libavcodec the buffers its pictures live in, and refuses more of them, or larger ones, than the
// limits allow, and such of a format nobody takes: that picture is then damaged, where without the refusal
// the arena would run out and the process die. A picture that may be shown as it is gets a slot of the ring
// for a buffer, so that nobody has to copy it there. Outlives the codec contexts that use it. One thread.
class PictureBuffers {
public:
    // Borrows the ring; without one all pictures lie on the heap.
    PictureBuffers(const DecoderLimits& limits, boundary::RingWriter* ring);
    PictureBuffers(const PictureBuffers&) = delete;
    PictureBuffers& operator=(const PictureBuffers&) = delete;

    // AVCodecContext::get_buffer2. AVCodecContext::opaque must be a PictureBuffers.
    static int get_buffer(AVCodecContext* context, AVFrame* frame, int flags) noexcept;

private:
    struct Lease;
    static void end_lease(void* lease, std::uint8_t* data) noexcept;
    int lend(AVCodecContext* context, AVFrame* frame, int flags) noexcept;

    [[nodiscard]] bool is_for_ring(const AVCodecContext& context, const AVFrame& frame) const;
    bool draw_for_ring(AVFrame& frame, Lease& lease) noexcept;

    boundary::RingWriter* ring_;
    std::uint32_t most_pictures_;
    std::uint64_t most_bytes_;
    std::uint32_t live_pictures_ = 0;
    std::uint64_t live_bytes_ = 0;
};

}  // namespace cordon::untrusted::decode
