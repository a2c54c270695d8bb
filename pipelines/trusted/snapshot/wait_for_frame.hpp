// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include "gateway/base/result.hpp"
#include "gateway/boundary/ring_reader.hpp"

namespace cordon::trusted::snapshot {

// Copies the next whole frame into `frame`, ring.geometry().frame_bytes() bytes. An Error when none comes
// within some ten seconds, as counted in naps: this process needs no clock.
base::Result<> wait_for_frame(boundary::RingReader& ring, std::span<std::byte> frame);

}  // namespace cordon::trusted::snapshot
