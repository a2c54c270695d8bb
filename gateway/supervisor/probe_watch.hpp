// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "gateway/base/clock.hpp"
#include "gateway/supervisor/camera_observation.hpp"
#include "gateway/supervisor/probe_findings.hpp"

namespace cordon::supervisor {

// Makes findings of a camera's observations, and knows when they suffice. Holds no clock and no child.
class ProbeWatch {
public:
    // How long the first picture may take: a camera may have a keyframe every 10 s only.
    static constexpr std::chrono::seconds kPatience{15};
    // How long a refusal must stand: the receiver may yet find a way around it.
    static constexpr std::chrono::seconds kRefusalStands{2};
    // Cameras begin with a burst: rates are measured from a while after the first picture.
    static constexpr std::chrono::seconds kBurst{1};

    // Pictures are watched for `time` (at least a second) from the first one on.
    ProbeWatch(base::MonotonicTime began, std::chrono::seconds time) : began_(began), time_(time) {}

    // `seen` in order of time. Says what is new, in words for people; nothing when there is nothing.
    std::optional<std::string> look(const CameraObservation& seen, base::MonotonicTime now);

    [[nodiscard]] bool is_over(base::MonotonicTime now) const;
    [[nodiscard]] ProbeFindings findings() const;

private:
    struct Sample {
        base::MonotonicTime time;
        std::uint64_t access_units = 0;
        std::uint64_t bytes = 0;
    };
    void measure(const CameraObservation& seen, base::MonotonicTime now);
    [[nodiscard]] bool is_hopeless(base::MonotonicTime now) const;

    base::MonotonicTime began_;
    std::chrono::seconds time_;
    CameraObservation last_;
    std::optional<boundary::ReceiverState> said_;
    base::MonotonicTime state_since_;
    std::optional<base::MonotonicTime> first_picture_;
    std::optional<Sample> from_;
    Sample to_;
};

}  // namespace cordon::supervisor
