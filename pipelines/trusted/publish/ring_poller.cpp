// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/publish/ring_poller.hpp"

#include <algorithm>
#include <utility>

namespace cordon::trusted::publish {

RingPoller::RingPoller(std::vector<Ring> rings, FrameSink& sink, const base::Clock& clock)
    : sink_(sink), clock_(clock) {
    cameras_.reserve(rings.size());
    for (Ring& ring : rings) {
        cameras_.emplace_back(std::move(ring));
    }
}

base::MonotonicTime RingPoller::poll() {
    const base::MonotonicTime now = clock_.now();
    base::MonotonicTime next = now + kLongestSleep;
    for (std::size_t i = 0; i < cameras_.size(); ++i) {
        look_at(i, now);
        next = std::min(next, cameras_[i].cadence.next_look(now));
    }
    return std::max(next, now + Cadence::kFine);
}

void RingPoller::look_at(std::size_t number, base::MonotonicTime now) {
    Camera& camera = cameras_[number];
    // Bounded: a counter that runs while it is read could keep us here.
    for (std::uint32_t i = 0; i < boundary::kRingSlots && camera.reader.has_news(); ++i) {
        if (!camera.allowance.take(now)) {
            sink_.on_lost(number, camera.reader.skip());
            break;
        }
        copy_one(number, now);
    }
    if (camera.live && now - camera.last_frame > camera.cadence.silence_limit()) {
        camera.live = false;
        sink_.on_silence(number, camera.last_frame);
    }
}

void RingPoller::copy_one(std::size_t number, base::MonotonicTime now) {
    Camera& camera = cameras_[number];
    boundary::RingReader& reader = camera.reader;
    auto frame = sink_.frame_for(number);
    if (frame == nullptr) {
        sink_.on_lost(number, reader.skip());
        return;
    }
    const auto reading = reader.read(frame->pixels());
    const std::uint64_t lost =
        reading.lost + (reading.outcome == boundary::RingReader::Outcome::kTorn ? 1 : 0);
    if (lost != 0) {
        sink_.on_lost(number, lost);
    }
    if (reading.outcome == boundary::RingReader::Outcome::kFrame) {
        camera.last_frame = now;
        camera.live = true;
        frame->arrival = now;
        frame->presentation = camera.cadence.on_frame(now);
        frame->origin_ns = reading.origin_ns;
        sink_.on_frame(number, std::move(frame));
    }
}

}  // namespace cordon::trusted::publish
