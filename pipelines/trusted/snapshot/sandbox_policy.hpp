// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/boundary/launch_record.hpp"
#include "gateway/sandbox/sandbox.hpp"

namespace cordon::trusted::snapshot {

// What cordon-snapshot may do once its ring is mapped. Borrows static tables.
sandbox::Policy sandbox_policy(const boundary::SnapshotLaunchRecord& record);

}  // namespace cordon::trusted::snapshot
