// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "pipelines/trusted/publish/frame_pump.hpp"
#include "tests/support/hand_clock.hpp"
#include "tests/unit/pipelines/trusted/publish/recording_encoder.hpp"
#include "tests/unit/pipelines/trusted/publish/test_ring.hpp"

namespace cordon::trusted::publish {

inline constexpr std::size_t kGate = 0;
inline constexpr std::size_t kYard = 1;

// Waits for pictures of all streams together.
class OnAir final : public stream::Viewer {
public:
    void await(std::size_t pictures) {
        std::unique_lock lock(mutex_);
        one_more_.wait(lock, [&] { return pictures_ >= pictures; });
    }
    void on_access_unit(const stream::AccessUnitPtr& /*access_unit*/) noexcept override {
        const std::scoped_lock lock(mutex_);
        ++pictures_;
        one_more_.notify_all();
    }
    void on_state(stream::PictureState /*state*/, base::MonotonicTime /*since*/) noexcept override {}
    [[nodiscard]] std::size_t audience() const noexcept override { return 0; }

private:
    std::mutex mutex_;
    std::condition_variable one_more_;
    std::size_t pictures_ = 0;
};

// A pump of two cameras, whose poller, clock and encoders are the test.
class FramePumpTest : public testing::Test {
protected:
    static constexpr base::MonotonicTime kStart{std::chrono::seconds(100)};

    void SetUp() override { clock_.time = kStart; }

    void start(std::size_t threads) {
        std::vector<FramePump::Source> sources;
        for (std::size_t i = 0; i < streams_.size(); ++i) {
            sources.push_back({&rings_[i].reader(), record_.encoder(i), &streams_[i]});
        }
        pump_.emplace(std::move(sources), std::chrono::seconds(2), *status_, clock_);
        pump_->start(threads);
    }
    // Joins the encoders, so that all they counted is there.
    void stop() { pump_.reset(); }

    void frame(std::size_t camera, std::uint8_t shade) {
        rings_[camera].publish(shade);
        pump_->on_frame(
            camera,
            {.number = rings_[camera].reader().latest(), .seen = clock_.now(), .presentation = clock_.now()});
    }
    // Until every frame there was has met its end.
    void rest() {
        for (const boundary::PublishedCameraStatus& camera : status_->cameras) {
            while (camera.frames_in != camera.frames_out + camera.frames_unchanged + camera.frames_skipped) {
                std::this_thread::yield();
            }
        }
    }
    void pass(std::chrono::nanoseconds time) { clock_.time = clock_.now() + time; }
    // What a poller does while nothing comes.
    void tick_for(std::chrono::milliseconds time) {
        for (const base::MonotonicTime end = clock_.now() + time; clock_.now() < end;
             pass(std::chrono::milliseconds(10))) {
            pump_->tick();
        }
    }
    [[nodiscard]] boundary::PublishedCameraStatus& counts(std::size_t camera) {
        return status_->cameras[camera];
    }

    std::array<tests::TestRing, 2> rings_{tests::TestRing{64, 64}, tests::TestRing{64, 64}};
    tests::HandClock clock_;
    std::unique_ptr<boundary::PublisherStatus> status_ = std::make_unique<boundary::PublisherStatus>();
    std::array<stream::Stream, 2> streams_{stream::Stream{{"gate", "Gate", 64, 64}},
                                           stream::Stream{{"yard", "Yard", 64, 64}}};
    OnAir air_;
    std::array<stream::Stream::Subscription, 2> listening_{streams_[kGate].subscribe(air_),
                                                           streams_[kYard].subscribe(air_)};
    tests::EncoderRecord record_;
    std::optional<FramePump> pump_;
};

}  // namespace cordon::trusted::publish
