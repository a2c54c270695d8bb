// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "gateway/base/clock.hpp"
#include "gateway/base/result.hpp"
#include "gateway/boundary/access_unit_header.hpp"
#include "gateway/boundary/camera_facts.hpp"
#include "pipelines/gst/gst_runtime.hpp"
#include "pipelines/untrusted/receive/payload_screen.hpp"
#include "pipelines/untrusted/receive/push_element.hpp"
#include "pipelines/untrusted/rtsp/video_track.hpp"

namespace cordon::untrusted::receive {

// One picture of the camera's, still coded: hostile bytes, bounded in size and nothing else.
struct CodedPicture {
    boundary::VideoCodec codec = boundary::VideoCodec::kH264;
    std::span<const std::byte> bytes;  // Annex B byte stream; valid during the call it comes with
    base::MonotonicTime origin;        // when the last packet of it came
    bool keyframe = false;             // with its parameter sets
    bool gap = false;                  // packets are missing before it
};

// What cordon-receive starts GStreamer with.
[[nodiscard]] const gst::AllowList& receiver_gstreamer();

// RTP packets of one session in, access units out (RFC 6184, RFC 7798): GStreamer's depayloader and parser,
// called synchronously, so that a picture leaves inside the push() of its last packet and nothing waits for
// a clock or another thread. There is no jitter buffer, because interleaved RTP cannot come out of order, and
// RTP timestamps decide nothing but where a picture ends. One thread.
class DepayPipeline {
public:
    using OnPicture = std::function<void(const CodedPicture&)>;

    // `track` comes from the camera's session description. `largest` in bytes: no larger access unit comes
    // out, and not much more than it is ever stored. An Error when the codec is none we take.
    static base::Result<std::unique_ptr<DepayPipeline>> create(const rtsp::VideoTrack& track,
                                                               std::uint32_t largest, OnPicture on_picture);
    DepayPipeline(const DepayPipeline&) = delete;
    DepayPipeline& operator=(const DepayPipeline&) = delete;

    void push(std::span<const std::byte> packet, base::MonotonicTime arrival);

    // What the packets showed of the camera: CameraOddity.
    [[nodiscard]] std::uint64_t oddities() const { return oddities_; }
    // Access units over the limit, so far.
    [[nodiscard]] std::uint64_t oversized() const { return oversized_; }

private:
    struct CodecChain;
    DepayPipeline(const CodecChain& chain, rtsp::VideoTrack track, std::uint32_t largest,
                  OnPicture on_picture);
    base::Result<> build();
    void end_picture();
    void feed_byte_stream(bool marker, std::span<const std::byte> payload, bool follows);
    void feed(bool marker, std::span<const std::byte> payload);
    void drop_oversized();
    void on_depayloaded(GstBuffer* buffer);
    void on_parsed(GstBuffer* buffer);

    const CodecChain& chain_;
    rtsp::VideoTrack track_;
    std::uint32_t largest_;
    OnPicture on_picture_;
    std::optional<PushElement> parser_;  // before the depayloader, which pushes into it
    std::optional<PushElement> depayloader_;

    PayloadScreen screen_;

    base::MonotonicTime arrival_;  // of the newest packet, as the next four
    std::uint16_t sequence_ = 0;
    std::uint32_t timestamp_ = 0;
    std::optional<std::uint32_t> source_;
    bool picture_open_ = false;               // it had no marker
    std::uint16_t out_sequence_ = 0;          // as the depayloader sees it: ours, without the camera's leaps
    base::MonotonicTime origin_;              // of the next access unit that comes out
    std::size_t gathered_ = 0;                // bytes pushed since an access unit came out
    bool gap_ = true;                         // to be told with the next picture
    std::vector<std::byte> without_picture_;  // parameter sets that came as an access unit of their own
    std::uint64_t oversized_ = 0;
    std::uint64_t oddities_ = 0;
};

}  // namespace cordon::untrusted::receive
