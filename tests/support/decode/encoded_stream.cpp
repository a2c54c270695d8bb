// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/decode/encoded_stream.hpp"

#include <cstdlib>
#include <cstring>

extern "C" {
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
}

#include "gateway/base/invariant.hpp"
#include "pipelines/untrusted/decode/av_ptr.hpp"

namespace cordon::tests {
namespace {

using boundary::VideoCodec;
using untrusted::decode::AvDeleter;
using untrusted::decode::CodecContextPtr;
using untrusted::decode::FramePtr;
using untrusted::decode::PacketPtr;

using ParserPtr = std::unique_ptr<AVCodecParserContext,
                                  decltype([](AVCodecParserContext* parser) { av_parser_close(parser); })>;

CodecContextPtr open_encoder(const StreamRecipe& recipe) {
    av_log_set_level(AV_LOG_ERROR);
    const bool h264 = recipe.codec == VideoCodec::kH264;
    const AVCodec* encoder = avcodec_find_encoder_by_name(h264 ? "libx264" : "libx265");
    CORDON_INVARIANT(encoder != nullptr, "the tests need libx264 and libx265");
    CodecContextPtr context(avcodec_alloc_context3(encoder));
    context->width = recipe.width;
    context->height = recipe.height;
    context->pix_fmt = av_get_pix_fmt(recipe.pixel_format.c_str());
    context->time_base = {1, 25};
    context->framerate = {25, 1};
    context->gop_size = 250;
    context->thread_count = 1;
    context->color_range = recipe.full_range ? AVCOL_RANGE_JPEG : AVCOL_RANGE_UNSPECIFIED;
    context->colorspace = static_cast<AVColorSpace>(recipe.matrix);
    av_opt_set(context->priv_data, "preset", "ultrafast", 0);
    const std::string quiet = h264 ? "" : "log-level=none:pools=none:frame-threads=1:";
    av_opt_set(context->priv_data, h264 ? "x264-params" : "x265-params", (quiet + recipe.options).c_str(), 0);
    CORDON_INVARIANT(avcodec_open2(context.get(), encoder, nullptr) == 0, "the encoder opens");
    return context;
}

// A gradient that drifts, with a square that runs across it.
std::uint8_t sample(int plane, int x, int y, int time) {
    if (plane == 0) {
        const bool square = x / 4 % 16 == time % 16 && y / 4 % 8 == 3;
        return static_cast<std::uint8_t>(square ? 220 : 30 + (x + 2 * y + 3 * time) % 180);
    }
    return static_cast<std::uint8_t>(80 + (plane * 31 + x + y + time) % 96);
}

void draw(AVFrame& frame, int time) {
    const auto* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
    const int shift = format->comp[0].depth - 8;
    for (int plane = 0; plane < format->nb_components; ++plane) {
        const int width = plane == 0 ? frame.width : frame.width >> format->log2_chroma_w;
        const int height = plane == 0 ? frame.height : frame.height >> format->log2_chroma_h;
        for (int y = 0; y < height; ++y) {
            std::uint8_t* row = frame.data[plane] + static_cast<std::ptrdiff_t>(y) * frame.linesize[plane];
            for (int x = 0; x < width; ++x) {
                const std::uint8_t value = sample(plane, x, y, time);
                if (shift == 0) {
                    row[x] = value;
                } else {
                    reinterpret_cast<std::uint16_t*>(row)[x] = static_cast<std::uint16_t>(value << shift);
                }
            }
        }
    }
}

void collect_packets(AVCodecContext& context, AVPacket& packet, std::vector<EncodedUnit>& units) {
    while (avcodec_receive_packet(&context, &packet) == 0) {
        const auto* data = reinterpret_cast<const std::byte*>(packet.data);
        units.push_back(
            {.bytes = {data, data + packet.size}, .keyframe = (packet.flags & AV_PKT_FLAG_KEY) != 0});
        av_packet_unref(&packet);
    }
}

DecodedPicture pack(const AVFrame& frame) {
    CORDON_INVARIANT(frame.format == AV_PIX_FMT_YUV420P || frame.format == AV_PIX_FMT_YUVJ420P,
                     "the reference is of 8-bit 4:2:0");
    DecodedPicture picture{.width = frame.width, .height = frame.height, .pixels = {}};
    for (int plane = 0; plane < 3; ++plane) {
        const int width = plane == 0 ? frame.width : frame.width / 2;
        const int height = plane == 0 ? frame.height : frame.height / 2;
        for (int y = 0; y < height; ++y) {
            const std::uint8_t* row =
                frame.data[plane] + static_cast<std::ptrdiff_t>(y) * frame.linesize[plane];
            picture.pixels.insert(picture.pixels.end(), row, row + width);
        }
    }
    return picture;
}

AVCodecID id_of(VideoCodec codec) {
    return codec == VideoCodec::kH264 ? AV_CODEC_ID_H264 : AV_CODEC_ID_HEVC;
}

}  // namespace

std::vector<EncodedUnit> encode(const StreamRecipe& recipe) {
    const CodecContextPtr context = open_encoder(recipe);
    const PacketPtr packet(av_packet_alloc());
    const FramePtr frame(av_frame_alloc());
    frame->width = recipe.width;
    frame->height = recipe.height;
    frame->format = context->pix_fmt;
    CORDON_INVARIANT(av_frame_get_buffer(frame.get(), 0) == 0, "a frame to draw on");
    std::vector<EncodedUnit> units;
    for (int time = 0; time < recipe.pictures; ++time) {
        CORDON_INVARIANT(av_frame_make_writable(frame.get()) == 0, "a frame to draw on");
        draw(*frame, time);
        frame->pts = time;
        avcodec_send_frame(context.get(), frame.get());
        collect_packets(*context, *packet, units);
    }
    avcodec_send_frame(context.get(), nullptr);
    collect_packets(*context, *packet, units);
    return units;
}

std::vector<EncodedUnit> split_h264(std::span<const std::byte> stream) {
    const ParserPtr parser(av_parser_init(AV_CODEC_ID_H264));
    const CodecContextPtr context(avcodec_alloc_context3(avcodec_find_decoder(AV_CODEC_ID_H264)));
    std::vector<std::uint8_t> padded(stream.size() + AV_INPUT_BUFFER_PADDING_SIZE);
    std::memcpy(padded.data(), stream.data(), stream.size());
    std::vector<EncodedUnit> units;
    std::size_t at = 0;
    for (bool more = true; more;) {
        std::uint8_t* unit = nullptr;
        int size = 0;
        const int left = static_cast<int>(stream.size() - at);
        at += static_cast<std::size_t>(av_parser_parse2(parser.get(), context.get(), &unit, &size,
                                                        padded.data() + at, left, AV_NOPTS_VALUE,
                                                        AV_NOPTS_VALUE, 0));
        if (size > 0) {
            const auto* data = reinterpret_cast<const std::byte*>(unit);
            units.push_back({.bytes = {data, data + size}, .keyframe = parser->key_frame == 1});
        }
        more = left > 0 || size > 0;
    }
    return units;
}

std::vector<DecodedPicture> decode_plainly(VideoCodec codec, std::span<const EncodedUnit> units) {
    const AVCodec* decoder = avcodec_find_decoder(id_of(codec));
    const CodecContextPtr context(avcodec_alloc_context3(decoder));
    CORDON_INVARIANT(avcodec_open2(context.get(), decoder, nullptr) == 0, "the decoder opens");
    const PacketPtr packet(av_packet_alloc());
    const FramePtr frame(av_frame_alloc());
    std::vector<DecodedPicture> pictures;
    const auto take_pictures = [&] {
        while (avcodec_receive_frame(context.get(), frame.get()) == 0) {
            pictures.push_back(pack(*frame));
        }
    };
    for (const EncodedUnit& unit : units) {
        av_new_packet(packet.get(), static_cast<int>(unit.bytes.size()));
        std::memcpy(packet->data, unit.bytes.data(), unit.bytes.size());
        avcodec_send_packet(context.get(), packet.get());
        av_packet_unref(packet.get());
        take_pictures();
    }
    avcodec_send_packet(context.get(), nullptr);
    take_pictures();
    return pictures;
}

}  // namespace cordon::tests
