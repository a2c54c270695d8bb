// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/reconnect_delay.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace cordon::untrusted::receive {
namespace {

using rtsp::SessionEnd;
using std::chrono::milliseconds;

constexpr std::chrono::seconds kLasting{10};
// An attempt that nothing answers takes 1.5 s of itself, one that is refused none: so either comes about once
// in 1 s to 2 s. 400 of them are some ten minutes.
constexpr milliseconds kAfterSilence{200};
constexpr milliseconds kAfterRefusal{800};
constexpr milliseconds kLongAbsent{5000};
constexpr std::size_t kAttemptsInARow = 400;

constexpr std::array kPassword{milliseconds(15'000), milliseconds(300'000), milliseconds(1'800'000)};
constexpr std::array kFull{milliseconds(10'000), milliseconds(30'000), milliseconds(60'000)};
constexpr std::array kBrief{milliseconds(200), milliseconds(1000), milliseconds(5000), milliseconds(10'000)};
constexpr std::array kOther{milliseconds(1000), milliseconds(5000), milliseconds(10'000),
                            milliseconds(60'000)};

milliseconds at(std::span<const milliseconds> row, std::size_t step) {
    return row[std::min(step, row.size() - 1)];
}

}  // namespace

ReconnectDelay::Row ReconnectDelay::row_of(SessionEnd end, std::chrono::nanoseconds lasted) {
    switch (end) {
        case SessionEnd::kUnreachable:
        case SessionEnd::kRefused:
        case SessionEnd::kTimedOut:
            return Row::kAbsent;
        case SessionEnd::kAuthenticationFailed:
            return Row::kPassword;
        case SessionEnd::kSessionLimit:
            return Row::kFull;
        default:
            return lasted.count() > 0 ? Row::kBrief : Row::kOther;
    }
}

milliseconds ReconnectDelay::nominal(Row row, SessionEnd end, std::size_t step) {
    switch (row) {
        case Row::kAbsent:
            return step >= kAttemptsInARow       ? kLongAbsent
                   : end == SessionEnd::kRefused ? kAfterRefusal
                                                 : kAfterSilence;
        case Row::kPassword:
            return at(kPassword, step);
        case Row::kFull:
            return at(kFull, step);
        case Row::kBrief:
            return at(kBrief, step);
        default:
            return at(kOther, step);
    }
}

milliseconds ReconnectDelay::next(SessionEnd end, std::chrono::nanoseconds lasted) {
    const Row row = row_of(end, lasted);
    // A password row outlives what comes between its attempts: a locked camera refuses connections, too.
    const bool locked = row_ == Row::kPassword && row == Row::kAbsent;
    if (lasted >= kLasting) {
        row_ = Row::kNone;
    } else if (!locked && std::exchange(row_, row) != row) {
        step_ = 0;
    }
    const milliseconds delay = lasted >= kLasting ? milliseconds(kBrief.front())
                               : locked           ? kLongAbsent
                                                  : nominal(row, end, step_++);
    const std::int64_t fifth = delay.count() / 5;
    return delay + milliseconds(std::uniform_int_distribution<std::int64_t>(-fifth, fifth)(random_));
}

}  // namespace cordon::untrusted::receive
