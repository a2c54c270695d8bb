// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "gateway/base/result.hpp"
#include "gateway/base/unique_fd.hpp"
#include "gateway/boundary/launch_record.hpp"
#include "gateway/boundary/status_page.hpp"

namespace cordon::untrusted::receive {

// SIGTERM as a descriptor that becomes readable; the signal itself is blocked from then on.
base::Result<base::UniqueFd> create_termination_descriptor();

// Has the cryptography of the RTSP client load all it ever loads from disk.
void load_libraries();

// The program once it is confined: runs the camera's session on this thread until the supervisor says
// SIGTERM or is gone, and takes leave of the camera. `channel` is the descriptor channel, kept open by its
// owner. An Error when the supervisor is gone.
base::Result<> run_receiver(const boundary::ReceiverLaunchRecord& record,
                            boundary::StatusWriter<boundary::ReceiverStatus> status, int channel,
                            base::UniqueFd termination);

}  // namespace cordon::untrusted::receive
