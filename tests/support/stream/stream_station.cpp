// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/stream/stream_station.hpp"

#include "tests/support/stream/test_picture_source.hpp"

namespace cordon::tests {

using trusted::stream::PictureState;

StreamStation::StreamStation(trusted::stream::StreamRegistry& streams, boundary::PublisherStatus& status,
                             std::uint32_t frames_per_second)
    : streams_(streams), status_(status), frames_per_second_(frames_per_second) {
    for (std::size_t i = 0; i < streams_.streams().size(); ++i) {
        cameras_.push_back(std::make_unique<Camera>());
    }
    for (std::size_t i = 0; i < cameras_.size(); ++i) {
        cameras_[i]->thread = std::thread([this, i] { run(i); });
    }
}

StreamStation::~StreamStation() {
    ended_ = true;
    for (const auto& camera : cameras_) {
        camera->thread.join();
    }
}

void StreamStation::run(std::size_t index) {
    using namespace std::chrono_literals;
    trusted::stream::Stream& stream = *streams_.streams()[index];
    boundary::PublishedCameraStatus& status = status_.cameras[index];
    TestPictureSource pictures(stream.info().width, stream.info().height, frames_per_second_);
    const base::MonotonicClock clock;
    base::MonotonicTime due = clock.now();
    base::MonotonicTime last{};
    PictureState state = PictureState::kNoSignal;
    const auto enter = [&](PictureState next) {
        state = next;
        stream.set_state(next, clock.now());
    };
    while (!ended_) {
        due += 1000000000ns / frames_per_second_;
        std::this_thread::sleep_until(due);
        if (cameras_[index]->silent) {
            if (state == PictureState::kLive && clock.now() - last > 300ms) {
                enter(PictureState::kStale);
            }
            continue;
        }
        last = clock.now();
        auto access_unit = pictures.next(last, stream.take_keyframe_request());
        status.frames_in = status.frames_out = access_unit->number;
        status.bytes_out += access_unit->bytes.size();
        status.last_frame_ns = base::to_nanoseconds(last);
        stream.publish(std::move(access_unit));
        if (state != PictureState::kLive) {
            enter(PictureState::kLive);
        }
    }
}

}  // namespace cordon::tests
