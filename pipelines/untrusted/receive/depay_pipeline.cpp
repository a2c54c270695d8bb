// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/depay_pipeline.hpp"

#include <array>
#include <utility>

#include "pipelines/untrusted/receive/codec_signs.hpp"
#include "pipelines/untrusted/receive/jpeg_depayloader.hpp"
#include "pipelines/untrusted/receive/mpeg4_depayloader.hpp"
#include "pipelines/untrusted/receive/nal_depayloader.hpp"

namespace cordon::untrusted::receive {
namespace {

using boundary::VideoCodec;

// Numbers so little behind the newest one are packets that come again, or so late that the one who put them
// in order gave them up.
constexpr int kOldPackets = 16;

std::optional<VideoCodec> codec_named(std::string_view encoding_name) {
    constexpr std::array<std::pair<std::string_view, VideoCodec>, 4> kNames{{
        {"H264", VideoCodec::kH264},
        {"H265", VideoCodec::kH265},
        {"JPEG", VideoCodec::kMjpeg},
        {"MP4V-ES", VideoCodec::kMpeg4},
    }};
    for (const auto& [name, codec] : kNames) {
        if (name == encoding_name) {
            return codec;
        }
    }
    return std::nullopt;
}

}  // namespace

base::Result<std::unique_ptr<DepayPipeline>> DepayPipeline::create(const rtsp::VideoTrack& track,
                                                                   std::uint32_t largest,
                                                                   Depayloader::OnPicture on_picture) {
    const auto codec = codec_named(track.encoding_name);
    if (!codec) {
        return base::Error{"the track is neither H.264, H.265, MJPEG nor MPEG-4"};
    }
    std::unique_ptr<DepayPipeline> pipeline(new DepayPipeline(track, largest, std::move(on_picture)));
    pipeline->use(*codec);
    return pipeline;
}

DepayPipeline::DepayPipeline(rtsp::VideoTrack track, std::uint32_t largest, Depayloader::OnPicture on_picture)
    : track_(std::move(track)), largest_(largest), on_picture_(std::move(on_picture)) {}

void DepayPipeline::use(VideoCodec codec) {
    codec_ = codec;
    switch (codec) {
        case VideoCodec::kMjpeg:
            depayloader_ = std::make_unique<JpegDepayloader>(
                JpegDepayloader::Size{.width = track_.width, .height = track_.height}, largest_, on_picture_);
            return;
        case VideoCodec::kMpeg4:
            depayloader_ =
                std::make_unique<Mpeg4Depayloader>(track_.format_parameters, largest_, on_picture_);
            return;
        case VideoCodec::kH264:
        case VideoCodec::kH265:
            break;
    }
    const bool described = codec_named(track_.encoding_name) == codec;
    depayloader_ = std::make_unique<NalDepayloader>(
        codec, described ? std::string_view(track_.format_parameters) : std::string_view(), largest_,
        on_picture_);
}

void DepayPipeline::change_codec(VideoCodec codec) {
    oversized_ += depayloader_->oversized();
    oddities_ |= depayloader_->oddities();
    use(codec);
}

void DepayPipeline::push(std::span<const std::byte> packet, base::MonotonicTime arrival) {
    const auto header = rtsp::parse_rtp_header(packet);
    if (!header || header->payload_type != track_.payload_type) {
        return;
    }
    const bool same_source = newest_ && header->source == newest_->source;
    const auto step = newest_ ? static_cast<std::int16_t>(header->sequence - newest_->sequence) : 0;
    if (same_source && step <= 0 && step > -kOldPackets) {
        return;  // seen before
    }
    const bool follows = same_source && step == 1;
    if (const auto sign = codec_shown(header->payload, codec_); sign) {
        change_codec(*sign);
    } else if (follows && header->timestamp != newest_->timestamp) {
        depayloader_->end_picture();
    }
    newest_ = header;
    newest_->payload = {};
    depayloader_->push({.payload = header->payload,
                        .timestamp = header->timestamp,
                        .marker = header->marker,
                        .follows = follows,
                        .arrival = arrival});
}

}  // namespace cordon::untrusted::receive
