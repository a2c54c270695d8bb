// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/clip.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "bench/camera_sim/av_handles.hpp"
#include "bench/camera_sim/jpeg_image.hpp"
#include "bench/camera_sim/picture_order.hpp"

namespace cordon::bench {
namespace {

using std::chrono::nanoseconds;

base::Error failure(const std::string& file, const std::string& what, int code = 0) {
    std::string message = file + ": " + what;
    if (code < 0) {
        char reason[AV_ERROR_MAX_STRING_SIZE] = {};
        av_strerror(code, reason, sizeof(reason));
        message += std::string(": ") + reason;
    }
    return base::Error{std::move(message)};
}

bool is_parameter_set(ClipCodec codec, Bytes nal) {
    const NalKind kind = nal_kind(codec, nal);
    return kind == NalKind::kVps || kind == NalKind::kSps || kind == NalKind::kPps;
}

std::vector<std::vector<std::uint8_t>> parameter_sets_of(ClipCodec codec, const std::vector<Bytes>& nals) {
    std::vector<std::vector<std::uint8_t>> sets;
    for (const Bytes nal : nals) {
        if (is_parameter_set(codec, nal)) {
            sets.emplace_back(nal.begin(), nal.end());
        }
    }
    return sets;
}

nanoseconds to_time(std::int64_t stamp, AVRational base) {
    return nanoseconds(av_rescale_q(stamp, base, AVRational{1, 1'000'000'000}));
}

// Collects a file's packets as pictures.
class Collector {
public:
    Collector(Clip& clip, AVRational base, Bytes extradata) : clip_(clip), base_(base) {
        if (has_nal_units(clip.codec)) {
            in_force_ = parameter_sets_of(clip.codec, split_annex_b(extradata));
        } else if (!extradata.empty()) {
            in_force_.emplace_back(extradata.begin(), extradata.end());
        }
    }

    void take(const AVPacket& packet) {
        const Bytes coded(packet.data, static_cast<std::size_t>(packet.size));
        const auto nals = has_nal_units(clip_.codec) ? split_annex_b(coded) : std::vector<Bytes>{coded};
        ClipPicture picture;
        picture.random_access =
            has_nal_units(clip_.codec)
                ? std::any_of(nals.begin(), nals.end(),
                              [&](Bytes nal) { return nal_kind(clip_.codec, nal) == NalKind::kRandomAccess; })
                : (packet.flags & AV_PKT_FLAG_KEY) != 0;
        auto own_sets = parameter_sets_of(clip_.codec, nals);
        const bool insert = has_nal_units(clip_.codec) && picture.random_access && own_sets.empty();
        if (!own_sets.empty()) {
            in_force_ = std::move(own_sets);
        }
        if ((clip_.pictures.empty() && !picture.random_access) || nals.empty()) {
            return;
        }
        for (const Bytes nal : nals) {
            picture.nals.emplace_back(nal.begin(), nal.end());
        }
        if (insert) {
            const bool delimited = nal_kind(clip_.codec, nals[0]) == NalKind::kDelimiter;
            picture.nals.insert(picture.nals.begin() + (delimited ? 1 : 0), in_force_.begin(),
                                in_force_.end());
        }
        if (clip_.pictures.empty()) {
            clip_.parameter_sets = in_force_;
            first_ = packet.dts;
        }
        timed_ = timed_ && packet.dts != AV_NOPTS_VALUE && packet.pts != AV_NOPTS_VALUE;
        if (timed_) {
            picture.decode_time = to_time(packet.dts - first_, base_);
            picture.presentation_time = to_time(packet.pts - first_, base_);
        }
        last_duration_ = to_time(packet.duration, base_);
        clip_.pictures.push_back(std::move(picture));
    }

    // `interval` is the frame rate's, for what the file leaves open.
    void finish(nanoseconds interval) {
        if (!timed_) {
            time_by_picture_order(clip_, interval);
            return;
        }
        clip_.duration =
            clip_.pictures.back().decode_time + (last_duration_.count() > 0 ? last_duration_ : interval);
    }

private:
    Clip& clip_;
    AVRational base_;
    std::vector<std::vector<std::uint8_t>> in_force_;
    std::int64_t first_ = 0;
    nanoseconds last_duration_{};
    bool timed_ = true;
};

base::Result<FilterPtr> annex_b_filter(const std::string& file, const AVStream& stream) {
    const AVCodecID codec = stream.codecpar->codec_id;
    AVBSFContext* raw = nullptr;
    int code = av_bsf_alloc(av_bsf_get_by_name(codec == AV_CODEC_ID_H264   ? "h264_mp4toannexb"
                                               : codec == AV_CODEC_ID_HEVC ? "hevc_mp4toannexb"
                                                                           : "null"),
                            &raw);
    FilterPtr filter(raw);
    if (code >= 0) {
        code = avcodec_parameters_copy(filter->par_in, stream.codecpar);
    }
    if (code >= 0) {
        filter->time_base_in = stream.time_base;
        code = av_bsf_init(filter.get());
    }
    if (code < 0) {
        return failure(file, "cannot be turned into a byte stream", code);
    }
    return filter;
}

std::optional<ClipCodec> codec_of(AVCodecID id) {
    switch (id) {
        case AV_CODEC_ID_H264:
            return ClipCodec::kH264;
        case AV_CODEC_ID_HEVC:
            return ClipCodec::kH265;
        case AV_CODEC_ID_MJPEG:
            return ClipCodec::kMjpeg;
        case AV_CODEC_ID_MPEG4:
            return ClipCodec::kMpeg4;
        default:
            return std::nullopt;
    }
}

// What a site with `picture: auto` pins for such a camera. What says nothing: JPEG is BT.601 of full range,
// MPEG-4 of television's sizes BT.601, all else BT.709 (cordon-decode's VideoDecoder and ColourConverter).
boundary::Colours colours_of(const AVCodecParameters& stream) {
    constexpr int kMostRowsOfTelevision = 576;
    const bool jpeg = stream.codec_id == AV_CODEC_ID_MJPEG;
    const bool silent = stream.color_space == AVCOL_SPC_UNSPECIFIED;
    const bool television = stream.codec_id == AV_CODEC_ID_MPEG4 && stream.height <= kMostRowsOfTelevision;
    const bool bt601 = stream.color_space == AVCOL_SPC_BT470BG || stream.color_space == AVCOL_SPC_SMPTE170M;
    const bool full_range =
        stream.color_range == AVCOL_RANGE_JPEG || (jpeg && stream.color_range == AVCOL_RANGE_UNSPECIFIED);
    return boundary::colours_of(bt601 || (silent && (jpeg || television)), full_range);
}

// An Error for a clip of MJPEG with a picture that cannot be sent.
base::Result<> check_images(const std::string& file, const Clip& clip) {
    for (std::size_t i = 0; i < clip.pictures.size() && clip.codec == ClipCodec::kMjpeg; ++i) {
        if (const auto image = read_jpeg(clip.pictures[i].nals[0]); !image.ok()) {
            return failure(file, "picture " + std::to_string(i) + " " + image.error().message);
        }
    }
    return {};
}

}  // namespace

base::Result<std::shared_ptr<const Clip>> Clip::read(const std::string& file) {
    av_log_set_level(AV_LOG_ERROR);
    AVFormatContext* raw = nullptr;
    int code = avformat_open_input(&raw, file.c_str(), nullptr, nullptr);
    const FormatPtr format(raw);
    if (code < 0 || (code = avformat_find_stream_info(format.get(), nullptr)) < 0) {
        return failure(file, "cannot be read as a clip", code);
    }
    const int index = av_find_best_stream(format.get(), AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
    if (index < 0) {
        return failure(file, "has no video");
    }
    AVStream& stream = *format->streams[index];
    const auto codec = codec_of(stream.codecpar->codec_id);
    if (!codec) {
        return failure(file, std::string("is ") + avcodec_get_name(stream.codecpar->codec_id) +
                                 "; only H.264, H.265, MJPEG and MPEG-4 are played");
    }
    auto clip = std::make_shared<Clip>();
    clip->codec = *codec;
    clip->width = stream.codecpar->width;
    clip->height = stream.codecpar->height;
    clip->colours = colours_of(*stream.codecpar);
    CORDON_TRY(const FilterPtr filter, annex_b_filter(file, stream));
    // A raw stream's packets carry made-up decode times at best, so its clock is taken from the pictures.
    const std::string_view container = format->iformat->name;
    const bool raw_stream = container == "h264" || container == "hevc";
    Collector collector(
        *clip, stream.time_base,
        Bytes(filter->par_out->extradata, static_cast<std::size_t>(filter->par_out->extradata_size)));
    const PacketPtr packet(av_packet_alloc());
    while (av_read_frame(format.get(), packet.get()) >= 0) {
        if (packet->stream_index != index || av_bsf_send_packet(filter.get(), packet.get()) < 0) {
            av_packet_unref(packet.get());
            continue;
        }
        while (av_bsf_receive_packet(filter.get(), packet.get()) >= 0) {
            if (raw_stream) {
                packet->pts = AV_NOPTS_VALUE;
            }
            collector.take(*packet);
            av_packet_unref(packet.get());
        }
    }
    const bool needs_sets = clip->codec != ClipCodec::kMjpeg;
    if (clip->pictures.empty() || (needs_sets && clip->parameter_sets.empty())) {
        return failure(file, "has no picture a stream could begin with");
    }
    CORDON_TRY_VOID(check_images(file, *clip));
    const AVRational rate = stream.avg_frame_rate.num > 0 ? stream.avg_frame_rate : AVRational{25, 1};
    collector.finish(to_time(1, av_inv_q(rate)));
    return std::shared_ptr<const Clip>(std::move(clip));
}

}  // namespace cordon::bench
