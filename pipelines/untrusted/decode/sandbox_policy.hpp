// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/boundary/launch_record.hpp"
#include "gateway/sandbox/sandbox.hpp"

namespace cordon::untrusted::decode {

// What cordon-decode may do once it has started: read its pipe, and end. Borrows static tables.
sandbox::Policy sandbox_policy(const boundary::DecoderLaunchRecord& record);

}  // namespace cordon::untrusted::decode
