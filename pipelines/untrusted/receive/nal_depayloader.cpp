// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/nal_depayloader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "pipelines/gst/gst_ptr.hpp"
#include "pipelines/untrusted/receive/picture_scan.hpp"
#include "pipelines/untrusted/receive/rtp_caps.hpp"

namespace cordon::untrusted::receive {

using base::MonotonicTime;
using boundary::VideoCodec;

struct NalDepayloader::CodecChain {
    VideoCodec codec;
    const char* encoding_name;
    const char* depayloader;
    const char* parser;
    const char* caps;
    std::array<std::byte, 4> filler;  // a NAL unit of filler data
};

namespace {

constexpr std::size_t kRtpHeader = 12;
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
    for (std::size_t i = field.size(); i-- > 0; number >>= 8U) {
        field[i] = static_cast<std::byte>(number & 0xFFU);
    }
}

}  // namespace

const gst::AllowList& receiver_gstreamer() {
    return kAllowList;
}

base::Result<std::unique_ptr<Depayloader>> NalDepayloader::create(VideoCodec codec,
                                                                  const rtsp::VideoTrack& track,
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
    const auto* chain =
        std::ranges::find_if(kChains, [&](const CodecChain& each) { return codec == each.codec; });
    CORDON_INVARIANT(chain != kChains.end(), "the codec is one of NAL units");
    rtsp::VideoTrack described = track;
    if (track.encoding_name != chain->encoding_name) {
        described.encoding_name = chain->encoding_name;
        described.format_parameters.clear();
    }
    std::unique_ptr<NalDepayloader> made(
        new NalDepayloader(*chain, std::move(described), largest, std::move(on_picture)));
    CORDON_TRY_VOID(made->build());
    return std::unique_ptr<Depayloader>(std::move(made));
}

NalDepayloader::NalDepayloader(const CodecChain& chain, rtsp::VideoTrack track, std::uint32_t largest,
                               OnPicture on_picture)
    : Depayloader(largest, std::move(on_picture)),
      chain_(chain),
      track_(std::move(track)),
      screen_(chain.codec) {}

base::Result<> NalDepayloader::build() {
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

void NalDepayloader::push(const TrackPacket& packet) {
    // A picture that comes out of a packet without a marker was ended by it and does not hold it.
    origin_ = packet.marker ? packet.arrival : arrival_;
    picture_open_ = !packet.marker;
    arrival_ = packet.arrival;
    timestamp_ = packet.timestamp;
    if (!packet.follows) {
        note_gap();
    }
    if (begins_with_start_code(packet.payload)) {
        feed_byte_stream(packet);
    } else {
        feed_unit(packet.payload, packet.marker, packet.follows);
    }
}

// Some cameras (V380) put a whole access unit with its start codes into one packet. Each of its units goes in
// as a packet of its own, as RFC 6184 5.6 and RFC 7798 4.4.1 have it.
void NalDepayloader::feed_byte_stream(const TrackPacket& packet) {
    note(boundary::CameraOddity::kStartCodesInPackets);
    bool follows = packet.follows;
    std::span<const std::byte> unit = after_start_code(packet.payload);
    while (!unit.empty()) {
        const auto rest = after_start_code(unit);
        auto end = rest.empty() ? unit.size() : unit.size() - rest.size() - kStartCode.size();
        while (end > 0 && unit[end - 1] == std::byte{0}) {
            --end;  // of a start code of four bytes, or padding
        }
        feed_unit(unit.first(end), packet.marker && rest.empty(), std::exchange(follows, true));
        unit = rest;
    }
}

// A number left out is how the depayloader hears of a loss.
void NalDepayloader::feed_unit(std::span<const std::byte> payload, bool marker, bool follows) {
    const auto verdict = screen_.judge(payload, follows);
    const bool unbroken = follows && verdict != PayloadScreen::Verdict::kLoss;
    if (verdict == PayloadScreen::Verdict::kTake) {
        out_sequence_ = static_cast<std::uint16_t>(out_sequence_ + (unbroken ? 1 : 2));
        feed(marker, payload);
        return;
    }
    out_sequence_ = static_cast<std::uint16_t>(out_sequence_ + (unbroken ? 0 : 2));
    if (verdict == PayloadScreen::Verdict::kIgnore && marker) {
        let_go();
    }
}

void NalDepayloader::end_picture() {
    if (picture_open_) {
        let_go();
    }
}

// The depayloader of itself notices a new timestamp only when the first unit that bears it is whole, which is
// a picture later. A packet of filler data with a marker, slipped in, makes it let go at once.
void NalDepayloader::let_go() {
    picture_open_ = false;
    origin_ = arrival_;
    screen_.close_fragment();
    out_sequence_ = static_cast<std::uint16_t>(out_sequence_ + 1);
    feed(true, chain_.filler);
}

// Of the camera's own RTP header nothing goes in but the payload type, the marker and the timestamp.
void NalDepayloader::feed(bool marker, std::span<const std::byte> payload) {
    auto buffer = gst::adopt(gst_buffer_new_allocate(nullptr, kRtpHeader + payload.size(), nullptr));
    std::array<std::byte, kRtpHeader> header{std::byte{0x80}};
    header[1] = static_cast<std::byte>((marker ? 0x80U : 0U) | track_.payload_type);
    put_number(std::span(header).subspan(2, 2), out_sequence_);
    put_number(std::span(header).subspan(4, 4), timestamp_);
    gst_buffer_fill(buffer.get(), 0, header.data(), header.size());
    gst_buffer_fill(buffer.get(), kRtpHeader, payload.data(), payload.size());
    gathered_ += payload.size();
    if (!depayloader_->push(std::move(buffer)) || gathered_ > largest() + kGatheredSlack) {
        drop_oversized();
    }
}

// A depayloader gathers without limit what a camera never ends; it is thrown away with all it holds.
void NalDepayloader::drop_oversized() {
    note_oversized();
    without_picture_.clear();
    const auto built = build();
    CORDON_INVARIANT(built.ok(), "what was built once can be built again");
}

void NalDepayloader::on_depayloaded(GstBuffer* buffer) {
    gathered_ = 0;
    if (gst_buffer_get_size(buffer) > largest()) {
        note_oversized();
        return;
    }
    parser_->push(gst::retain(buffer));
    origin_ = arrival_;
}

void NalDepayloader::on_parsed(GstBuffer* buffer) {
    const gst::ReadMap map(buffer);
    const PictureScan scan = scan_picture(chain_.codec, map.bytes());
    const bool fits = without_picture_.size() + map.bytes().size() <= largest();
    if (!fits) {
        note_oversized();
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
    deliver({.codec = chain_.codec, .bytes = bytes, .origin = origin_, .keyframe = keyframe});
    without_picture_.clear();
}

}  // namespace cordon::untrusted::receive
