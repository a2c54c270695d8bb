// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <sys/types.h>

#include "gateway/base/mapped_region.hpp"
#include "gateway/base/result.hpp"
#include "gateway/base/unique_fd.hpp"
#include "gateway/boundary/access_unit_header.hpp"
#include "gateway/boundary/launch_record.hpp"
#include "gateway/boundary/ring_layout.hpp"
#include "tests/support/decode/encoded_stream.hpp"

namespace cordon::tests {

// A record as the supervisor would write it for pictures of this size and these colours.
boundary::DecoderLaunchRecord decoder_record(std::uint32_t width, std::uint32_t height,
                                             boundary::Colours colours = boundary::Colours::kBt709);

// How a decoder ended.
struct DecoderEnd {
    bool hung = false;  // it did not end in time, and was killed by us
    int signal = 0;     // or 0
    int code = 0;
    long most_kilobytes = 0;  // resident, at its largest
    double cpu_seconds = 0;
};

// Plays supervisor and receiver to a real, really confined decoder program.
class DecoderProcess {
public:
    // `command` is the program and, where it is run by another (strace), that one and its arguments first.
    static base::Result<DecoderProcess> start(const std::vector<std::string>& command,
                                              const boundary::DecoderLaunchRecord& record);

    DecoderProcess(DecoderProcess&& other) noexcept;
    DecoderProcess& operator=(DecoderProcess&&) = delete;
    ~DecoderProcess();

    // Writes one access unit, waiting for room; false once the decoder is gone.
    bool send(boundary::VideoCodec codec, const EncodedUnit& unit, std::uint32_t flags = 0,
              std::uint64_t origin_ns = 0);
    // Writes bytes as they are.
    bool send_raw(std::span<const std::byte> bytes);

    // Ends the stream.
    void close_pipe() { pipe_.reset(); }
    DecoderEnd wait(std::chrono::seconds limit = std::chrono::seconds(60));
    // Waits until the decoder has dealt with so many access units (then it is locked in and idle), or ended.
    bool wait_for_access_units(std::uint64_t count) const;

    [[nodiscard]] pid_t pid() const { return pid_; }
    [[nodiscard]] int ring_fd() const { return ring_reader_.get(); }
    [[nodiscard]] const boundary::RingHeader& ring_header() const;
    // What the program wrote to its log until it ended.
    std::string read_log() const;

private:
    DecoderProcess(pid_t pid, base::UniqueFd pidfd, base::UniqueFd pipe, base::UniqueFd log,
                   base::UniqueFd ring_reader, base::MappedRegion header)
        : pid_(pid),
          pidfd_(std::move(pidfd)),
          pipe_(std::move(pipe)),
          log_(std::move(log)),
          ring_reader_(std::move(ring_reader)),
          header_(std::move(header)) {}

    pid_t pid_;  // -1 once reaped
    base::UniqueFd pidfd_;
    base::UniqueFd pipe_;
    base::UniqueFd log_;
    base::UniqueFd ring_reader_;
    base::MappedRegion header_;
};

}  // namespace cordon::tests
