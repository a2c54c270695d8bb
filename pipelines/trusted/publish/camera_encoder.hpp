// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>

#include "gateway/base/clock.hpp"
#include "pipelines/trusted/encode/frame.hpp"
#include "pipelines/trusted/encode/h264_encoder.hpp"
#include "pipelines/trusted/stream/stream.hpp"

namespace cordon::trusted::publish {

// Puts one camera's pictures on air: encodes them, decides where keyframes go, and stamps them with our own
// clock, strictly increasing. Pictures are never held back for an even rhythm: presentation only says when to
// show them. Used by one thread at a time, which ones may differ; card_due() by any.
class CameraEncoder {
public:
    static constexpr std::chrono::milliseconds kKeyframesApart{500};  // however many viewers ask
    static constexpr std::chrono::seconds kCardInterval{1};

    // Borrows the stream.
    CameraEncoder(std::unique_ptr<encode::H264Encoder> encoder, stream::Stream& stream,
                  std::chrono::milliseconds keyframe_interval);

    // A picture of the camera's; kept until the next one, for the card. Whether it went on air.
    bool encode(encode::FramePtr frame);

    // What stands for a missing picture: the last one, marked as old since it came, or "NO SIGNAL". `card` is
    // drawn over.
    void encode_card(encode::Frame& card, base::MonotonicTime now);

    // Whether, while no picture comes, a card should go on air.
    [[nodiscard]] bool card_due(base::MonotonicTime now);

    // Bytes put on air so far, cards included.
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

private:
    bool put_on_air(const encode::Frame& frame, base::MonotonicTime at, std::uint64_t origin_ns);
    [[nodiscard]] bool keyframe_due(base::MonotonicTime at);

    std::unique_ptr<encode::H264Encoder> encoder_;
    stream::Stream& stream_;
    const std::chrono::milliseconds keyframe_interval_;
    encode::FramePtr last_;
    std::uint64_t number_ = 0;
    std::uint64_t bytes_ = 0;
    bool failing_ = false;
    std::atomic<bool> keyframe_wanted_{true};
    std::atomic<base::MonotonicTime> last_keyframe_{base::MonotonicTime::min()};
    std::atomic<base::MonotonicTime> last_presentation_{base::MonotonicTime::min()};
};

}  // namespace cordon::trusted::publish
