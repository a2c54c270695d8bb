// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libswscale/swscale.h>
}

namespace cordon::untrusted::decode {

// Owning handles of libav's types, each freed by its own function.
template <auto free_through_pointer>
struct AvDeleter {
    template <typename T>
    void operator()(T* object) const noexcept {
        free_through_pointer(&object);
    }
};

struct SwsDeleter {
    void operator()(SwsContext* context) const noexcept { sws_freeContext(context); }
};

using CodecContextPtr = std::unique_ptr<AVCodecContext, AvDeleter<avcodec_free_context>>;
using FramePtr = std::unique_ptr<AVFrame, AvDeleter<av_frame_free>>;
using PacketPtr = std::unique_ptr<AVPacket, AvDeleter<av_packet_free>>;
using SwsContextPtr = std::unique_ptr<SwsContext, SwsDeleter>;

}  // namespace cordon::untrusted::decode
