// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "gateway/base/result.hpp"
#include "gateway/base/unique_fd.hpp"

namespace cordon::boundary {

// A one-way passage of descriptors from the supervisor down to a receiver: a SOCK_SEQPACKET pair whose upper
// end cannot be read. It carries the write end of a fresh access-unit pipe each time the camera's decoder was
// started anew, so that the camera's RTSP session outlives its decoder.
struct DescriptorChannel {
    base::UniqueFd sender;    // the supervisor keeps this
    base::UniqueFd receiver;  // the receiver inherits this
    static base::Result<DescriptorChannel> create();
};

// Sends a copy of `descriptor`; does not block.
base::Result<> send_descriptor(int channel, int descriptor);

// The next descriptor, close-on-exec, without blocking; nothing when none waits. An Error when the supervisor
// is gone or the message is not one descriptor.
base::Result<std::optional<base::UniqueFd>> receive_descriptor(int channel);

}  // namespace cordon::boundary
