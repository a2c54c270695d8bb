// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "gateway/base/clock.hpp"
#include "gateway/boundary/access_unit_header.hpp"
#include "gateway/boundary/status_page.hpp"
#include "pipelines/untrusted/rtsp/session_end.hpp"
#include "pipelines/untrusted/rtsp/session_facts.hpp"

namespace cordon::untrusted::receive {

// What a session's end says of the camera. kStopped is our own doing and says nothing: kNoFrames, the only
// reason to stop one and go on.
[[nodiscard]] boundary::ReceiverState state_after(rtsp::SessionEnd end);

// Writes this receiver's page. A failure stays shown while the camera is called again, until pictures come or
// another failure takes its place: what people read is steady. One thread.
class StatusReporter {
public:
    StatusReporter(boundary::StatusWriter<boundary::ReceiverStatus> page, const base::Clock& clock)
        : page_(std::move(page)), clock_(clock) {}

    void on_state(boundary::ReceiverState state);
    void on_session();
    // The camera is called again after that delay.
    void on_wait(std::chrono::nanoseconds delay);
    void on_facts(const rtsp::SessionFacts& facts, std::uint64_t more_oddities);
    void on_keyframe_interval(std::chrono::nanoseconds interval);
    void on_packet(std::size_t bytes);
    void on_picture(boundary::VideoCodec codec);
    void on_drops(std::uint64_t dropped);
    void on_late(std::uint64_t late);
    void on_untaken(std::optional<base::MonotonicTime> since);
    // Call once a second: without it the supervisor takes us for one that hangs.
    void beat();
    void on_losses(std::uint64_t lost_packets);

private:
    boundary::StatusWriter<boundary::ReceiverStatus> page_;
    const base::Clock& clock_;
};

}  // namespace cordon::untrusted::receive
