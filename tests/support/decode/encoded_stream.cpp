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

const char* encoder_of(VideoCodec codec) {
    switch (codec) {
        case VideoCodec::kH264:
            return "libx264";
        case VideoCodec::kH265:
            return "libx265";
        case VideoCodec::kMjpeg:
            return "mjpeg";
        case VideoCodec::kMpeg4:
            return "mpeg4";
    }
    return "";
}

CodecContextPtr open_encoder(const StreamRecipe& recipe) {
    av_log_set_level(AV_LOG_ERROR);
    const AVCodec* encoder = avcodec_find_encoder_by_name(encoder_of(recipe.codec));
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
    const bool h264 = recipe.codec == VideoCodec::kH264;
    if (h264 || recipe.codec == VideoCodec::kH265) {
        av_opt_set(context->priv_data, "preset", "ultrafast", 0);
        const std::string quiet = h264 ? "" : "log-level=none:pools=none:frame-threads=1:";
        av_opt_set(context->priv_data, h264 ? "x264-params" : "x265-params", (quiet + recipe.options).c_str(),
                   0);
    } else {
        context->global_quality = 2 * FF_QP2LAMBDA;
        context->flags |= AV_CODEC_FLAG_QSCALE;
        const int set = av_set_options_string(context.get(), recipe.options.c_str(), "=", ":");
        CORDON_INVARIANT(set >= 0, "the encoder knows its options");
    }
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

void draw(AVFrame& frame, int time, const StreamRecipe& recipe) {
    const auto* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
    const int shift = format->comp[0].depth - 8;
    for (int plane = 0; plane < format->nb_components; ++plane) {
        const int width = plane == 0 ? frame.width : frame.width >> format->log2_chroma_w;
        const int height = plane == 0 ? frame.height : frame.height >> format->log2_chroma_h;
        for (int y = 0; y < height; ++y) {
            std::uint8_t* row = frame.data[plane] + static_cast<std::ptrdiff_t>(y) * frame.linesize[plane];
            for (int x = 0; x < width; ++x) {
                const std::uint8_t value = recipe.colour ? recipe.colour->at(static_cast<std::size_t>(plane))
                                                         : sample(plane, x, y, time);
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
    return avcodec_find_encoder_by_name(encoder_of(codec))->id;
}

// The differences of brightness between blocks, one after the other (ITU-T T.81 F.1.2.1), in a code of ours:
// twelve symbols of four bits each, the same for the one coefficient of 0 that ends a block.
class GreyScan {
public:
    void add_block(int difference) {
        int size = 0;
        for (int rest = std::abs(difference); rest > 0; rest /= 2) {
            ++size;
        }
        add(static_cast<unsigned>(size), 4);
        add(static_cast<unsigned>(difference < 0 ? difference + (1 << size) - 1 : difference), size);
        add(0, 4);
    }
    std::vector<std::uint8_t> finish() {
        while (count_ % 8 != 0) {
            add(1, 1);
        }
        return bytes_;
    }

private:
    void add(unsigned bits, int count) {
        for (int i = count - 1; i >= 0; --i) {
            last_ = static_cast<std::uint8_t>(last_ << 1U | (bits >> static_cast<unsigned>(i) & 1U));
            if (++count_ % 8 == 0) {
                bytes_.push_back(last_);
                if (last_ == 0xFF) {
                    bytes_.push_back(0);
                }
            }
        }
    }
    std::vector<std::uint8_t> bytes_;
    std::uint8_t last_ = 0;
    std::size_t count_ = 0;
};

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
        draw(*frame, time, recipe);
        frame->pts = time;
        avcodec_send_frame(context.get(), frame.get());
        collect_packets(*context, *packet, units);
    }
    avcodec_send_frame(context.get(), nullptr);
    collect_packets(*context, *packet, units);
    return units;
}

std::vector<std::byte> grey_jpeg(int width, int height, std::uint8_t shade) {
    const auto low = [](int value) { return static_cast<std::uint8_t>(value); };
    std::vector<std::uint8_t> image{0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0};
    image.insert(image.end(), 64, 1);
    image.insert(image.end(), {0xFF, 0xC0, 0, 11, 8, low(height >> 8), low(height), low(width >> 8),
                               low(width), 1, 1, 0x11, 0});
    for (const auto table : std::array<std::uint8_t, 2>{0x00, 0x10}) {  // twelve codes of four bits
        image.insert(image.end(), {0xFF, 0xC4, 0, 31, table});
        for (int length = 1; length <= 16; ++length) {
            image.push_back(length == 4 ? 12 : 0);
        }
        for (std::uint8_t symbol = 0; symbol < 12; ++symbol) {
            image.push_back(symbol);
        }
    }
    image.insert(image.end(), {0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0});
    GreyScan scan;
    for (int block = 0; block < width / 8 * (height / 8); ++block) {
        scan.add_block(block == 0 ? 8 * (shade - 128) : 0);
    }
    const auto coded = scan.finish();
    image.insert(image.end(), coded.begin(), coded.end());
    image.insert(image.end(), {0xFF, 0xD9});
    const auto bytes = std::as_bytes(std::span(image));
    return {bytes.begin(), bytes.end()};
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
