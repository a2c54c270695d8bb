// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "gateway/base/clock.hpp"
#include "gateway/boundary/frame_geometry.hpp"

namespace cordon::trusted::encode {

// One picture in memory of our own, laid out as its FrameGeometry says. Its pixels are a camera's: they are
// computed with and never branched on. One thread at a time.
class Frame {
public:
    // All bytes zero.
    explicit Frame(const boundary::FrameGeometry& geometry);

    [[nodiscard]] const boundary::FrameGeometry& geometry() const { return geometry_; }
    // Every byte, padding included; the first is aligned to FrameGeometry::kRowAlignment.
    [[nodiscard]] std::span<std::byte> pixels() { return {pixels_.get(), geometry_.frame_bytes()}; }
    [[nodiscard]] std::span<const std::byte> pixels() const {
        return {pixels_.get(), geometry_.frame_bytes()};
    }
    // First bytes of the Y, U and V planes.
    [[nodiscard]] std::array<std::uint8_t*, 3> planes() const;

    base::MonotonicTime arrival{};       // when it was copied out of the ring
    base::MonotonicTime presentation{};  // when it is to be shown, our own clock
    std::uint64_t origin_ns = 0;         // claimed time its last packet came; only for measuring

private:
    struct Free {
        void operator()(std::byte* pixels) const;
    };
    boundary::FrameGeometry geometry_;
    std::unique_ptr<std::byte, Free> pixels_;
};

// A fixed number of frames of one geometry, made once and used again and again. All their memory is real from
// the start, so what a process takes in its first minute is what it takes in its worst one. Thread-safe;
// outlives the frames it hands out.
class FramePool {
public:
    struct Return {
        FramePool* pool = nullptr;
        void operator()(Frame* frame) const;
    };
    using Pointer = std::unique_ptr<Frame, Return>;

    FramePool(const boundary::FrameGeometry& geometry, std::size_t frames);
    ~FramePool();
    FramePool(const FramePool&) = delete;
    FramePool& operator=(const FramePool&) = delete;

    // The frame most recently returned, with whatever is in it; nullptr when all are in use.
    [[nodiscard]] Pointer take();

private:
    std::mutex mutex_;
    std::vector<std::unique_ptr<Frame>> free_;
    std::size_t total_;
};
using FramePtr = FramePool::Pointer;

}  // namespace cordon::trusted::encode
