// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "gateway/base/clock.hpp"
#include "pipelines/trusted/stream/access_unit.hpp"
#include "pipelines/trusted/stream/latency_histogram.hpp"

namespace cordon::trusted::stream {

// What can be said of a camera by looking at its pixels alone.
enum class PictureState {
    kNoSignal,  // no picture since the publisher started
    kLive,
    kUnchanged,   // pictures come, and for a while all have been the same
    kOverloaded,  // pictures come, and for a while not all of them could be encoded
    kStale,       // there was one, and no new one comes
};

// Whether pictures come.
[[nodiscard]] constexpr bool is_live(PictureState state) {
    return state == PictureState::kLive || state == PictureState::kUnchanged ||
           state == PictureState::kOverloaded;
}

// How fast pictures come, and how many of them are shown: those that are encoded and those that need not be.
struct Pace {
    std::uint32_t shown = 0;  // per second
    std::uint32_t came = 0;
};

struct StreamInfo {
    std::string name;   // [a-z0-9-], the path viewers ask for
    std::string title;  // for people, UTF-8
    std::uint32_t width = 0;
    std::uint32_t height = 0;
};

// A viewer of one stream. Called on the pump's threads, a picture on the one that encoded it and a state on
// the poller's, but one call at a time per stream: copy the pointer, wake your own thread, return. Who waits
// here holds up every camera. A viewer that is slow drops for itself.
class Viewer {
public:
    virtual ~Viewer() = default;
    virtual void on_access_unit(const AccessUnitPtr& access_unit) noexcept = 0;
    virtual void on_state(PictureState state, base::MonotonicTime since) noexcept = 0;
    // How many people watch through it. Called on any thread, also within the other two.
    [[nodiscard]] virtual std::size_t audience() const noexcept { return 1; }
};

// What is on air for one camera, and who listens: it knows nothing of how. Thread-safe.
class Stream {
public:
    // Keeps a viewer subscribed; when it goes, no call is under way nor will come.
    class Subscription {
    public:
        Subscription() = default;
        Subscription(Stream& stream, Viewer& viewer) : stream_(&stream), viewer_(&viewer) {}
        Subscription(Subscription&& other) noexcept
            : stream_(std::exchange(other.stream_, nullptr)), viewer_(other.viewer_) {}
        Subscription& operator=(Subscription&& other) noexcept;
        ~Subscription();

    private:
        Stream* stream_ = nullptr;
        Viewer* viewer_ = nullptr;
    };

    explicit Stream(StreamInfo info) : info_(std::move(info)) {}

    [[nodiscard]] const StreamInfo& info() const { return info_; }

    // --- the pump's side
    void publish(AccessUnitPtr access_unit);
    void set_state(PictureState state, base::MonotonicTime since);
    void set_pace(Pace pace) { pace_ = pace; }
    // Whether a viewer has asked for a keyframe since the last call.
    [[nodiscard]] bool take_keyframe_request() { return keyframe_wanted_.exchange(false); }

    // --- the viewers' side
    // The viewer hears the present state at once and access units from then on; a keyframe is asked for, so
    // that it can begin. What comes before the first keyframe is not decodable: skip it.
    [[nodiscard]] Subscription subscribe(Viewer& viewer);
    void request_keyframe() { keyframe_wanted_ = true; }
    // Call when the first byte of `access_unit` has been handed to a socket; the first call for each counts.
    void note_sent(const AccessUnit& access_unit, base::MonotonicTime when);

    // Everybody who watches: the sum of the viewers' audiences.
    [[nodiscard]] std::size_t viewer_count() const;
    [[nodiscard]] PictureState state() const;
    [[nodiscard]] base::MonotonicTime state_since() const;
    // Over the last second or so; of meaning while the state is kOverloaded.
    [[nodiscard]] Pace pace() const { return pace_; }
    [[nodiscard]] const LatencyHistogram& added_latency() const { return added_latency_; }

private:
    friend class Subscription;
    void unsubscribe(Viewer& viewer);

    const StreamInfo info_;
    mutable std::mutex mutex_;  // held while viewers are called
    std::vector<Viewer*> viewers_;
    PictureState state_ = PictureState::kNoSignal;
    base::MonotonicTime state_since_{};
    std::atomic<Pace> pace_{Pace{}};
    std::atomic<bool> keyframe_wanted_{false};
    std::atomic<std::uint64_t> last_sent_number_{0};
    LatencyHistogram added_latency_;
};

}  // namespace cordon::trusted::stream
