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
constexpr double kMuchMore = 4;  // percent, as the next
constexpr double kMore = 1;
// With more than that idle on average of two seconds decoders are late because of where
// cameras' keyframes fall, or of something that took the processors for a moment: they catch up.
constexpr double kIdleWhileShort = 0.06;
// Up to so much is idle by chance; what is beyond it can be used.
constexpr double kIdleByChance = 0.04;
// Part of what can be used that is taken each second: two seconds' idleness tells of the share before.
constexpr double kTakenAtOnce = 0.6;
// No more cameras than that part of those that sent within the last second, and so much idle for three tenths
// of it: they have gone. A little more than fits is tried, and the whole where that is near, lest the last
// few percent take as many seconds.
constexpr double kFarFewer = 0.8;
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
    const bool is_far = percent > kLongWay;
    const std::size_t one_in = percent < boundary::kWholeGroups ? kLateOneInWhileShort : kLateOneIn;
    const bool are_late = second.late >= kLeastLate && second.late * one_in >= second.streaming;
    // Cameras' keyframes may all come in one second and not in the next: both count.
    const double idle = (second.idle + std::exchange(idle_, second.idle)) / 2;
    const bool is_short = are_late && idle < kIdleWhileShort;
    if (catching_up_ > 0) {
        --catching_up_;
    } else if (is_short && settling_ == 0) {
        percent *= is_far ? kMuchLess : kLess;
        settling_ = is_far ? 0 : kSecondsToSettle;
    } else if (is_short) {
        --settling_;
    } else if (second.late * one_in * 2 <= second.streaming) {
        const double usable = std::clamp((idle - kIdleByChance) * kTakenAtOnce, 0.0, 0.9);
        percent = std::max(percent + (is_far ? kMuchMore : kMore), percent / (1 - usable));
        settling_ = 0;
    }
    percent_ = std::clamp(percent, double{kLeast}, static_cast<double>(boundary::kWholeGroups));
    if (percent_ >= boundary::kWholeGroups) {
        // Nobody looks until it is less, and what was before says nothing then.
        room_ = {};
        sending_ = {};
    }
}

void DecodingShare::sample(const Tenth& tenth) {
    std::rotate(room_.begin(), room_.begin() + 1, room_.end());
    room_.back() = tenth.idle;
    std::rotate(sending_.begin(), sending_.begin() + 1, sending_.end());
    sending_.back() = tenth.sending;
    const auto before = static_cast<double>(std::ranges::max(sending_));
    const double now = std::max(static_cast<double>(tenth.sending), 1.0);
    if (now > before * kFarFewer || std::ranges::min(room_) < kRoom || percent_ >= boundary::kWholeGroups) {
        return;
    }
    sending_.fill(tenth.sending);
    percent_ = percent_ * before / now * kTry;
    if (percent_ >= kNearlyWhole) {
        percent_ = boundary::kWholeGroups;
        catching_up_ = kSecondsToCatchUp;
    }
}

}  // namespace cordon::supervisor
