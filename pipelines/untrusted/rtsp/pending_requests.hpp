// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

namespace cordon::untrusted::rtsp {

// The requests sent on one connection whose replies are still to come, and whose reply a response is: by
// CSeq; where a camera sends none or nonsense, by order, which RTSP keeps on one connection.
class PendingRequests {
public:
    enum class Purpose { kNone, kDialogue, kKeepalive, kTeardown };

    void add(std::uint32_t sequence, Purpose purpose);
    // Forgets and returns the request this response belongs to; kNone when nothing is awaited, or it is the
    // late reply to an earlier one.
    Purpose match(std::optional<std::uint32_t> sequence);
    void clear() { waiting_.clear(); }

private:
    static constexpr std::size_t kMost = 8;
    struct Waiting {
        std::uint32_t sequence;
        Purpose purpose;
    };
    std::deque<Waiting> waiting_;
};

}  // namespace cordon::untrusted::rtsp
