// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "coded_clip.hpp"

#include <memory>

#include "gateway/base/invariant.hpp"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/opt.h>
}

namespace cordon::untrusted::receive {
namespace {

using boundary::VideoCodec;

struct ContextDeleter {
    void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
};
struct FrameDeleter {
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};
struct PacketDeleter {
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
};
using Context = std::unique_ptr<AVCodecContext, ContextDeleter>;

Context open_encoder(const ClipSettings& settings) {
    const bool h264 = settings.codec == VideoCodec::kH264;
    const AVCodec* encoder = avcodec_find_encoder_by_name(h264 ? "libx264" : "libx265");
    CORDON_INVARIANT(encoder != nullptr, "libavcodec has x264 and x265 on Debian");
    Context context(avcodec_alloc_context3(encoder));
    context->width = settings.width;
    context->height = settings.height;
    context->pix_fmt = AV_PIX_FMT_YUV420P;
    context->time_base = {1, 25};
    context->gop_size = settings.keyframe_interval;
    context->max_b_frames = 0;
    context->thread_count = 1;
    const std::string options = (h264 ? "scenecut=0" : "log-level=none:scenecut=0:repeat-headers=1") +
                                (settings.encoder_options.empty() ? "" : ":" + settings.encoder_options);
    av_opt_set(context->priv_data, "preset", "ultrafast", 0);
    av_opt_set(context->priv_data, "tune", "zerolatency", 0);
    av_opt_set(context->priv_data, h264 ? "x264-params" : "x265-params", options.c_str(), 0);
    av_log_set_level(AV_LOG_QUIET);
    CORDON_INVARIANT(avcodec_open2(context.get(), encoder, nullptr) == 0, "the encoder opens");
    return context;
}

void draw(AVFrame* frame, int number) {
    for (int y = 0; y < frame->height; ++y) {
        for (int x = 0; x < frame->width; ++x) {
            // Fine enough that a picture takes several packets.
            frame->data[0][y * frame->linesize[0] + x] =
                static_cast<std::uint8_t>((x * 7 + y * 13 + number * 5) ^ (x * y >> 3));
        }
    }
    for (int plane : {1, 2}) {
        std::fill_n(frame->data[plane], frame->linesize[plane] * frame->height / 2, std::uint8_t{128});
    }
}

void take_packets(AVCodecContext* context, std::vector<ByteString>& clip) {
    const std::unique_ptr<AVPacket, PacketDeleter> packet(av_packet_alloc());
    while (avcodec_receive_packet(context, packet.get()) == 0) {
        const auto* data = reinterpret_cast<const std::byte*>(packet->data);
        clip.emplace_back(data, data + packet->size);
        av_packet_unref(packet.get());
    }
}

}  // namespace

std::vector<ByteString> code_clip(const ClipSettings& settings) {
    const Context context = open_encoder(settings);
    const std::unique_ptr<AVFrame, FrameDeleter> frame(av_frame_alloc());
    frame->format = AV_PIX_FMT_YUV420P;
    frame->width = settings.width;
    frame->height = settings.height;
    CORDON_INVARIANT(av_frame_get_buffer(frame.get(), 0) == 0, "there is memory for a frame");
    std::vector<ByteString> clip;
    for (int number = 0; number < settings.frames; ++number) {
        CORDON_INVARIANT(av_frame_make_writable(frame.get()) == 0, "there is memory for a frame");
        draw(frame.get(), number);
        frame->pts = number;
        CORDON_INVARIANT(avcodec_send_frame(context.get(), frame.get()) == 0, "the encoder takes a frame");
        take_packets(context.get(), clip);
    }
    avcodec_send_frame(context.get(), nullptr);
    take_packets(context.get(), clip);
    return clip;
}

std::vector<ByteString> split_units(const ByteString& access_unit) {
    std::vector<ByteString> units;
    std::size_t begin = access_unit.size();
    for (std::size_t i = 0; i + 3 <= access_unit.size(); ++i) {
        const bool start_code = access_unit[i] == std::byte{0} && access_unit[i + 1] == std::byte{0} &&
                                access_unit[i + 2] == std::byte{1};
        if (!start_code) {
            continue;
        }
        if (begin < i) {
            // A start code of four bytes belongs to the unit behind it.
            const std::size_t end = access_unit[i - 1] == std::byte{0} ? i - 1 : i;
            units.emplace_back(access_unit.begin() + begin, access_unit.begin() + end);
        }
        begin = i + 3;
    }
    if (begin < access_unit.size()) {
        units.emplace_back(access_unit.begin() + begin, access_unit.end());
    }
    return units;
}

}  // namespace cordon::untrusted::receive
