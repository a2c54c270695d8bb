// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/decoding_share.hpp"

#include <algorithm>
#include <utility>

namespace cordon::supervisor {
namespace {

// A decoder or two that are behind are their own affair (a camera may see to it that its is); an eighth of
// all is the machine's. Once it is known to be short, a twelfth is too many: the same cameras would pay for
// it again and again, those whose keyframes come when most others' do.
constexpr std::size_t kLeastLate = 3;
constexpr std::size_t kLateOneIn = 8;
constexpr std::size_t kLateOneInWhileShort = 12;
// Above it every second counts.
constexpr double kLongWay = 60;  // percent
constexpr double kMuchLess = 0.85;
constexpr double kLess = 0.93;
constexpr double kMore = 1;  // percent
// Up to so much is idle by chance; what is beyond it can be used.
constexpr double kIdleByChance = 0.03;
// Idle for three tenths of a second, that much is no chance. A little more than fits is tried, and the whole
// where that is near, lest the last few percent take as many seconds.
constexpr double kRoom = 0.2;
constexpr double kTry = 1.1;
constexpr double kNearlyWhole = 80;  // percent
// For so long a smaller share has not shown what it does: groups of pictures last seconds.
constexpr int kSecondsToSettle = 1;
// And for so long decoders that are late once everything is theirs again are still catching up.
constexpr int kSecondsToCatchUp = 3;

}  // namespace

void DecodingShare::sample(const Second& second) {
    double percent = percent_;
    const std::size_t one_in = percent < boundary::kWholeGroups ? kLateOneInWhileShort : kLateOneIn;
    const bool is_short = second.late >= kLeastLate && second.late * one_in >= second.streaming;
    const double idle_before = std::exchange(idle_, second.idle);
    if (catching_up_ > 0) {
        --catching_up_;
    } else if (is_short && settling_ == 0) {
        const bool is_far = percent > kLongWay;
        percent *= is_far ? kMuchLess : kLess;
        settling_ = is_far ? 0 : kSecondsToSettle;
    } else if (is_short) {
        --settling_;
    } else if (second.late * one_in * 2 <= second.streaming) {
        // Cameras' keyframes may all come in one second and not in the next: what both left idle counts.
        const double usable = std::clamp(std::min(second.idle, idle_before) - kIdleByChance, 0.0, 0.9);
        percent = std::max(percent + kMore, percent / (1 - usable));
        settling_ = 0;
    }
    percent_ = std::clamp(percent, double{kLeast}, static_cast<double>(boundary::kWholeGroups));
    if (percent_ >= boundary::kWholeGroups) {
        room_ = {};  // nobody looks until it is less, and what was idle before says nothing then
    }
}

void DecodingShare::sample_idle(double idle) {
    std::rotate(room_.begin(), room_.begin() + 1, room_.end());
    room_.back() = idle;
    const double room = std::min(std::ranges::min(room_), 0.9);
    if (room < kRoom || percent_ >= boundary::kWholeGroups) {
        return;
    }
    percent_ = percent_ / (1 - room) * kTry;
    if (percent_ >= kNearlyWhole) {
        percent_ = boundary::kWholeGroups;
        catching_up_ = kSecondsToCatchUp;
    }
}

}  // namespace cordon::supervisor
