// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/publish/own_descriptors.hpp"

#include <filesystem>
#include <memory>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace cordon::trusted::publish {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;
using ::testing::UnorderedElementsAreArray;

TEST(OwnDescriptors, AreTheLogTheStatusPageAndOneRingForEachCamera) {
    const auto record = std::make_unique<boundary::PublisherLaunchRecord>();
    EXPECT_THAT(launch_descriptors(*record), ElementsAre(2, 3));
    record->camera_count = 3;
    EXPECT_THAT(launch_descriptors(*record), ElementsAre(2, 3, 4, 5, 6));
    record->camera_count = boundary::kMostCameras;
    EXPECT_EQ(launch_descriptors(*record).back(), 259);
}

TEST(OwnDescriptors, AreAllThatAreOpen) {
    const base::UniqueFd low(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    const base::UniqueFd high(::fcntl(low.get(), F_DUPFD_CLOEXEC, 400));
    std::vector<int> expected;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        const int fd = std::stoi(entry.path().filename());
        // The directory itself is open while it is read.
        if (std::filesystem::read_symlink(entry.path()) != "/proc/" + std::to_string(::getpid()) + "/fd") {
            expected.push_back(fd);
        }
    }
    EXPECT_THAT(expected, Contains(high.get()));
    EXPECT_THAT(open_descriptors(), UnorderedElementsAreArray(expected));
}

TEST(OwnDescriptors, AreNoLongerThoseThatWereClosed) {
    base::UniqueFd fd(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    const int number = fd.get();
    EXPECT_THAT(open_descriptors(), Contains(number));
    fd.reset();
    EXPECT_THAT(open_descriptors(), Not(Contains(number)));
}

}  // namespace
}  // namespace cordon::trusted::publish
