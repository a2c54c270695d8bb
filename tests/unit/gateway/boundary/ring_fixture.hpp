// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstring>
#include <vector>

#include <gtest/gtest.h>

#include "gateway/boundary/ring_reader.hpp"
#include "gateway/boundary/ring_writer.hpp"
#include "gateway/boundary/sealed_memory.hpp"
#include "tests/support/boundary/raw_slot.hpp"

namespace cordon::boundary {

// Both ends of a ring in one program: their sources are compiled straight into the test, which is of no zone,
// because no target of the product may link both.
class Ring : public testing::Test {
protected:
    const FrameGeometry geometry_ = FrameGeometry::create(34, 18).value();
    const base::UniqueFd memory_ = create_sealed_memory("test-ring", ring_bytes(geometry_)).value();
    const base::UniqueFd read_only_ = open_read_only(memory_).value();
    std::vector<std::byte> frame_ = std::vector<std::byte>(geometry_.frame_bytes());

    RingWriter writer() { return RingWriter::create(memory_.get(), geometry_).value(); }
    RingReader reader() { return RingReader::create(read_only_.get(), geometry_).value(); }

    // The memory as whoever holds the writable descriptor may see it: as bytes to scribble on.
    base::MappedRegion raw_ = base::MappedRegion::create(memory_.get(), ring_bytes(geometry_),
                                                         base::MappedRegion::Access::kReadWrite)
                                  .value();
    RingHeader& raw_header() { return *reinterpret_cast<RingHeader*>(raw_.data()); }
    SlotHeader& raw_slot_of(std::uint64_t number) {
        return tests::raw_slot_of(raw_.data(), geometry_, number);
    }

    // A picture all of whose bytes differ with `seed` and place, in planes with rows wider than needed.
    static constexpr std::size_t kStride = 77;
    std::vector<std::byte> picture(unsigned seed) const {
        std::vector<std::byte> bytes(kStride * geometry_.height() * 3);
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            bytes[i] = static_cast<std::byte>(i * 7 + seed);
        }
        return bytes;
    }
    PictureView view(const std::vector<std::byte>& bytes) const {
        const std::size_t plane = kStride * geometry_.height();
        return {.planes = {bytes.data(), bytes.data() + plane, bytes.data() + 2 * plane},
                .strides = {kStride, kStride, kStride}};
    }
    void publish(RingWriter& writer, unsigned seed) {
        const auto bytes = picture(seed);
        writer.publish(view(bytes), seed);
    }
    // Whether frame_ is picture(seed), pixel for pixel.
    bool holds(unsigned seed) const {
        const auto bytes = picture(seed);
        const auto source = view(bytes);
        const auto plane_is = [&](std::size_t plane, std::size_t offset, std::size_t stride,
                                  std::uint32_t width, std::uint32_t height) {
            for (std::uint32_t row = 0; row < height; ++row) {
                if (std::memcmp(frame_.data() + offset + row * stride, source.planes[plane] + row * kStride,
                                width) != 0) {
                    return false;
                }
            }
            return true;
        };
        return plane_is(0, geometry_.luma_offset(), geometry_.luma_stride(), 34, 18) &&
               plane_is(1, geometry_.u_offset(), geometry_.chroma_stride(), 17, 9) &&
               plane_is(2, geometry_.v_offset(), geometry_.chroma_stride(), 17, 9);
    }
};

}  // namespace cordon::boundary
