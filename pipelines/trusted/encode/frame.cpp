// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/encode/frame.hpp"

#include <cstring>
#include <new>

#include "gateway/base/invariant.hpp"

namespace cordon::trusted::encode {
namespace {

constexpr std::align_val_t kAlignment{boundary::FrameGeometry::kRowAlignment};

}  // namespace

void Frame::Free::operator()(std::byte* pixels) const {
    ::operator delete(pixels, kAlignment);
}

Frame::Frame(const boundary::FrameGeometry& geometry)
    : geometry_(geometry),
      pixels_(static_cast<std::byte*>(::operator new(geometry.frame_bytes(), kAlignment))) {
    std::memset(pixels_.get(), 0, geometry.frame_bytes());
}

std::array<std::uint8_t*, 3> Frame::planes() const {
    auto* first = reinterpret_cast<std::uint8_t*>(pixels_.get());
    return {first + geometry_.luma_offset(), first + geometry_.u_offset(), first + geometry_.v_offset()};
}

void FramePool::Return::operator()(Frame* frame) const {
    const std::scoped_lock lock(pool->mutex_);
    pool->free_.emplace_back(frame);  // within the capacity reserved for all: allocates nothing
}

FramePool::FramePool(const boundary::FrameGeometry& geometry, std::size_t frames) : total_(frames) {
    free_.reserve(frames);
    for (std::size_t i = 0; i < frames; ++i) {
        free_.push_back(std::make_unique<Frame>(geometry));
    }
}

FramePool::~FramePool() {
    CORDON_INVARIANT(free_.size() == total_, "every frame is back before its pool goes");
}

FramePool::Pointer FramePool::take() {
    const std::scoped_lock lock(mutex_);
    if (free_.empty()) {
        return {};
    }
    Frame* frame = free_.back().release();
    free_.pop_back();
    return {frame, Return{this}};
}

}  // namespace cordon::trusted::encode
