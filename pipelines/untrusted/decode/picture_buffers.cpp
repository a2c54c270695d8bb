// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/decode/picture_buffers.hpp"

#include <memory>
#include <new>
#include <optional>

extern "C" {
#include <libavutil/imgutils.h>
}

#include "gateway/boundary/decoder_arena.hpp"
#include "pipelines/untrusted/decode/frame_normalizer.hpp"
#include "pipelines/untrusted/decode/pixel_formats.hpp"

namespace cordon::untrusted::decode {

// One picture lent. Ends when libavcodec and we have both let go of the picture: it rides on the frame as a
// reference-counted buffer of its own (AVFrame::opaque_ref), which every copy of the frame shares.
struct PictureBuffers::Lease {
    PictureBuffers* owner;
    std::uint64_t bytes;
    std::optional<std::uint32_t> slot;  // of the ring
};

PictureBuffers::PictureBuffers(const DecoderLimits& limits, boundary::RingWriter* ring)
    : ring_(ring),
      most_pictures_(boundary::most_live_pictures(limits.most_references)),
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
    std::unique_ptr<Lease> lease(new (std::nothrow) Lease{this, static_cast<std::uint64_t>(bytes), {}});
    if (lease == nullptr) {
        return AVERROR(ENOMEM);
    }
    frame->opaque_ref = av_buffer_create(reinterpret_cast<std::uint8_t*>(lease.get()), sizeof(Lease),
                                         &PictureBuffers::end_lease, lease.get(), 0);
    if (frame->opaque_ref == nullptr) {
        return AVERROR(ENOMEM);
    }
    live_pictures_ += 1;
    Lease* lent = lease.release();
    live_bytes_ += lent->bytes;
    const int outcome = !is_for_ring(*context, *frame) ? avcodec_default_get_buffer2(context, frame, flags)
                        : draw_for_ring(*frame, *lent) ? 0
                                                       : AVERROR(ENOMEM);
    if (outcome < 0) {
        av_buffer_unref(&frame->opaque_ref);
    }
    return outcome;
}

// Whether FrameNormalizer passes such pictures on untouched: those of the pinned size and colours, in its
// format. Of the codecs cameras send in numbers; what others do to the rows around a picture was not looked
// at.
bool PictureBuffers::is_for_ring(const AVCodecContext& context, const AVFrame& frame) const {
    const bool looked_at = context.codec_id == AV_CODEC_ID_H264 || context.codec_id == AV_CODEC_ID_HEVC;
    if (ring_ == nullptr || !looked_at || !FrameNormalizer::keeps(frame, ring_->geometry().colours())) {
        return false;
    }
    // The frame is as large as the codec stores it, the context as large as it is to be shown.
    const boundary::FrameGeometry& geometry = ring_->geometry();
    return static_cast<std::uint32_t>(context.width) == geometry.width() &&
           static_cast<std::uint32_t>(context.height) == geometry.height() &&
           boundary::holds_coded_picture(geometry, static_cast<std::uint32_t>(frame.width),
                                         static_cast<std::uint32_t>(frame.height));
}

// Into a slot, or where none is to be had into heap memory laid out alike: libavcodec reads all references
// with the strides of the picture it draws.
bool PictureBuffers::draw_for_ring(AVFrame& frame, Lease& lease) noexcept {
    const auto planes = boundary::slot_planes(ring_->geometry());
    lease.slot = ring_->lend();
    if (lease.slot) {
        constexpr auto kFreesNothing = [](void* /*opaque*/, std::uint8_t* /*data*/) {};
        auto* pixels = reinterpret_cast<std::uint8_t*>(ring_->pixels(*lease.slot));
        frame.buf[0] = av_buffer_create(pixels, planes.back(), kFreesNothing, nullptr, 0);
    } else {
        frame.buf[0] = av_buffer_alloc(planes.back());
    }
    if (frame.buf[0] == nullptr) {
        return false;
    }
    for (std::size_t plane = 0; plane < 3; ++plane) {
        frame.data[plane] = frame.buf[0]->data + planes[plane];
        frame.linesize[plane] = static_cast<int>(plane == 0 ? ring_->geometry().luma_stride()
                                                            : ring_->geometry().chroma_stride());
    }
    frame.extended_data = frame.data;
    return true;
}

void PictureBuffers::end_lease(void* lease, std::uint8_t* /*data*/) noexcept {
    const std::unique_ptr<Lease> ended(static_cast<Lease*>(lease));
    ended->owner->live_pictures_ -= 1;
    ended->owner->live_bytes_ -= ended->bytes;
    if (ended->slot) {
        ended->owner->ring_->take_back(*ended->slot);
    }
}

}  // namespace cordon::untrusted::decode
