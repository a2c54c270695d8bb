// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// A publisher without viewers. The name of its first camera says how it behaves.
#include <cstdint>
#include <string_view>

#include "gateway/base/log.hpp"
#include "gateway/boundary/launch_record.hpp"
#include "gateway/boundary/status_page.hpp"
#include "tests/support/children/child_signals.hpp"

using namespace cordon;

int main() {
    children::block_end();
    boundary::PublisherLaunchRecord record;
    auto status = boundary::StatusWriter<boundary::PublisherStatus>::create(boundary::kPublisherStatusFd);
    if (!boundary::read_launch_record(boundary::kLaunchRecordFd, record).ok() || !status.ok()) {
        return 1;
    }
    const std::string_view manner = boundary::get_text(record.cameras[0].name).value();
    if (manner == "port-is-busy") {
        base::log_error("port 8554: Address already in use");
        return 1;
    }
    if (manner != "never-ready") {
        status.value()->ready = 1;
    }
    for (std::uint32_t i = 0; i < record.camera_count; ++i) {
        auto ring = boundary::check_sealed(boundary::kPublisherFirstRingFd + static_cast<int>(i), 1);
        if (!ring.ok()) {
            return 1;
        }
        status.value()->cameras[i].viewers = i + 1;
    }
    std::uint64_t polls = 0;
    do {
        status.value()->last_poll_ns = manner == "hangs" ? 0 : ++polls;
    } while (!children::asked_to_end(5));
    base::log_info("told the viewers");
    return 0;
}
