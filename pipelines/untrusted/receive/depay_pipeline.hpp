// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "gateway/base/clock.hpp"
#include "gateway/base/result.hpp"
#include "gateway/boundary/access_unit_header.hpp"
#include "pipelines/untrusted/receive/depayloader.hpp"
#include "pipelines/untrusted/rtsp/rtp_packet.hpp"
#include "pipelines/untrusted/rtsp/video_track.hpp"

namespace cordon::untrusted::receive {

// RTP packets of one session in, access units out. Sorts out sources and sequence numbers and leaves the
// payloads to the codec's depayloader: the one the session description names, until parameter sets of
// another codec come, which cannot be mistaken. One thread.
class DepayPipeline {
public:
    // `track` comes from the camera's session description. `largest` in bytes: no larger access unit comes
    // out, and not much more than it is ever stored. An Error when the codec is none we take.
    static base::Result<std::unique_ptr<DepayPipeline>> create(const rtsp::VideoTrack& track,
                                                               std::uint32_t largest,
                                                               Depayloader::OnPicture on_picture);
    DepayPipeline(const DepayPipeline&) = delete;
    DepayPipeline& operator=(const DepayPipeline&) = delete;

    void push(std::span<const std::byte> packet, base::MonotonicTime arrival);

    // What the packets showed of the camera: CameraOddity.
    [[nodiscard]] std::uint64_t oddities() const { return oddities_ | depayloader_->oddities(); }
    // Access units over the limit, so far.
    [[nodiscard]] std::uint64_t oversized() const { return oversized_ + depayloader_->oversized(); }

private:
    DepayPipeline(rtsp::VideoTrack track, std::uint32_t largest, Depayloader::OnPicture on_picture);
    void use(boundary::VideoCodec codec);
    void change_codec(boundary::VideoCodec codec);

    rtsp::VideoTrack track_;
    std::uint32_t largest_;
    Depayloader::OnPicture on_picture_;
    boundary::VideoCodec codec_ = boundary::VideoCodec::kH264;
    std::unique_ptr<Depayloader> depayloader_;

    std::optional<rtsp::RtpHeader> newest_;  // packet's; its payload is gone
    std::uint64_t oversized_ = 0;            // of depayloaders that are gone, as the next
    std::uint64_t oddities_ = 0;
};

}  // namespace cordon::untrusted::receive
