// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "gateway/base/clock.hpp"
#include "gateway/boundary/ring_reader.hpp"
#include "pipelines/trusted/encode/frame.hpp"
#include "pipelines/trusted/encode/h264_encoder.hpp"
#include "pipelines/trusted/publish/arrival.hpp"
#include "pipelines/trusted/publish/keyframe_schedule.hpp"
#include "pipelines/trusted/stream/stream.hpp"

namespace cordon::trusted::publish {

// Puts one camera's pictures on air: copies each that is another out of the ring, once, over the one before,
// encodes it unless nothing changed, and stamps it with our own clock, strictly
// increasing. Pictures are never held back for an even rhythm: presentation only says when to show them. Used
// by one thread at a time, which ones may differ; card_due(), last_picture() and last_change() by any.
class CameraEncoder {
public:
    enum class Outcome {
        kOnAir,
        kUnchanged,  // the same as the picture on air, but for the noise allowed: not encoded again
        kLost,       // no longer in the ring
        kFailed,     // the encoder could not
    };
    static constexpr std::chrono::seconds kCardInterval{1};
    // An unchanged picture goes on air again after so long, for players and recorders: with what lies between
    // two of a camera's pictures, about once a second.
    static constexpr std::chrono::milliseconds kUnchangedInterval{960};
    // Unless a keyframe is due as soon, which is one picture more.
    static constexpr std::chrono::milliseconds kKeyframeSoon{120};

    // Borrows ring and stream. `noise_tolerance` in levels: encode::shows_change().
    CameraEncoder(const boundary::RingReader& ring, std::unique_ptr<encode::H264Encoder> encoder,
                  stream::Stream& stream, std::chrono::milliseconds keyframe_interval,
                  std::uint32_t noise_tolerance = 0);

    Outcome encode(const Arrival& arrival);

    // Whether that frame is the one before again, which was no other than the picture on air, as the frame's
    // writer says, and need not go on air again yet: then it is done with, as with kUnchanged. Takes no time.
    bool passes_over(const Arrival& arrival);

    // What stands for a missing picture: the last one, marked as old since it came, or "NO SIGNAL".
    void encode_card(base::MonotonicTime now);

    // Whether, while no picture comes, a card should go on air.
    [[nodiscard]] bool card_due(base::MonotonicTime now);

    // When the last picture came; min() before the first. Once it is not, last_change() is not either, and
    // asked after this it is no earlier than the last change up to that picture.
    [[nodiscard]] base::MonotonicTime last_picture() const { return picture_seen_; }

    // When the last picture came that differs from the one before; min() before the first.
    [[nodiscard]] base::MonotonicTime last_change() const { return last_change_; }

    // Pictures so far that differ from the one before.
    [[nodiscard]] std::uint64_t changes() const { return changes_; }

    // Bytes put on air so far, cards included.
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

private:
    // What lies in picture_.
    enum class Shows { kNothing, kPicture, kCard };

    // Reads the frame, and says whether it is to be encoded; nothing when it is gone.
    std::optional<bool> take(const Arrival& arrival, std::uint64_t& origin_ns);

    // `unchanged`: as H264Encoder::encode() takes it.
    bool put_on_air(base::MonotonicTime at, std::uint64_t origin_ns, std::span<const std::uint8_t> unchanged);
    void hear_viewers();
    [[nodiscard]] bool picture_due(base::MonotonicTime at);

    const boundary::RingReader& ring_;
    std::unique_ptr<encode::H264Encoder> encoder_;
    stream::Stream& stream_;
    KeyframeSchedule keyframes_;
    const std::uint32_t noise_tolerance_;
    encode::Frame picture_;                  // on air
    std::optional<encode::Frame> incoming_;  // where noise is tolerated: the next one, to be compared
    // Of each macroblock of picture_, whether it is as it was before the last read; not where noise is
    // tolerated.
    std::vector<std::uint8_t> unchanged_;
    Shows shows_ = Shows::kNothing;
    // The last frame that picture_ is, but for the noise allowed, where it shows one.
    std::uint64_t held_ = 0;
    std::uint64_t number_ = 0;
    std::uint64_t bytes_ = 0;
    std::uint64_t changes_ = 0;
    bool failing_ = false;
    std::atomic<base::MonotonicTime> last_presentation_{base::MonotonicTime::min()};
    std::atomic<base::MonotonicTime> last_change_{base::MonotonicTime::min()};
    std::atomic<base::MonotonicTime> picture_seen_{base::MonotonicTime::min()};
};

}  // namespace cordon::trusted::publish
