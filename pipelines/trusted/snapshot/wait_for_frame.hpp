// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include "gateway/base/result.hpp"
#include "gateway/boundary/ring_reader.hpp"

namespace cordon::trusted::snapshot {

// Copies the next whole frame into `frame`, ring.geometry().frame_bytes() bytes. An Error when none has come
// after so many naps of 10 ms: this process needs no clock.
base::Result<> wait_for_frame(boundary::RingReader& ring, std::span<std::byte> frame, int most_naps);

}  // namespace cordon::trusted::snapshot
