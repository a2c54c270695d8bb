// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/publish/frame_pump.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <sys/resource.h>

#include "gateway/base/invariant.hpp"

namespace cordon::trusted::publish {
namespace {

constexpr std::chrono::milliseconds kLookEvery{50};
constexpr std::chrono::milliseconds kStatusEvery{250};
// With each look: by half in 35 s, where a camera has come to send fewer pictures of itself.
constexpr double kWholeRateFades = 0.999;

void add(boundary::SharedWord& counter, std::uint64_t count) {
    counter.fetch_add(count, std::memory_order_relaxed);
}
void set(boundary::SharedWord& word, std::uint64_t value) {
    word.store(value, std::memory_order_relaxed);
}

std::uint32_t rounded(double per_second) {
    return static_cast<std::uint32_t>(std::lround(per_second));
}

// As much as decoders have (their sandbox_policy): where the processor is scarce each of many gets what it
// needs, as it needs less than its share, and what is late is encoding, which can pass frames over. Servers
// and poller keep their rank.
constexpr int kEncodersNiceness = 10;

}  // namespace

FramePump::Camera::Camera(Source source, std::chrono::milliseconds keyframe_interval)
    : stream(*source.stream),
      encoder(*source.ring, std::move(source.encoder), *source.stream, keyframe_interval,
              source.noise_tolerance) {}

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
    first_work_came_.notify_all();
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
        threads_.emplace_back([this] { work(false); });
    }
    // What many threads of one rank get is by their number, and there is a decoder for each camera.
    for (std::size_t i = 0; i < std::max(threads, cameras_.size()); ++i) {
        threads_.emplace_back([this] { work(true); });
    }
}

void FramePump::on_frame(std::size_t number, const Arrival& arrival) {
    Camera& camera = *cameras_[number];
    boundary::PublishedCameraStatus& status = status_.cameras[number];
    add(status.frames_in, 1);
    set(status.last_frame_ns, base::to_nanoseconds(arrival.seen));
    camera.missing_since.reset();
    if (std::exchange(camera.silent, false)) {
        camera.live_as = stream::PictureState::kLive;
        camera.stream.set_state(stream::PictureState::kLive, arrival.seen);
    }
    bool dropped = false;
    {
        const std::scoped_lock lock(mutex_);
        camera.card_wanted = false;
        // No thread works for it now; and none need be woken for a picture that is known.
        if (!camera.at_work && camera.encoder.passes_over(arrival)) {
            add(status.frames_unchanged, 1);
            return;
        }
        if (camera.queue.size() == kQueued) {
            camera.queue.pop_front();
            dropped = true;
        }
        camera.queue.push_back(arrival);
        want_thread(number, camera);
    }
    add(status.frames_skipped, dropped ? 1 : 0);
}

void FramePump::on_lost(std::size_t camera, std::uint64_t frames) {
    add(status_.cameras[camera].frames_lost, frames);
}

void FramePump::on_silence(std::size_t number, base::MonotonicTime since) {
    Camera& camera = *cameras_[number];
    if (shortage_.is_on()) {
        camera.missing_since = since;
    } else {
        go_silent(number, camera, since);
    }
}

void FramePump::go_silent(std::size_t number, Camera& camera, base::MonotonicTime since) {
    camera.missing_since.reset();
    camera.silent = true;
    camera.stream.set_state(stream::PictureState::kStale, since);
    const std::scoped_lock lock(mutex_);
    camera.card_wanted = true;
    want_thread(number, camera);
}

void FramePump::tick() {
    const base::MonotonicTime now = clock_.now();
    if (now >= next_look_) {
        next_look_ = now + kLookEvery;
        for (std::size_t i = 0; i < cameras_.size(); ++i) {
            if (cameras_[i]->silent) {
                see_to_card(i, *cameras_[i], now);
            } else {
                see_to_state(i, *cameras_[i], now);
            }
        }
        see_to_shortage(now);
    }
    if (now >= next_status_) {
        next_status_ = now + kStatusEvery;
        for (std::size_t i = 0; i < cameras_.size(); ++i) {
            fill_status(i, *cameras_[i], now);
        }
    }
}

void FramePump::see_to_card(std::size_t number, Camera& camera, base::MonotonicTime now) {
    if (camera.encoder.card_due(now)) {
        const std::scoped_lock lock(mutex_);
        camera.card_wanted = true;
        want_thread(number, camera);
    }
}

