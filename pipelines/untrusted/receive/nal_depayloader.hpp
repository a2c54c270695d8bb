// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "gateway/base/clock.hpp"
#include "gateway/base/result.hpp"
#include "gateway/boundary/access_unit_header.hpp"
#include "pipelines/gst/gst_runtime.hpp"
#include "pipelines/untrusted/receive/depayloader.hpp"
#include "pipelines/untrusted/receive/payload_screen.hpp"
#include "pipelines/untrusted/receive/push_element.hpp"
#include "pipelines/untrusted/rtsp/video_track.hpp"

namespace cordon::untrusted::receive {

// What cordon-receive starts GStreamer with.
[[nodiscard]] const gst::AllowList& receiver_gstreamer();

// H.264 and H.265 (RFC 6184, RFC 7798): GStreamer's depayloader and parser, called synchronously. There is no
// jitter buffer, because what comes here is in order, and RTP timestamps decide nothing but where a picture
// ends.
class NalDepayloader final : public Depayloader {
public:
    // `codec` is one of the two; of `track` what it says of that codec. An Error when GStreamer does not take
    // it.
    static base::Result<std::unique_ptr<Depayloader>> create(boundary::VideoCodec codec,
                                                             const rtsp::VideoTrack& track,
                                                             std::uint32_t largest, OnPicture on_picture);

    void push(const TrackPacket& packet) override;
    void end_picture() override;

private:
    struct CodecChain;
    NalDepayloader(const CodecChain& chain, rtsp::VideoTrack track, std::uint32_t largest,
                   OnPicture on_picture);
    base::Result<> build();
    void feed_byte_stream(const TrackPacket& packet);
    void feed_unit(std::span<const std::byte> payload, bool marker, bool follows);
    void let_go();
    void feed(bool marker, std::span<const std::byte> payload);
    void drop_oversized();
    void on_depayloaded(GstBuffer* buffer);
    void on_parsed(GstBuffer* buffer);

    const CodecChain& chain_;
    rtsp::VideoTrack track_;
    std::optional<PushElement> parser_;  // before the depayloader, which pushes into it
    std::optional<PushElement> depayloader_;

    PayloadScreen screen_;

    base::MonotonicTime arrival_;  // of the newest packet, as the next two
    std::uint32_t timestamp_ = 0;
    bool picture_open_ = false;               // it had no marker
    std::uint16_t out_sequence_ = 0;          // as the depayloader sees it: ours, without the camera's leaps
    base::MonotonicTime origin_;              // of the next access unit that comes out
    std::size_t gathered_ = 0;                // bytes pushed since an access unit came out
    std::vector<std::byte> without_picture_;  // parameter sets that came as an access unit of their own
};

}  // namespace cordon::untrusted::receive
