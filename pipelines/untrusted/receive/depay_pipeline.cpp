// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/depay_pipeline.hpp"

#include <algorithm>
#include <array>
#include <ranges>
#include <utility>

#include "pipelines/gst/gst_ptr.hpp"
#include "pipelines/untrusted/receive/picture_scan.hpp"
#include "pipelines/untrusted/receive/rtp_caps.hpp"
#include "pipelines/untrusted/rtsp/rtp_packet.hpp"

namespace cordon::untrusted::receive {

using base::MonotonicTime;
using boundary::VideoCodec;

struct DepayPipeline::CodecChain {
    VideoCodec codec;
    const char* encoding_name;
    const char* depayloader;
    const char* parser;
    const char* caps;
    std::array<std::byte, 4> filler;  // a NAL unit of filler data
};

namespace {

constexpr std::size_t kRtpHeader = 12;
// Numbers so little behind the newest one are packets that come again; over TCP nothing else can be late.
constexpr int kOldPackets = 16;
// Packets of an access unit that was cut off stay behind in the depayloader until the next one comes.
constexpr std::size_t kGatheredSlack = 64 * 1024;

constexpr std::array kPlugins{
    gst::PluginFile{"libgstrtp.so", "gstreamer1.0-plugins-good"},
    gst::PluginFile{"libgstvideoparsersbad.so", "gstreamer1.0-plugins-bad"},
};
constexpr std::array kElements{"rtph264depay", "rtph265depay", "h264parse", "h265parse"};
constexpr std::array kForbidden{"rtspsrc",      "udpsrc",    "tcpclientsrc", "filesrc",   "filesink",
                                "uridecodebin", "decodebin", "playbin",      "avdec_h264"};
constexpr gst::AllowList kAllowList{.plugins = kPlugins, .elements = kElements, .forbidden = kForbidden};

bool begins_with_start_code(std::span<const std::byte> bytes) {
    const bool long_one = bytes.size() > 4 && bytes[0] == std::byte{0};
    const auto code = bytes.subspan(long_one && bytes[2] == std::byte{0} ? 1 : 0);
    return code.size() > kStartCode.size() && std::ranges::equal(code.first(kStartCode.size()), kStartCode);
}

// Network byte order; what does not fit falls away, as sequence numbers do.
void put_number(std::span<std::byte> field, std::uint32_t number) {
    for (std::byte& each : std::views::reverse(field)) {
        each = static_cast<std::byte>(number & 0xFFU);
        number >>= 8U;
    }
}

}  // namespace

const gst::AllowList& receiver_gstreamer() {
    return kAllowList;
}

base::Result<std::unique_ptr<DepayPipeline>> DepayPipeline::create(const rtsp::VideoTrack& track,
                                                                   std::uint32_t largest,
                                                                   OnPicture on_picture) {
    static constexpr std::array kChains{
        CodecChain{VideoCodec::kH264,
                   "H264",
                   "rtph264depay",
                   "h264parse",
                   "video/x-h264,stream-format=byte-stream,alignment=au",
                   {std::byte{12}, std::byte{0xFF}, std::byte{0xFF}, std::byte{0x80}}},
        CodecChain{VideoCodec::kH265,
                   "H265",
                   "rtph265depay",
                   "h265parse",
                   "video/x-h265,stream-format=byte-stream,alignment=au",
                   {std::byte{38 << 1}, std::byte{1}, std::byte{0xFF}, std::byte{0x80}}},
    };
    const auto chain = std::ranges::find_if(
        kChains, [&](const CodecChain& each) { return track.encoding_name == each.encoding_name; });
    if (chain == kChains.end()) {
        return base::Error{"the track is neither H.264 nor H.265"};
    }
    std::unique_ptr<DepayPipeline> pipeline(new DepayPipeline(*chain, track, largest, std::move(on_picture)));
    CORDON_TRY_VOID(pipeline->build());
    return pipeline;
}

DepayPipeline::DepayPipeline(const CodecChain& chain, rtsp::VideoTrack track, std::uint32_t largest,
                             OnPicture on_picture)
    : chain_(chain),
      track_(std::move(track)),
      largest_(largest),
      on_picture_(std::move(on_picture)),
      screen_(chain.codec) {}

base::Result<> DepayPipeline::build() {
    depayloader_.reset();
    CORDON_TRY(parser_, PushElement::create(
                            chain_.parser, chain_.caps, [this](GstBuffer* buffer) { on_parsed(buffer); },
                            [](GstCaps* /*caps*/) {}));
    // Every keyframe carries its parameter sets: a decoder may begin at any of them.
    g_object_set(parser_->element(), "config-interval", -1, nullptr);
    CORDON_TRY(depayloader_,
               PushElement::create(
                   chain_.depayloader, chain_.caps, [this](GstBuffer* buffer) { on_depayloaded(buffer); },
                   [this](GstCaps* caps) { parser_->set_input_caps(caps); }));
    const auto caps = rtp_caps(track_);
    if (!depayloader_->set_input_caps(caps.get())) {
        return base::Error{"the depayloader does not take the track"};
    }
    gathered_ = 0;
    picture_open_ = false;
    screen_.close_fragment();
    return {};
}

void DepayPipeline::push(std::span<const std::byte> packet, MonotonicTime arrival) {
    const auto header = rtsp::parse_rtp_header(packet);
    if (!header || header->payload_type != track_.payload_type) {
        return;
    }
    const bool same_source = header->source == source_;
    const auto step = static_cast<std::int16_t>(header->sequence - sequence_);
    if (same_source && step <= 0 && step > -kOldPackets) {
        return;  // seen before
    }
    const bool follows = same_source && step == 1;
    if (picture_open_ && follows && header->timestamp != timestamp_) {
        end_picture();
    }
    // A picture that comes out of a packet without a marker was ended by it and does not hold it.
    origin_ = header->marker ? arrival : arrival_;
    picture_open_ = !header->marker;
    arrival_ = arrival;
    source_ = header->source;
    sequence_ = header->sequence;
    timestamp_ = header->timestamp;
    gap_ |= !follows;
    if (begins_with_start_code(header->payload)) {
        feed_byte_stream(header->marker, header->payload, follows);
        return;
    }
    const bool admitted = screen_.admits(header->payload, follows);
    // A number left out is how the depayloader hears of a loss.
    out_sequence_ = static_cast<std::uint16_t>(out_sequence_ + (follows && admitted ? 1 : 2));
    if (admitted) {
        feed(header->marker, header->payload);
    }
}

// Some cameras (V380) put a whole access unit with its start codes into one packet. Each of its units goes in
// as a packet of its own, as RFC 6184 5.6 and RFC 7798 4.4.1 have it.
void DepayPipeline::feed_byte_stream(bool marker, std::span<const std::byte> payload, bool follows) {
    oddities_ |= static_cast<std::uint64_t>(boundary::CameraOddity::kStartCodesInPackets);
    std::span<const std::byte> unit = after_start_code(payload);
    while (!unit.empty()) {
        const auto rest = after_start_code(unit);
        auto end = rest.empty() ? unit.size() : unit.size() - rest.size() - kStartCode.size();
        while (end > 0 && unit[end - 1] == std::byte{0}) {
            --end;  // of a start code of four bytes, or padding
        }
        const bool in_order = std::exchange(follows, true);
        const bool admitted = screen_.admits(unit.first(end), in_order);
        out_sequence_ = static_cast<std::uint16_t>(out_sequence_ + (in_order && admitted ? 1 : 2));
        if (admitted) {
            feed(marker && rest.empty(), unit.first(end));
        }
        unit = rest;
    }
}

// The depayloader of itself notices a new timestamp only when the first unit that bears it is whole, which is
// a picture later. A packet of filler data with a marker, slipped in, makes it let go at once.
void DepayPipeline::end_picture() {
    origin_ = arrival_;
    screen_.close_fragment();
    out_sequence_ = static_cast<std::uint16_t>(out_sequence_ + 1);
    feed(true, chain_.filler);
}

// Of the camera's own RTP header nothing goes in but the payload type, the marker and the timestamp.
void DepayPipeline::feed(bool marker, std::span<const std::byte> payload) {
    auto buffer = gst::adopt(gst_buffer_new_allocate(nullptr, kRtpHeader + payload.size(), nullptr));
    std::array<std::byte, kRtpHeader> header{std::byte{0x80}};
    header[1] = static_cast<std::byte>((marker ? 0x80U : 0U) | track_.payload_type);
    put_number(std::span(header).subspan(2, 2), out_sequence_);
    put_number(std::span(header).subspan(4, 4), timestamp_);
    gst_buffer_fill(buffer.get(), 0, header.data(), header.size());
    gst_buffer_fill(buffer.get(), kRtpHeader, payload.data(), payload.size());
    gathered_ += payload.size();
    if (!depayloader_->push(std::move(buffer)) || gathered_ > largest_ + kGatheredSlack) {
        drop_oversized();
    }
}

// A depayloader gathers without limit what a camera never ends; it is thrown away with all it holds.
void DepayPipeline::drop_oversized() {
    oversized_ += 1;
    gap_ = true;
    without_picture_.clear();
    const auto built = build();
    CORDON_INVARIANT(built.ok(), "what was built once can be built again");
}

void DepayPipeline::on_depayloaded(GstBuffer* buffer) {
    gathered_ = 0;
    if (gst_buffer_get_size(buffer) > largest_) {
        oversized_ += 1;
        gap_ = true;
        return;
    }
    parser_->push(gst::retain(buffer));
    origin_ = arrival_;
}

void DepayPipeline::on_parsed(GstBuffer* buffer) {
    const gst::ReadMap map(buffer);
    const PictureScan scan = scan_picture(chain_.codec, map.bytes());
    const bool fits = without_picture_.size() + map.bytes().size() <= largest_;
    if (!fits) {
        oversized_ += 1;
        gap_ = true;
        without_picture_.clear();
        return;
    }
    std::span<const std::byte> bytes = map.bytes();
    bool keyframe = scan.keyframe;
    if (!without_picture_.empty() || !scan.picture) {
        without_picture_.insert(without_picture_.end(), bytes.begin(), bytes.end());
        bytes = without_picture_;
        keyframe = scan_picture(chain_.codec, bytes).keyframe;
    }
    if (!scan.picture) {
        return;
    }
    on_picture_({.codec = chain_.codec,
                 .bytes = bytes,
                 .origin = origin_,
                 .keyframe = keyframe,
                 .gap = std::exchange(gap_, false)});
    without_picture_.clear();
}

}  // namespace cordon::untrusted::receive
