// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/publish/keyframe_schedule.hpp"

#include <algorithm>
#include <random>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cordon::trusted::publish {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::Le;

constexpr std::chrono::milliseconds kInterval{2000};
constexpr std::chrono::milliseconds kPicture{40};
constexpr std::size_t kMacroblocks = 1000;

// A camera of a fixed scene at 25 pictures a second, and the schedule of its stream.
class ScheduledCamera {
public:
    explicit ScheduledCamera(int first = 0, std::chrono::nanoseconds apart = kPicture)
        : number_(first), picture_(apart) {}

    // The next picture, which leaves so many macroblocks in a thousand as they were; whether it is a
    // keyframe.
    bool show(std::size_t unchanged) {
        std::vector<std::uint8_t> marks(kMacroblocks);
        std::fill_n(marks.begin(), unchanged, 1);
        now += picture_;
        ++number_;
        schedule.on_picture(now, marks);
        const bool keyframe = schedule.due(now);
        if (keyframe) {
            schedule.on_keyframe(now);
        }
        return keyframe;
    }

    // The distances of the stream's keyframes, in pictures, and how many of them are not the camera's own.
    struct Keyframes {
        std::vector<int> distances;
        int beside = 0;
    };
    // So many pictures; every so many of the camera's, from its number 0 on, is a keyframe of its own.
    Keyframes run(int pictures, int apart) {
        Keyframes found;
        int last = -1;
        for (int i = 0; i < pictures; ++i) {
            const bool own = number_ % apart == 0;
            if (show(own ? 10 : 600)) {
                if (last >= 0) {
                    found.distances.push_back(i - last);
                }
                last = i;
                found.beside += own ? 0 : 1;
            }
        }
        return found;
    }

    base::MonotonicTime now{100s};
    KeyframeSchedule schedule{kInterval};

private:
    int number_;
    std::chrono::nanoseconds picture_;
};

TEST(KeyframeSchedule, BeginsWithAKeyframeAndHasOneInEachInterval) {
    ScheduledCamera camera;
    for (int i = 0; i < 200; ++i) {
        EXPECT_EQ(camera.show(600), i % 50 == 0) << i;
    }
}

TEST(KeyframeSchedule, TakesTheCamerasKeyframesForItsOwnWhateverTheirPhase) {
    for (int phase = 1; phase < 50; ++phase) {
        ScheduledCamera camera(phase);
        camera.run(200, 50);
        const auto later = camera.run(200, 50);
        EXPECT_THAT(later.distances, Each(50)) << phase;
        EXPECT_EQ(later.beside, 0) << phase;
    }
}

TEST(KeyframeSchedule, TakesEverySecondWhereTheyComeTwiceAsOften) {
    ScheduledCamera camera(7);
    camera.run(200, 25);
    const auto later = camera.run(200, 25);
    EXPECT_THAT(later.distances, Each(50));
    EXPECT_EQ(later.beside, 0);
}

TEST(KeyframeSchedule, TakesThemAtAnyDistanceUpToTheInterval) {
    for (int apart = 5; apart <= 55; ++apart) {
        ScheduledCamera camera(3);
        camera.run(300, apart);
        const auto later = camera.run(550, apart);
        EXPECT_THAT(later.distances, Each(AllOf(Ge(25), Le(56)))) << apart;
        EXPECT_EQ(later.beside, 0) << apart;
    }
}

TEST(KeyframeSchedule, WaitsForALittleForOneThatComesLate) {
    ScheduledCamera camera(0, 42ms);  // in bad light: 50 pictures take 2.1 s
    camera.run(200, 50);
    const auto later = camera.run(200, 50);
    EXPECT_THAT(later.distances, Each(50));
    EXPECT_EQ(later.beside, 0);
}

TEST(KeyframeSchedule, DoesNotWaitForOneThatStaysAway) {
    ScheduledCamera camera;
    camera.run(200, 50);
    std::vector<int> keyframes;
    for (int i = 0; i < 150; ++i) {
        if (camera.show(600)) {
            keyframes.push_back(i);
        }
    }
    // The one that was due when the camera's should have come, and then as ever.
    EXPECT_THAT(keyframes, ElementsAre(4, 54, 104));
}

TEST(KeyframeSchedule, FindsItsWayBackAfterAViewerAsked) {
    ScheduledCamera camera;
    camera.run(200, 50);
    camera.run(20, 50);
    camera.schedule.ask();
    camera.run(180, 50);
    EXPECT_EQ(camera.run(200, 50).beside, 0);
}

TEST(KeyframeSchedule, LeavesRareRenewalsAlone) {
    ScheduledCamera camera(30);
    EXPECT_THAT(camera.run(1000, 250).distances, Each(50));
}

TEST(KeyframeSchedule, HasOneInEachIntervalWhereEverythingAlwaysChanges) {
    ScheduledCamera camera;
    for (int i = 0; i < 200; ++i) {
        EXPECT_EQ(camera.show(i % 3), i % 50 == 0) << i;
    }
}

TEST(KeyframeSchedule, NothingACameraShowsMakesKeyframesMoreThanTwiceAsMany) {
    std::mt19937 random(1);
    for (int attempt = 0; attempt < 100; ++attempt) {
        ScheduledCamera camera;
        // Renewals as they come: in bursts, at distances of every kind, one after the other.
        std::uniform_int_distribution<int> distance(1, 1 + attempt);
        int next = 20;
        std::vector<base::MonotonicTime> keyframes;
        for (int i = 0; i < 2000; ++i) {
            const bool renewal = i == next;
            next = renewal ? i + distance(random) : next;
            if (camera.show(renewal ? 0 : 900)) {
                keyframes.push_back(camera.now);
            }
        }
        for (std::size_t i = 1; i < keyframes.size(); ++i) {
            EXPECT_LE(keyframes[i] - keyframes[i - 1], kInterval + kInterval / 8 + kPicture) << attempt;
        }
        EXPECT_LE(keyframes.size(), 2 * 2000 / 50 + 1) << attempt;
    }
}

}  // namespace
}  // namespace cordon::trusted::publish
