// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gateway/boundary/launch_record.hpp"

namespace cordon::trusted::publish {

// The descriptors this program's launch record gives it.
[[nodiscard]] std::vector<int> launch_descriptors(const boundary::PublisherLaunchRecord& record);

// Every descriptor that is open: once all but the launch record's have been closed, those the program made
// itself.
[[nodiscard]] std::vector<int> open_descriptors();

}  // namespace cordon::trusted::publish
