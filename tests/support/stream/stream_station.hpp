// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "gateway/boundary/status_page.hpp"
#include "pipelines/trusted/stream/stream_registry.hpp"

namespace cordon::tests {

// Puts moving test pictures on air at a steady rate, one thread per camera, as the publisher's pump would:
// counts, keyframes on request, and the state within 300 ms of falling silent.
class StreamStation {
public:
    StreamStation(trusted::stream::StreamRegistry& streams, boundary::PublisherStatus& status,
                  std::uint32_t frames_per_second);
    ~StreamStation();

    void silence(std::size_t camera, bool silent) { cameras_[camera]->silent = silent; }

private:
    struct Camera {
        std::atomic<bool> silent{false};
        std::thread thread;
    };
    void run(std::size_t index);

    trusted::stream::StreamRegistry& streams_;
    boundary::PublisherStatus& status_;
    std::uint32_t frames_per_second_;
    std::atomic<bool> ended_{false};
    std::vector<std::unique_ptr<Camera>> cameras_;
};

}  // namespace cordon::tests
