// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/encode/frame.hpp"

#include <cstring>
#include <new>

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

}  // namespace cordon::trusted::encode
