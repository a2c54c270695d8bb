// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>

#include "gateway/base/clock.hpp"

namespace cordon::untrusted::rtsp {

// How fast a camera is read: several times what the largest one sends. One that sends more, to keep us busy,
// is read no faster: TCP holds it back, and of its datagrams the kernel drops what there is no room for.
class ReadBudget {
public:
    static constexpr std::int64_t kBytesPerSecond = 32'000'000;  // 256 Mbit/s
    // A message, frame or datagram costs as much as that, or its bytes: many small ones are work, too.
    static constexpr std::size_t kLeast = 256;
    // What may come at once: a keyframe, or what waited while we did.
    static constexpr std::chrono::milliseconds kBurst{500};

    // Takes note of what was read at `now`; how long to wait before the next read, mostly 0.
    std::chrono::nanoseconds spend(std::size_t bytes, std::size_t items, base::MonotonicTime now);

private:
    base::MonotonicTime paid_until_{};
};

}  // namespace cordon::untrusted::rtsp
