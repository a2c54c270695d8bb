// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/probe_watch.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "gateway/supervisor/camera_claims.hpp"
#include "gateway/supervisor/state_words.hpp"

namespace cordon::supervisor {
namespace {

using State = boundary::ReceiverState;

std::string seconds_text(std::chrono::nanoseconds time) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f s", std::chrono::duration<double>(time).count());
    return text.data();
}

}  // namespace

std::optional<std::string> ProbeWatch::look(const CameraObservation& seen, base::MonotonicTime now) {
    last_ = seen;
    measure(seen, now);
    if (!first_picture_ && seen.shows_pictures()) {
        first_picture_ = now;
        said_ = State::kStreaming;
        return "first picture after " + seconds_text(now - began_) + ": " +
               std::to_string(seen.camera_width) + "x" + std::to_string(seen.camera_height) +
               "; watching for " + std::to_string(time_.count()) + " s";
    }
    if (said_ == seen.state) {
        return std::nullopt;
    }
    said_ = seen.state;
    state_since_ = now;
    if (seen.state == State::kStarting) {
        return std::nullopt;
    }
    if (seen.state == State::kStreaming) {
        return std::string(seen.codec) + " comes" + (first_picture_ ? " again" : "; decoding");
    }
    return std::string(words_of(name_of(seen.state)).words);
}

void ProbeWatch::measure(const CameraObservation& seen, base::MonotonicTime now) {
    const std::chrono::nanoseconds burst = std::min<std::chrono::nanoseconds>(kBurst, time_ / 3);
    if (!first_picture_ || now < *first_picture_ + burst) {
        return;
    }
    const Sample sample{.time = now, .access_units = seen.access_units, .bytes = seen.bytes};
    // A counter that went back has a new keeper.
    if (!from_ || sample.access_units < to_.access_units) {
        from_ = sample;
    }
    to_ = sample;
}

// No password and no time will help, or none we should try.
bool ProbeWatch::is_hopeless(base::MonotonicTime now) const {
    switch (last_.state) {
        case State::kAuthenticationFailed:
        case State::kLockedOut:
        case State::kUntrusted:
            return true;
        case State::kUnreachable:
        case State::kRefused:
        case State::kNotFound:
        case State::kUnsupportedCodec:
        case State::kRedirected:
            return now - state_since_ >= kRefusalStands;
        default:
            return false;
    }
}

bool ProbeWatch::is_over(base::MonotonicTime now) const {
    if (first_picture_) {
        return now - *first_picture_ >= time_;
    }
    return is_hopeless(now) || now - began_ >= std::max(kPatience, time_);
}

ProbeFindings ProbeWatch::findings() const {
    const bool undecoded = last_.state == State::kStreaming && !first_picture_;
    ProbeFindings findings{.state = undecoded ? "noPicture" : name_of(last_.state),
                           .picture_seen = first_picture_.has_value(),
                           .codec = last_.codec,
                           .camera_width = last_.camera_width,
                           .camera_height = last_.camera_height,
                           .camera_colours = last_.camera_colours,
                           .keyframe_interval_ms = last_.keyframe_interval_ms,
                           .transport = last_.transport,
                           .authentication = last_.authentication,
                           .oddities = last_.oddities,
                           .certificate = last_.certificate,
                           .lost_packets = last_.lost_packets,
                           .damaged = last_.damaged};
    if (from_ && to_.time > from_->time && to_.access_units > from_->access_units) {
        const double seconds = std::chrono::duration<double>(to_.time - from_->time).count();
        findings.frames_per_second = static_cast<double>(to_.access_units - from_->access_units) / seconds;
        const std::uint64_t bytes = to_.bytes - std::min(from_->bytes, to_.bytes);
        findings.kilobits_per_second = static_cast<double>(bytes) * 8 / 1000 / seconds;
    }
    return findings;
}

}  // namespace cordon::supervisor
