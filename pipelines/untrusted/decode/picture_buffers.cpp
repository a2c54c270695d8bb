// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/decode/picture_buffers.hpp"

#include <memory>
#include <new>

extern "C" {
#include <libavutil/imgutils.h>
}

#include "gateway/boundary/decoder_arena.hpp"
#include "pipelines/untrusted/decode/pixel_formats.hpp"

namespace cordon::untrusted::decode {

// One picture lent. Ends when libavcodec and we have both let go of the picture: it rides on the frame as a
// reference-counted buffer of its own (AVFrame::opaque_ref), which every copy of the frame shares.
struct PictureBuffers::Lease {
    PictureBuffers* owner;
    std::uint64_t bytes;
};

PictureBuffers::PictureBuffers(const DecoderLimits& limits)
    : most_pictures_(boundary::most_live_pictures(limits.most_references)),
      most_bytes_(boundary::picture_memory_bytes(limits.largest_picture, limits.most_references)) {}

int PictureBuffers::get_buffer(AVCodecContext* context, AVFrame* frame, int flags) noexcept {
    return static_cast<PictureBuffers*>(context->opaque)->lend(context, frame, flags);
}

int PictureBuffers::lend(AVCodecContext* context, AVFrame* frame, int flags) noexcept {
    // Not every decoder asks which format it may give: of MPEG-4's studio profile libavcodec does not.
    if (!is_taken(static_cast<AVPixelFormat>(frame->format))) {
        return AVERROR(EINVAL);
    }
    const int bytes =
        av_image_get_buffer_size(static_cast<AVPixelFormat>(frame->format), frame->width, frame->height, 1);
    if (bytes <= 0 || live_pictures_ >= most_pictures_ ||
        static_cast<std::uint64_t>(bytes) > most_bytes_ - live_bytes_) {
        return AVERROR(ENOMEM);
    }
    std::unique_ptr<Lease> lease(new (std::nothrow) Lease{this, static_cast<std::uint64_t>(bytes)});
    if (lease == nullptr) {
        return AVERROR(ENOMEM);
    }
    frame->opaque_ref = av_buffer_create(reinterpret_cast<std::uint8_t*>(lease.get()), sizeof(Lease),
                                         &PictureBuffers::end_lease, lease.get(), 0);
    if (frame->opaque_ref == nullptr) {
        return AVERROR(ENOMEM);
    }
    live_pictures_ += 1;
    live_bytes_ += lease.release()->bytes;
    const int outcome = avcodec_default_get_buffer2(context, frame, flags);
    if (outcome < 0) {
        av_buffer_unref(&frame->opaque_ref);
    }
    return outcome;
}

void PictureBuffers::end_lease(void* lease, std::uint8_t* /*data*/) noexcept {
    const std::unique_ptr<Lease> ended(static_cast<Lease*>(lease));
    ended->owner->live_pictures_ -= 1;
    ended->owner->live_bytes_ -= ended->bytes;
}

}  // namespace cordon::untrusted::decode