void FramePump::see_to_state(std::size_t number, Camera& camera, base::MonotonicTime now) {
    using enum stream::PictureState;
    const boundary::PublishedCameraStatus& status = status_.cameras[number];
    const std::uint64_t done = status.frames_out + status.frames_unchanged;
    camera.keeping_up.sample(now, done, status.frames_skipped + status.frames_lost);
    camera.encoding.sample(now, done, status.frames_skipped);
    const double shown = camera.keeping_up.done_lately();
    if (!shortage_.is_on()) {
        camera.whole_rate = std::max(camera.encoding.came_per_second(), camera.whole_rate * kWholeRateFades);
    }
    const double whole = shortage_.is_on() ? camera.whole_rate : camera.keeping_up.came_lately();
    camera.stream.set_pace({.shown = rounded(shown), .came = rounded(whole)});
    const bool is_short = camera.keeping_up.is_short() ||
                          (shortage_.is_on() &&
                           shown * base::ShortfallMeter::kOneIn < whole * (base::ShortfallMeter::kOneIn - 1));
    const base::MonotonicTime picture = camera.encoder.last_picture();
    const base::MonotonicTime change = camera.encoder.last_change();
    const bool unchanged = picture != base::MonotonicTime::min() && picture - change >= kUnchangedAfter;
    const auto live_as = is_short ? kOverloaded : unchanged ? kUnchanged : kLive;
    const auto before = std::exchange(camera.live_as, live_as);
    if (live_as != before) {
        const bool with_change = live_as == kUnchanged || before == kUnchanged;
        camera.stream.set_state(live_as, with_change ? change : now);
    }
    if (camera.missing_since && (!shortage_.is_on() || now - *camera.missing_since >= kSilentWhileShort)) {
        go_silent(number, camera, *camera.missing_since);
    }
}

void FramePump::see_to_shortage(base::MonotonicTime now) {
    Shortage::Pace pace;
    for (const auto& camera : cameras_) {
        if (!camera->silent) {
            pace.shown += camera->encoding.done_per_second();
            pace.came += camera->encoding.came_per_second();
            pace.whole += camera->whole_rate;
        }
    }
    const bool before = shortage_.is_on();
    shortage_.sample(now, pace);
    if (shortage_.is_on() == before) {
        return;
    }
    {
        const std::scoped_lock lock(mutex_);
        encoding_first_ = shortage_.is_on();
    }
    work_came_.notify_all();
    first_work_came_.notify_all();
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
        camera.at_work_since = clock_.now();
        ready_.push_back(number);
        (encoding_first_ ? first_work_came_ : work_came_).notify_one();
    }
}

base::MonotonicTime FramePump::last_turn() const {
    const std::scoped_lock lock(mutex_);
    base::MonotonicTime longest = clock_.now();
    for (const auto& camera : cameras_) {
        if (camera->at_work) {
            longest = std::min(longest, camera->at_work_since);
        }
    }
    return longest;
}

void FramePump::work(bool first) {
    if (!first) {
        // Refused where somebody started us nicer than that, and meant it.
        (void)::setpriority(PRIO_PROCESS, 0, kEncodersNiceness);
    }
    std::unique_lock lock(mutex_);
    while (true) {
        (first ? first_work_came_ : work_came_).wait(lock, [&] {
            return stopping_ || (encoding_first_ == first && !ready_.empty());
        });
        if (stopping_) {
            return;
        }
        const std::size_t number = ready_.front();
        ready_.pop_front();
        Camera& camera = *cameras_[number];
        const std::optional<Arrival> arrival = next_frame(number, camera);
        if (arrival || std::exchange(camera.card_wanted, false)) {
            lock.unlock();
            encode_one(number, camera, arrival);
            lock.lock();
        }
        camera.at_work = false;
        if (!camera.queue.empty() || camera.card_wanted) {
            want_thread(number, camera);
        }
    }
}

std::optional<Arrival> FramePump::next_frame(std::size_t number, Camera& camera) {
    const base::MonotonicTime now = clock_.now();
    std::optional<Arrival> next;
    while (!camera.queue.empty() && (!next || now - next->seen > kOldest)) {
        add(status_.cameras[number].frames_skipped, next ? 1 : 0);
        next = camera.queue.front();
        camera.queue.pop_front();
    }
    return next;
}

void FramePump::encode_one(std::size_t number, Camera& camera, const std::optional<Arrival>& arrival) {
    using Outcome = CameraEncoder::Outcome;
    boundary::PublishedCameraStatus& status = status_.cameras[number];
    const std::uint64_t bytes_before = camera.encoder.bytes();
    if (arrival) {
        const Outcome outcome = camera.encoder.encode(*arrival);
        add(status.frames_out, outcome == Outcome::kOnAir ? 1 : 0);
        add(status.frames_unchanged, outcome == Outcome::kUnchanged ? 1 : 0);
        add(status.frames_lost, outcome == Outcome::kLost ? 1 : 0);
        set(status.frames_changed, camera.encoder.changes());
    } else {
        camera.encoder.encode_card(clock_.now());
    }
    add(status.bytes_out, camera.encoder.bytes() - bytes_before);
}

}  // namespace cordon::trusted::publish
