// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/publish/own_descriptors.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace cordon::trusted::publish {

std::vector<int> launch_descriptors(const boundary::PublisherLaunchRecord& record) {
    std::vector<int> descriptors{boundary::kLogFd, boundary::kPublisherStatusFd};
    for (std::uint32_t i = 0; i < record.camera_count; ++i) {
        descriptors.push_back(boundary::kPublisherFirstRingFd + static_cast<int>(i));
    }
    return descriptors;
}

std::vector<int> open_descriptors() {
    // Numbers are given out from the lowest, and rings are closed as soon as they are mapped.
    constexpr int kAboveAll =
        boundary::kPublisherFirstRingFd + static_cast<int>(boundary::kMostCameras) + 256;
    std::vector<int> descriptors;
    for (int fd = 0; fd < kAboveAll; ++fd) {
        if (::fcntl(fd, F_GETFD) != -1) {
            descriptors.push_back(fd);
        }
    }
    return descriptors;
}

}  // namespace cordon::trusted::publish
