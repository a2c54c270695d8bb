// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <random>

#include "pipelines/untrusted/rtsp/session_end.hpp"

namespace cordon::untrusted::receive {

// How long to wait before the next session: 0.2, 1, 5 and then 10 s, give or take a fifth, so that cameras
// behind one switch are not all called at once; 60 s after a refused password, because cameras lock the
// account for half an hour after five to seven of those. One thread.
class ReconnectDelay {
public:
    explicit ReconnectDelay(std::uint32_t seed) : random_(seed) {}

    // `lasted`: how long pictures came in the session that ended. One that lasted begins the row anew.
    [[nodiscard]] std::chrono::milliseconds next(rtsp::SessionEnd end, std::chrono::nanoseconds lasted);

private:
    std::minstd_rand random_;
    std::size_t step_ = 0;
};

}  // namespace cordon::untrusted::receive
