// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/boundary/launch_record.hpp"
#include "gateway/sandbox/sandbox.hpp"

namespace cordon::trusted::publish {

// What cordon-publish may do once its ports are open and its rings are mapped. Borrows static tables.
sandbox::Policy sandbox_policy(const boundary::PublisherLaunchRecord& record);

}  // namespace cordon::trusted::publish
