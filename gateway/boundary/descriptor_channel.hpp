// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "gateway/base/result.hpp"
#include "gateway/base/unique_fd.hpp"

namespace cordon::boundary {

// A one-way passage from the supervisor down to a receiver: a SOCK_SEQPACKET pair whose upper end cannot be
// read. It carries the write end of a fresh access-unit pipe each time the camera's decoder was started anew,
// so that the camera's RTSP session outlives its decoder; and, where the machine is short of processors, how
// much of each group of pictures is to be decoded.
struct DescriptorChannel {
    base::UniqueFd sender;    // the supervisor keeps this
    base::UniqueFd receiver;  // the receiver inherits this
    static base::Result<DescriptorChannel> create();
};

// Sends a copy of `descriptor`; does not block.
base::Result<> send_descriptor(int channel, int descriptor);

inline constexpr std::uint8_t kWholeGroups = 100;  // percent

// Says how much of each group of pictures is to be decoded, 1 to kWholeGroups percent; does not block.
base::Result<> send_decoding_share(int channel, std::uint8_t percent);

// What came down: one of the two.
struct Order {
    base::UniqueFd descriptor;        // close-on-exec
    std::uint8_t decoding_share = 0;  // percent
};

// The next order, without blocking; nothing when none waits. An Error when the supervisor is gone or the
// message is neither.
base::Result<std::optional<Order>> receive_order(int channel);

}  // namespace cordon::boundary
