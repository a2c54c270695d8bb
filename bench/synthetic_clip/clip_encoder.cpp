// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/synthetic_clip/clip_encoder.hpp"

#include <algorithm>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/opt.h>
}

namespace cordon::bench {

struct ClipEncoder::Handles {
    Handles() = default;
    Handles(const Handles&) = delete;
    Handles& operator=(const Handles&) = delete;
    ~Handles() {
        avcodec_free_context(&codec);
        av_frame_free(&frame);
        av_packet_free(&packet);
        if (muxer != nullptr) {
            avio_closep(&muxer->pb);
            avformat_free_context(muxer);
        }
    }
    std::string file;
    AVCodecContext* codec = nullptr;
    AVFormatContext* muxer = nullptr;
    AVFrame* frame = nullptr;
    AVPacket* packet = nullptr;
};

namespace {

base::Error failure(const std::string& file, const char* what, int code) {
    char reason[AV_ERROR_MAX_STRING_SIZE] = {};
    av_strerror(code, reason, sizeof(reason));
    return base::Error{file + ": " + what + ": " + reason};
}

void configure(AVCodecContext& codec, const ClipFormat& format) {
    codec.width = format.width;
    codec.height = format.height;
    codec.pix_fmt = AV_PIX_FMT_YUV420P;
    codec.time_base = {1, format.frames_per_second};
    codec.framerate = {format.frames_per_second, 1};
    codec.gop_size = format.keyframe_interval;
    codec.max_b_frames = format.b_frames;
    if (format.quantiser) {
        av_opt_set_int(codec.priv_data, "qp", *format.quantiser, 0);
    } else {
        codec.bit_rate = format.kilobits_per_second * std::int64_t{1000};
        codec.rc_max_rate = codec.bit_rate * 3 / 2;
        codec.rc_buffer_size = static_cast<int>(std::min<std::int64_t>(codec.bit_rate * 2, 1'000'000'000));
    }
    codec.color_range = AVCOL_RANGE_MPEG;
    codec.colorspace = AVCOL_SPC_BT709;
    codec.color_primaries = AVCOL_PRI_BT709;
    codec.color_trc = AVCOL_TRC_BT709;
    codec.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    const std::string interval = std::to_string(format.keyframe_interval);
    if (format.h265) {
        const std::string parameters = "log-level=error:open-gop=0:scenecut=0:keyint=" + interval +
                                       ":min-keyint=" + interval +
                                       ":bframes=" + std::to_string(format.b_frames);
        av_opt_set(codec.priv_data, "preset", "ultrafast", 0);
        av_opt_set(codec.priv_data, "x265-params", parameters.c_str(), 0);
    } else {
        codec.profile = FF_PROFILE_H264_MAIN;
        av_opt_set(codec.priv_data, "preset", "superfast", 0);
        av_opt_set(codec.priv_data, "x264-params", "scenecut=0:open-gop=0", 0);
    }
}

}  // namespace

ClipEncoder::ClipEncoder(std::unique_ptr<Handles> handles) : handles_(std::move(handles)) {}
ClipEncoder::ClipEncoder(ClipEncoder&&) noexcept = default;
ClipEncoder& ClipEncoder::operator=(ClipEncoder&&) noexcept = default;
ClipEncoder::~ClipEncoder() = default;

base::Result<ClipEncoder> ClipEncoder::create(const std::string& file, const ClipFormat& format) {
    av_log_set_level(AV_LOG_ERROR);
    const char* name = format.h265 ? "libx265" : "libx264";
    const AVCodec* encoder = avcodec_find_encoder_by_name(name);
    if (encoder == nullptr) {
        return base::Error{std::string("libavcodec has no ") + name};
    }
    auto handles = std::make_unique<Handles>();
    handles->file = file;
    handles->codec = avcodec_alloc_context3(encoder);
    handles->frame = av_frame_alloc();
    handles->packet = av_packet_alloc();
    CORDON_INVARIANT(handles->codec && handles->frame && handles->packet, "libav has memory");
    configure(*handles->codec, format);
    if (const int code = avcodec_open2(handles->codec, encoder, nullptr); code < 0) {
        return failure(file, "cannot encode", code);
    }
    handles->frame->format = AV_PIX_FMT_YUV420P;
    handles->frame->width = format.width;
    handles->frame->height = format.height;
    int code = av_frame_get_buffer(handles->frame, 0);
    if (code >= 0) {
        code = avformat_alloc_output_context2(&handles->muxer, nullptr, nullptr, file.c_str());
    }
    if (code < 0) {
        return failure(file, "cannot be a clip", code);
    }
    AVStream* stream = avformat_new_stream(handles->muxer, nullptr);
    stream->time_base = handles->codec->time_base;
    stream->avg_frame_rate = handles->codec->framerate;
    code = avcodec_parameters_from_context(stream->codecpar, handles->codec);
    if (code >= 0) {
        code = avio_open(&handles->muxer->pb, file.c_str(), AVIO_FLAG_WRITE);
    }
    if (code >= 0) {
        code = avformat_write_header(handles->muxer, nullptr);
    }
    if (code < 0) {
        return failure(file, "cannot be written", code);
    }
    return ClipEncoder(std::move(handles));
}

base::Result<> ClipEncoder::add(const Canvas& canvas) {
    AVFrame& frame = *handles_->frame;
    if (const int code = av_frame_make_writable(&frame); code < 0) {
        return failure(handles_->file, "cannot encode", code);
    }
    const auto width = static_cast<std::size_t>(canvas.width());
    const auto height = static_cast<std::size_t>(canvas.height());
    const auto row_of = [&](std::size_t plane, std::size_t y) {
        return frame.data[plane] + y * static_cast<std::size_t>(frame.linesize[plane]);
    };
    for (std::size_t y = 0; y < height; ++y) {
        std::copy_n(canvas.plane(0).data() + y * width, width, row_of(0, y));
    }
    for (const std::size_t plane : {std::size_t{1}, std::size_t{2}}) {
        for (std::size_t y = 0; y < height / 2; ++y) {
            std::uint8_t* row = row_of(plane, y);
            const std::uint8_t* above = canvas.plane(plane).data() + 2 * y * width;
            const std::uint8_t* below = above + width;
            for (std::size_t x = 0; x < width / 2; ++x) {
                const int sum = above[2 * x] + above[2 * x + 1] + below[2 * x] + below[2 * x + 1];
                row[x] = static_cast<std::uint8_t>((sum + 2) / 4);
            }
        }
    }
    frame.pts = next_picture_++;
    return encode(&frame);
}

base::Result<> ClipEncoder::finish() {
    CORDON_TRY_VOID(encode(nullptr));
    if (const int code = av_write_trailer(handles_->muxer); code < 0) {
        return failure(handles_->file, "cannot be finished", code);
    }
    return {};
}

base::Result<> ClipEncoder::encode(AVFrame* frame) {
    AVCodecContext* const codec = handles_->codec;
    AVPacket* const packet = handles_->packet;
    int code = avcodec_send_frame(codec, frame);
    while (code >= 0) {
        code = avcodec_receive_packet(codec, packet);
        if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) {
            return {};
        }
        if (code >= 0) {
            packet->duration = 1;
            av_packet_rescale_ts(packet, codec->time_base, handles_->muxer->streams[0]->time_base);
            code = av_interleaved_write_frame(handles_->muxer, packet);
        }
    }
    return failure(handles_->file, "cannot encode", code);
}

}  // namespace cordon::bench
