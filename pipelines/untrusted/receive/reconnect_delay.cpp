// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/reconnect_delay.hpp"

#include <algorithm>
#include <array>

namespace cordon::untrusted::receive {
namespace {

using std::chrono::milliseconds;

constexpr std::array kDelays{milliseconds(200), milliseconds(1000), milliseconds(5000), milliseconds(10000)};
constexpr milliseconds kAfterRefusedPassword{60000};
// A camera that plays for less than this and hangs up does so again.
constexpr std::chrono::seconds kLasting{10};

}  // namespace

milliseconds ReconnectDelay::next(rtsp::SessionEnd end, std::chrono::nanoseconds lasted) {
    if (lasted >= kLasting) {
        step_ = 0;
    }
    const std::size_t step = std::min(step_, kDelays.size() - 1);
    step_ = step + 1;
    const milliseconds delay =
        end == rtsp::SessionEnd::kAuthenticationFailed ? kAfterRefusedPassword : kDelays[step];
    const std::int64_t fifth = delay.count() / 5;
    return delay + milliseconds(std::uniform_int_distribution<std::int64_t>(-fifth, fifth)(random_));
}

}  // namespace cordon::untrusted::receive
