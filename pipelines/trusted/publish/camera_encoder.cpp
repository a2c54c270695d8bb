// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/publish/camera_encoder.hpp"

#include <algorithm>
#include <utility>

#include "gateway/base/log.hpp"
#include "pipelines/trusted/encode/signal_card.hpp"

namespace cordon::trusted::publish {
namespace {

// One tick of RTP's and MP4's 90 kHz clock, rounded up: presentation times stay apart in every protocol.
constexpr std::chrono::nanoseconds kPicturesApart{12'000};

// min() is "never".
bool is_apart(base::MonotonicTime last, base::MonotonicTime now, std::chrono::nanoseconds distance) {
    return last == base::MonotonicTime::min() || now - last >= distance;
}

std::chrono::sys_seconds wall_time_of(base::MonotonicTime past, base::MonotonicTime now) {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now() - (now - past));
}

}  // namespace

CameraEncoder::CameraEncoder(std::unique_ptr<encode::H264Encoder> encoder, stream::Stream& stream,
                             std::chrono::milliseconds keyframe_interval)
    : encoder_(std::move(encoder)), stream_(stream), keyframe_interval_(keyframe_interval) {}

bool CameraEncoder::encode(encode::FramePtr frame) {
    last_ = std::move(frame);
    return put_on_air(*last_, last_->presentation, last_->origin_ns);
}

void CameraEncoder::encode_card(encode::Frame& card, base::MonotonicTime now) {
    if (last_ != nullptr) {
        encode::draw_stale(*last_, wall_time_of(last_->arrival, now), card);
    } else {
        encode::draw_no_signal(card);
    }
    put_on_air(card, now, 0);
}

bool CameraEncoder::card_due(base::MonotonicTime now) {
    if (stream_.take_keyframe_request()) {
        keyframe_wanted_ = true;
    }
    return is_apart(last_presentation_, now, kCardInterval) ||
           (keyframe_wanted_ && is_apart(last_keyframe_, now, kKeyframesApart));
}

bool CameraEncoder::keyframe_due(base::MonotonicTime at) {
    if (stream_.take_keyframe_request()) {
        keyframe_wanted_ = true;
    }
    return is_apart(last_keyframe_, at,
                    keyframe_wanted_ ? std::min(kKeyframesApart, keyframe_interval_) : keyframe_interval_);
}

bool CameraEncoder::put_on_air(const encode::Frame& frame, base::MonotonicTime at, std::uint64_t origin_ns) {
    const base::MonotonicTime last = last_presentation_;
    if (last != base::MonotonicTime::min()) {
        at = std::max(at, last + kPicturesApart);
    }
    auto picture = encoder_->encode(frame, at, keyframe_due(at));
    if (!picture.ok()) {
        if (!std::exchange(failing_, true)) {
            base::log_error(stream_.info().name + ": " + picture.error().message);
        }
        keyframe_wanted_ = true;
        return false;
    }
    failing_ = false;
    auto encoded = std::move(picture).value();
    if (encoded.keyframe) {
        last_keyframe_ = at;
        keyframe_wanted_ = false;
    }
    last_presentation_ = at;
    bytes_ += encoded.bytes.size();
    stream_.publish(std::make_shared<const stream::AccessUnit>(
        stream::AccessUnit{std::move(encoded.bytes), encoded.keyframe, ++number_, at, origin_ns}));
    return true;
}

}  // namespace cordon::trusted::publish
