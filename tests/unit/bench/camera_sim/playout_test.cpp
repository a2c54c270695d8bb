// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/playout.hpp"

#include <gtest/gtest.h>

namespace cordon::bench {
namespace {

using namespace std::chrono_literals;

// Four pictures 40 ms apart; a random access point at 0 and 2; shown one interval after decoding.
Clip four_pictures() {
    Clip clip;
    for (int i = 0; i < 4; ++i) {
        clip.pictures.push_back({.nals = {},
                                 .decode_time = i * 40ms,
                                 .presentation_time = (i + 1) * 40ms,
                                 .random_access = i % 2 == 0});
    }
    clip.duration = 160ms;
    return clip;
}

constexpr base::MonotonicTime kOrigin{1000s};

TEST(Timeline, GoesOnWithoutAJumpWhereTheClipBeginsAgain) {
    const Clip clip = four_pictures();
    const Timeline timeline(clip, kOrigin);
    for (std::uint64_t picture = 0; picture < 20; ++picture) {
        EXPECT_EQ(timeline.due(picture + 1) - timeline.due(picture), 40ms);
        EXPECT_EQ(timeline.rtp_timestamp(picture + 1) - timeline.rtp_timestamp(picture), 3600U);
    }
    EXPECT_EQ(timeline.clip_index(9), 1U);
}

TEST(Timeline, BeginsASessionAtTheLatestRandomAccessPoint) {
    const Clip clip = four_pictures();
    const Timeline timeline(clip, kOrigin);
    EXPECT_EQ(timeline.latest_random_access(kOrigin), 0U);
    EXPECT_EQ(timeline.latest_random_access(kOrigin + 79ms), 0U);
    EXPECT_EQ(timeline.latest_random_access(kOrigin + 80ms), 2U);
    EXPECT_EQ(timeline.latest_random_access(kOrigin + 10 * 160ms + 41ms), 40U);
}

TEST(Timeline, KeepsRtpTimeExactOverAYear) {
    const Clip clip = four_pictures();
    const Timeline timeline(clip, kOrigin);
    const std::uint64_t year = 365ULL * 24 * 3600 * 25;
    EXPECT_EQ(timeline.rtp_timestamp(year) - timeline.rtp_timestamp(0),
              static_cast<std::uint32_t>(year * 3600));
}

}  // namespace
}  // namespace cordon::bench
