// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/decode/video_decoder.hpp"

#include <cmath>
#include <string>

#include "gateway/base/invariant.hpp"
#include "gateway/boundary/decoder_arena.hpp"
#include "pipelines/untrusted/decode/pixel_formats.hpp"

namespace cordon::untrusted::decode {
namespace {

AVPixelFormat choose_format(AVCodecContext* /*context*/, const AVPixelFormat* offered) noexcept {
    for (; *offered != AV_PIX_FMT_NONE; ++offered) {
        if (is_taken(*offered)) {
            return *offered;
        }
    }
    return AV_PIX_FMT_NONE;
}

void log_nothing(void* /*object*/, int /*level*/, const char* /*format*/, va_list /*arguments*/) noexcept {}

constexpr std::array<AVCodecID, boundary::kVideoCodecs> kCodecs{AV_CODEC_ID_H264, AV_CODEC_ID_HEVC,
                                                                AV_CODEC_ID_MJPEG, AV_CODEC_ID_MPEG4};

std::size_t index_of(const boundary::AccessUnitHeader& header) {
    CORDON_INVARIANT(header.codec >= 1 && header.codec <= kCodecs.size(), "the header is well-formed");
    return header.codec - 1;
}

// Pictures up to those of European television; larger ones came with BT.709.
constexpr int kMostRowsOfStandardDefinition = 576;

// Around a picture of MPEG-4 libavcodec keeps a border, and holds it against the same limit: up to 160
// columns and 40 rows, which is no more than this for shapes up to 1:4.
std::int64_t most_pixels(AVCodecID codec, std::uint32_t largest_picture) {
    const auto pixels = static_cast<std::int64_t>(boundary::largest_coded_picture(largest_picture));
    const auto side = static_cast<std::int64_t>(std::sqrt(static_cast<double>(largest_picture)));
    return codec == AV_CODEC_ID_MPEG4 ? pixels + 350 * side + 8192 : pixels;
}

}  // namespace

base::Result<VideoDecoder> VideoDecoder::create(const DecoderLimits& limits, boundary::RingWriter* ring) {
    av_log_set_callback(&log_nothing);
    auto buffers = std::make_unique<PictureBuffers>(limits, ring);
    Streams streams;
    for (std::size_t i = 0; i < kCodecs.size(); ++i) {
        CORDON_TRY(streams[i], open(kCodecs[i], limits, *buffers));
    }
    PacketPtr packet(av_packet_alloc());
    FramePtr frame(av_frame_alloc());
    if (packet == nullptr || frame == nullptr) {
        return base::Error{"prepare the decoder: out of memory"};
    }
    return VideoDecoder(std::move(buffers), std::move(streams), std::move(packet), std::move(frame));
}

VideoDecoder::VideoDecoder(std::unique_ptr<PictureBuffers> buffers, Streams streams, PacketPtr packet,
                           FramePtr frame)
    : buffers_(std::move(buffers)),
      streams_(std::move(streams)),
      packet_(std::move(packet)),
      frame_(std::move(frame)) {}

base::Result<VideoDecoder::Stream> VideoDecoder::open(AVCodecID codec, const DecoderLimits& limits,
                                                      PictureBuffers& buffers) {
    const std::string name = avcodec_get_name(codec);
    const AVCodec* decoder = avcodec_find_decoder(codec);
    Stream stream{.context = CodecContextPtr(decoder != nullptr ? avcodec_alloc_context3(decoder) : nullptr)};
    if (stream.context == nullptr) {
        return base::Error{"this libavcodec cannot decode " + name};
    }
    AVCodecContext& context = *stream.context;
    context.thread_count = 1;
    context.opaque = &buffers;
    context.get_buffer2 = &PictureBuffers::get_buffer;
    context.get_format = &choose_format;
    context.max_pixels = most_pixels(codec, limits.largest_picture);
    context.pkt_timebase = AVRational{1, 1'000'000'000};
    // What is damaged comes out too: concealed by libavcodec, withheld by is_settled() at the start only.
    context.flags |= AV_CODEC_FLAG_OUTPUT_CORRUPT;
    context.err_recognition = 0;
    // Film grain is noise made by the decoder at a camera's word; no camera asks for it.
    context.export_side_data |= AV_CODEC_EXPORT_DATA_FILM_GRAIN;
    // Order and delay. H.265 always says how many pictures it reorders; H.264 may (VUI
    // bitstream_restriction), and libavcodec then delays by just that: by none for an encoder without
    // B-frames. For a stream that says nothing libavcodec starts without delay and delays more once it sees a
    // picture come late, which costs that picture. Measured with such streams: none lost of 200 with one
    // B-frame, one of 200 with three in a pyramid, none of the 1394 of a corridor camera's; never one out of
    // order. The alternative (strict_std_compliance) would lose none and delay every silent stream by its
    // level's whole picture buffer, 4 to 16 pictures, for ever.
    if (avcodec_open2(&context, decoder, nullptr) < 0) {
        return base::Error{"open libavcodec's decoder of " + name + ": refused"};
    }
    return stream;
}

bool VideoDecoder::changes_codec(const boundary::AccessUnitHeader& header) const {
    return index_of(header) != current_;
}

void VideoDecoder::decode(const boundary::AccessUnitHeader& header, std::span<const std::byte> payload) {
    current_ = index_of(header);
    Stream& stream = streams_[current_];
    begin_anew(stream);
    // Borrowed: libavcodec copies what is not reference-counted.
    packet_->data = reinterpret_cast<std::uint8_t*>(const_cast<std::byte*>(payload.data()));
    packet_->size = static_cast<int>(payload.size());
    packet_->pts = static_cast<std::int64_t>(header.origin_ns);
    packet_->dts = AV_NOPTS_VALUE;
    stream.context->reordered_opaque = header.flags;
    if (avcodec_send_packet(stream.context.get(), packet_.get()) < 0) {
        ++damaged_;
    }
    packet_->data = nullptr;
    packet_->size = 0;
}

void VideoDecoder::drain() {
    Stream& stream = streams_[current_];
    if (!std::exchange(stream.drained, true)) {
        avcodec_send_packet(stream.context.get(), nullptr);
    }
}

void VideoDecoder::begin_anew(Stream& stream) {
    if (std::exchange(stream.drained, false)) {
        avcodec_flush_buffers(stream.context.get());
        // What libavcodec has learned of a stream's order never becomes less by itself.
        stream.context->has_b_frames = 0;
        stream.settled = false;
        stream.unsettled = 0;
    }
}

bool VideoDecoder::next_picture(Picture& picture) {
    Stream& stream = streams_[current_];
    for (;;) {
        const int outcome = avcodec_receive_frame(stream.context.get(), frame_.get());
        if (outcome == AVERROR_EOF) {
            begin_anew(stream);  // lets go of its pictures, which may lie in the ring
            return false;
        }
        if (outcome == AVERROR(EAGAIN)) {
            return false;
        }
        if (outcome < 0) {
            ++damaged_;
            return false;
        }
        if (frame_->decode_error_flags != 0 || (frame_->flags & AV_FRAME_FLAG_CORRUPT) != 0) {
            ++damaged_;
        }
        if (!is_settled(stream, *frame_)) {
            ++withheld_;
            continue;
        }
        say_colours(*frame_, stream.context->codec_id);
        picture.frame = frame_.get();
        picture.origin_ns = static_cast<std::uint64_t>(frame_->pts);
        picture.preroll = (static_cast<std::uint64_t>(frame_->reordered_opaque) &
                           boundary::AccessUnitHeader::kPreroll) != 0;
        return true;
    }
}

// libavcodec marks what H.264 pictures are not yet clean, with the stream's recovery points reckoned in; of
// H.265 it only says which pictures one may begin with.
bool VideoDecoder::is_settled(Stream& stream, const AVFrame& frame) {
    if (!stream.settled) {
        const bool intra = frame.pict_type == AV_PICTURE_TYPE_I;
        const bool clean = stream.context->codec_id == AV_CODEC_ID_H264
                               ? (frame.flags & AV_FRAME_FLAG_CORRUPT) == 0
                               : frame.key_frame != 0;
        stream.settled = intra || clean || ++stream.unsettled > kMostWithheld;
    }
    return stream.settled;
}

// What a stream that says nothing means, where that is known: JPEG is BT.601 in full range (JFIF), which
// libavcodec forgets to say of grey ones; MPEG-4 Part 2 would be BT.709 by its standard (ISO/IEC 14496-2,
// 6.3.2), but its encoders took television's pictures as they were, and those of standard definition are
// BT.601. H.264 and H.265 are left to ColourConverter.
void VideoDecoder::say_colours(AVFrame& frame, AVCodecID codec) {
    const bool jpeg = codec == AV_CODEC_ID_MJPEG;
    const bool television = codec == AV_CODEC_ID_MPEG4 && frame.height <= kMostRowsOfStandardDefinition;
    if (jpeg && frame.color_range == AVCOL_RANGE_UNSPECIFIED) {
        frame.color_range = AVCOL_RANGE_JPEG;
    }
    if (frame.colorspace == AVCOL_SPC_UNSPECIFIED && (jpeg || television)) {
        frame.colorspace = AVCOL_SPC_BT470BG;
    }
}

}  // namespace cordon::untrusted::decode
