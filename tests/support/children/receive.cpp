// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// A receiver without a camera. The path of its URL says how it behaves.
#include <string_view>

#include <unistd.h>

#include "gateway/base/log.hpp"
#include "gateway/boundary/access_unit_header.hpp"
#include "gateway/boundary/descriptor_channel.hpp"
#include "gateway/boundary/launch_record.hpp"
#include "gateway/boundary/status_page.hpp"
#include "tests/support/children/child_signals.hpp"

using namespace cordon;

int main() {
    children::block_end();
    boundary::ReceiverLaunchRecord record;
    auto status = boundary::StatusWriter<boundary::ReceiverStatus>::create(boundary::kReceiverStatusFd);
    if (!boundary::read_launch_record(boundary::kLaunchRecordFd, record).ok() || !status.ok()) {
        return 1;
    }
    const std::string_view url = boundary::get_text(record.url).value();
    const std::string_view manner = url.substr(url.rfind('/') + 1);
    if (manner == "dies") {
        return 3;
    }
    while (manner == "floods") {
        base::log_info("there was a great flood and it went on and on");
    }
    boundary::ReceiverStatus& page = *status.value();
    page.state = manner == "lies" ? 99 : static_cast<std::uint64_t>(boundary::ReceiverState::kStreaming);
    page.codec = static_cast<std::uint64_t>(boundary::VideoCodec::kH264);
    if (manner == "talks") {
        base::log_error("a camera said \x1b[31mred\x1b[0m and \xff");
    }
    base::UniqueFd pipe;
    for (int turn = 0;; ++turn) {
        const bool away = manner == "comes-late" && turn < 200;
        if (away) {
            page.state = static_cast<std::uint64_t>(boundary::ReceiverState::kUnreachable);
        } else if (pipe && (manner == "comes-late" || manner == "shows-pictures")) {
            page.state = static_cast<std::uint64_t>(boundary::ReceiverState::kStreaming);
            [[maybe_unused]] const ssize_t written = ::write(pipe.get(), "p", 1);
        }
        ++page.access_units;
        page.beats += manner == "hangs" && turn > 0 ? 0 : 1;
        page.untaken_since_ns = manner == "is-not-heard" ? 1 : 0;
        page.late += manner == "is-behind" ? 1 : 0;
        auto taken = boundary::receive_order(boundary::kReceiverDescriptorChannelFd);
        if (taken.ok() && taken.value() && taken.value()->descriptor) {
            pipe = std::move(taken.value()->descriptor);
            base::log_info("took a pipe");
        } else if (taken.ok() && taken.value()) {
            base::log_info("decodes " + std::to_string(taken.value()->decoding_share) + " percent");
        }
        if (children::asked_to_end(5) && manner != "is-deaf") {
            base::log_info("told the camera");
            return 0;
        }
    }
}
