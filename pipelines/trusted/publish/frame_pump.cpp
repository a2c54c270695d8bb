// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/publish/frame_pump.hpp"

#include <utility>

#include "gateway/base/invariant.hpp"

namespace cordon::trusted::publish {
namespace {

// Queued, being encoded, kept for the card, and being copied into.
constexpr std::size_t kFrames = FramePump::kQueued + 3;
constexpr std::chrono::milliseconds kCardsEvery{50};
constexpr std::chrono::milliseconds kStatusEvery{250};

void add(boundary::SharedWord& counter, std::uint64_t count) {
    counter.fetch_add(count, std::memory_order_relaxed);
}
void set(boundary::SharedWord& word, std::uint64_t value) {
    word.store(value, std::memory_order_relaxed);
}

}  // namespace

FramePump::Camera::Camera(Source source, std::chrono::milliseconds keyframe_interval)
    : pool(source.geometry, kFrames),
      stream(*source.stream),
      encoder(std::move(source.encoder), *source.stream, keyframe_interval) {}

FramePump::FramePump(std::vector<Source> sources, std::chrono::milliseconds keyframe_interval,
                     boundary::PublisherStatus& status, const base::Clock& clock)
    : status_(status), clock_(clock) {
    CORDON_INVARIANT(sources.size() <= boundary::kMostCameras, "the launch record was checked");
    for (Source& source : sources) {
        cameras_.push_back(std::make_unique<Camera>(std::move(source), keyframe_interval));
    }
}

FramePump::~FramePump() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    work_came_.notify_all();
    for (std::thread& thread : threads_) {
        thread.join();
    }
}

void FramePump::start(std::size_t threads) {
    const base::MonotonicTime now = clock_.now();
    for (const auto& camera : cameras_) {
        camera->stream.set_state(stream::PictureState::kNoSignal, now);
    }
    for (std::size_t i = 0; i < threads; ++i) {
        threads_.emplace_back([this] { work(); });
    }
}

encode::FramePtr FramePump::frame_for(std::size_t camera) {
    return cameras_[camera]->pool.take();
}

void FramePump::on_frame(std::size_t number, encode::FramePtr frame) {
    Camera& camera = *cameras_[number];
    boundary::PublishedCameraStatus& status = status_.cameras[number];
    const base::MonotonicTime arrival = frame->arrival;
    add(status.frames_in, 1);
    set(status.last_frame_ns, base::to_nanoseconds(arrival));
    if (std::exchange(camera.silent, false)) {
        camera.stream.set_state(stream::PictureState::kLive, arrival);
    }
    encode::FramePtr dropped;
    {
        const std::scoped_lock lock(mutex_);
        camera.card_wanted = false;
        if (camera.queue.size() == kQueued) {
            dropped = std::move(camera.queue.front());
            camera.queue.pop_front();
        }
        camera.queue.push_back(std::move(frame));
        want_thread(number, camera);
    }
    add(status.frames_skipped, dropped != nullptr ? 1 : 0);
}

void FramePump::on_lost(std::size_t camera, std::uint64_t frames) {
    add(status_.cameras[camera].frames_lost, frames);
}

void FramePump::on_silence(std::size_t number, base::MonotonicTime since) {
    Camera& camera = *cameras_[number];
    camera.silent = true;
    camera.stream.set_state(stream::PictureState::kStale, since);
    const std::scoped_lock lock(mutex_);
    camera.card_wanted = true;
    want_thread(number, camera);
}

void FramePump::tick() {
    const base::MonotonicTime now = clock_.now();
    if (now >= next_cards_) {
        next_cards_ = now + kCardsEvery;
        for (std::size_t i = 0; i < cameras_.size(); ++i) {
            if (cameras_[i]->silent && cameras_[i]->encoder.card_due(now)) {
                const std::scoped_lock lock(mutex_);
                cameras_[i]->card_wanted = true;
                want_thread(i, *cameras_[i]);
            }
        }
    }
    if (now >= next_status_) {
        next_status_ = now + kStatusEvery;
        for (std::size_t i = 0; i < cameras_.size(); ++i) {
            fill_status(i, *cameras_[i], now);
        }
    }
}

void FramePump::fill_status(std::size_t number, Camera& camera, base::MonotonicTime now) {
    boundary::PublishedCameraStatus& status = status_.cameras[number];
    const auto latency = camera.stream.added_latency().recent(now);
    set(status.viewers, camera.stream.viewer_count());
    set(status.latency_p50_us, static_cast<std::uint64_t>(latency.p50.count()));
    set(status.latency_p99_us, static_cast<std::uint64_t>(latency.p99.count()));
}

void FramePump::want_thread(std::size_t number, Camera& camera) {
    if (!std::exchange(camera.at_work, true)) {
        ready_.push_back(number);
        work_came_.notify_one();
    }
}

void FramePump::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        work_came_.wait(lock, [this] { return stopping_ || !ready_.empty(); });
        if (stopping_) {
            return;
        }
        const std::size_t number = ready_.front();
        ready_.pop_front();
        Camera& camera = *cameras_[number];
        encode::FramePtr frame = next_frame(number, camera);
        if (frame != nullptr || std::exchange(camera.card_wanted, false)) {
            lock.unlock();
            encode_one(number, camera, std::move(frame));
            lock.lock();
        }
        camera.at_work = false;
        if (!camera.queue.empty() || camera.card_wanted) {
            want_thread(number, camera);
        }
    }
}

encode::FramePtr FramePump::next_frame(std::size_t number, Camera& camera) {
    const base::MonotonicTime now = clock_.now();
    encode::FramePtr frame;
    while (!camera.queue.empty() && (frame == nullptr || now - frame->arrival > kOldest)) {
        add(status_.cameras[number].frames_skipped, frame != nullptr ? 1 : 0);
        frame = std::move(camera.queue.front());
        camera.queue.pop_front();
    }
    return frame;
}

void FramePump::encode_one(std::size_t number, Camera& camera, encode::FramePtr frame) {
    boundary::PublishedCameraStatus& status = status_.cameras[number];
    const std::uint64_t bytes_before = camera.encoder.bytes();
    if (frame != nullptr) {
        add(status.frames_out, camera.encoder.encode(std::move(frame)) ? 1 : 0);
    } else if (auto card = camera.pool.take(); card != nullptr) {
        camera.encoder.encode_card(*card, clock_.now());
    }
    add(status.bytes_out, camera.encoder.bytes() - bytes_before);
}

}  // namespace cordon::trusted::publish
