// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "gateway/base/clock.hpp"
#include "gateway/base/result.hpp"
#include "gateway/boundary/frame_geometry.hpp"
#include "gateway/boundary/launch_record.hpp"
#include "pipelines/trusted/encode/frame.hpp"
#include "pipelines/trusted/encode/rate_ceiling.hpp"

namespace cordon::trusted::encode {

struct EncoderSettings {
    boundary::EncoderKind kind = boundary::EncoderKind::kX264;
    boundary::EncoderPreset preset = boundary::EncoderPreset::kLive;
    std::uint32_t quality = 0;                   // constant-quality quantiser, 1 (best) to 51
    std::uint32_t most_kilobits_per_second = 0;  // on average; quality gives way
    std::uint32_t most_frames_per_second = 0;    // for the level the stream declares
};

struct EncodedPicture {
    std::vector<std::byte> bytes;  // one access unit, Annex B; SPS and PPS before a keyframe
    bool keyframe = false;
};

// Makes H.264 of one stream's pictures: one access unit out for each frame in, at once, none skipped. No
// B-frames and one reference, so pictures leave in the order they came and can be shown as they arrive.
// Keyframes (IDR) only come when asked for. Says of its pictures the colours that are pinned, and computes
// with none; no promise about the frame rate. One thread at a time; never starts one.
//
// By preset, each of its own weight (decisions 0021 and 0025): live is constrained baseline, which every
// player takes, WebRTC's too; balanced is main, for its entropy coder; archive is main or high and looks
// longer for fewer bits. At any of them a quality comes to about the same PSNR.
class H264Encoder {
public:
    static base::Result<std::unique_ptr<H264Encoder>> create(const EncoderSettings& settings,
                                                             const boundary::FrameGeometry& geometry);
    virtual ~H264Encoder() = default;
    H264Encoder(const H264Encoder&) = delete;
    H264Encoder& operator=(const H264Encoder&) = delete;

    // `presentation` increases from call to call. The first picture is a keyframe in any case. `unchanged`
    // may say of each macroblock, as RingReader::read() does, which are to the last bit as in the frame of
    // the call before: those are not looked at again. Nothing: all are.
    base::Result<EncodedPicture> encode(const Frame& frame, base::MonotonicTime presentation,
                                        bool force_keyframe, std::span<const std::uint8_t> unchanged = {});

protected:
    explicit H264Encoder(const EncoderSettings& settings)
        : ceiling_(settings.quality, settings.most_kilobits_per_second) {}

    struct Request {
        const Frame& frame;
        base::MonotonicTime presentation;
        std::uint32_t quantiser;
        bool force_keyframe;
        std::span<const std::uint8_t> unchanged;
    };
    virtual base::Result<EncodedPicture> encode_picture(const Request& request) = 0;

    // What ITU-T H.273 numbers primaries, transfer characteristics and matrix with, all three alike: BT.709,
    // and of BT.601 its system of 525 lines.
    static constexpr std::uint8_t colour_code(boundary::Colours colours) {
        return boundary::is_bt601(colours) ? 6 : 1;
    }

private:
    RateCeiling ceiling_;
};

}  // namespace cordon::trusted::encode
