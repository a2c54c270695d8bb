// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/boundary/launch_record.hpp"
#include "gateway/sandbox/sandbox.hpp"

namespace cordon::untrusted::receive {

// What cordon-receive may do once it knows its camera: TCP connections to the camera's port, its pipe, its
// log, memory and time.
[[nodiscard]] sandbox::Policy sandbox_policy(const boundary::ReceiverLaunchRecord& record);

}  // namespace cordon::untrusted::receive
