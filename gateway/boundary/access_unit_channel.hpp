// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "gateway/base/result.hpp"
#include "gateway/base/unique_fd.hpp"
#include "gateway/boundary/access_unit_header.hpp"

namespace cordon::boundary {

// The receiver's end: never blocks. What the pipe does not take at once waits in a bounded queue; when that
// is full, whole access units are dropped up to the next keyframe, so that the decoder never sees half a one.
// One thread.
class AccessUnitWriter {
public:
    enum class Outcome {
        kSent,     // written or queued whole
        kDropped,  // not taken: the decoder is behind; counted by the caller
        kClosed,   // the decoder is gone; this writer is of no further use
    };

    // `pipe` is made non-blocking. `queue_limit` in bytes.
    AccessUnitWriter(base::UniqueFd pipe, std::size_t queue_limit);

    // header.size is set from `payload`; header.flags gains kGap after a drop.
    Outcome send(AccessUnitHeader header, std::span<const std::byte> payload);

    // Call when the pipe is writable; kSent when all is well.
    Outcome flush();

    [[nodiscard]] int fd() const { return pipe_.get(); }
    [[nodiscard]] bool has_queued() const { return queue_begin_ < queue_.size(); }
    // Bytes the decoder has not read yet: those queued and those in the pipe.
    [[nodiscard]] std::size_t untaken() const;

private:
    [[nodiscard]] std::size_t queued() const { return queue_.size() - queue_begin_; }

    base::UniqueFd pipe_;
    std::size_t queue_limit_;
    std::vector<std::byte> queue_;
    std::size_t queue_begin_ = 0;
    bool waiting_for_keyframe_ = false;
};

// The decoder's end. After create() it calls nothing but read(2) on its pipe, and allocates nothing. One
// thread.
class AccessUnitReader {
public:
    struct AccessUnit {
        AccessUnitHeader header;
        std::span<const std::byte> payload;  // valid until the next read(); followed by kPadding zero bytes
    };
    enum class Outcome {
        kAccessUnit,
        kEnd,        // the receiver closed the pipe
        kMalformed,  // the receiver lied: give up
    };
    static constexpr std::size_t kPadding = 64;  // AV_INPUT_BUFFER_PADDING_SIZE

    // `largest` in bytes: what one access unit may have.
    AccessUnitReader(int pipe, std::uint32_t largest);

    Outcome read(AccessUnit& access_unit);

private:
    [[nodiscard]] bool read_exactly(std::span<std::byte> destination) const;

    int pipe_;  // borrowed
    std::uint32_t largest_;
    std::vector<std::byte> buffer_;
};

}  // namespace cordon::boundary
