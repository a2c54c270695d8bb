// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <random>

#include "pipelines/untrusted/rtsp/session_end.hpp"

namespace cordon::untrusted::receive {

// How long to wait before the next session, give or take a fifth, so that cameras behind one switch are not
// all called at once (decisions/0014):
//
//   pictures came for 10 s or more   0.2 s: a cut, not a habit
//   nothing answers, or refuses      0.2 s or 0.8 s for the first ten minutes, then 5 s: asking costs it
//   nothing password refused                 15 s, then 5 min, then 30 min: cameras lock accounts after five
//   to seven no session free                  10 s, 30 s, 60 s pictures came, briefly           0.2 s, 1 s, 5
//   s, 10 s anything else                    1 s, 5 s, 10 s, 60 s
//
// A row begins anew when pictures came for long enough, or another row took over. One thread.
class ReconnectDelay {
public:
    explicit ReconnectDelay(std::uint32_t seed) : random_(seed) {}

    // `lasted`: how long pictures came in the session that ended, 0 when none came.
    std::chrono::milliseconds next(rtsp::SessionEnd end, std::chrono::nanoseconds lasted);

private:
    enum class Row { kNone, kAbsent, kPassword, kFull, kBrief, kOther };
    static Row row_of(rtsp::SessionEnd end, std::chrono::nanoseconds lasted);
    static std::chrono::milliseconds nominal(Row row, rtsp::SessionEnd end, std::size_t step);

    std::minstd_rand random_;
    Row row_ = Row::kNone;
    std::size_t step_ = 0;  // of that row
};

}  // namespace cordon::untrusted::receive
