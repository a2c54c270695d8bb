// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/publish/ring_poller.hpp"

#include <algorithm>

namespace cordon::trusted::publish {

RingPoller::RingPoller(const std::vector<Ring>& rings, FrameSink& sink, const base::Clock& clock)
    : cameras_(rings.begin(), rings.end()), sink_(sink), clock_(clock) {}

base::MonotonicTime RingPoller::poll() {
    const base::MonotonicTime now = clock_.now();
    base::MonotonicTime next = now + kLongestSleep;
    for (std::size_t i = 0; i < cameras_.size(); ++i) {
        look_at(i, now);
        next = std::min(next, cameras_[i].cadence.next_look(now));
    }
    return std::max(next, now + shortest_sleep());
}

Cadence::Duration RingPoller::shortest_sleep() const {
    const auto cameras = static_cast<Cadence::Duration::rep>(cameras_.size());
    return std::clamp(cameras * kSleepPerCamera, Cadence::kFine, Cadence::kCoarse);
}

void RingPoller::look_at(std::size_t number, base::MonotonicTime now) {
    Camera& camera = cameras_[number];
    if (camera.reader->latest() != camera.last_number) {
        const auto news = camera.reader->news_since(camera.last_number);
        camera.last_number = news.first + news.frames - 1;
        if (const std::uint64_t lost = news.lost + take(number, news, now); lost != 0) {
            sink_.on_lost(number, lost);
        }
    }
    if (camera.live && now - camera.last_frame > camera.cadence.silence_limit()) {
        camera.live = false;
        sink_.on_silence(number, camera.last_frame);
    }
}

std::uint64_t RingPoller::take(std::size_t number, const boundary::RingReader::News& news,
                               base::MonotonicTime now) {
    Camera& camera = cameras_[number];
    std::uint64_t lost = 0;
    for (std::uint32_t i = 0; i < news.frames; ++i) {
        if (!camera.allowance.take(now)) {
            return lost + news.frames - i;
        }
        if (!camera.reader->holds(news.first + i)) {
            ++lost;
            continue;
        }
        camera.last_frame = now;
        camera.live = true;
        sink_.on_frame(number,
                       {.number = news.first + i, .seen = now, .presentation = camera.cadence.on_frame(now)});
    }
    return lost;
}

}  // namespace cordon::trusted::publish
