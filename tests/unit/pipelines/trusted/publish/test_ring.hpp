// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gateway/boundary/ring_reader.hpp"
#include "gateway/boundary/ring_writer.hpp"
#include "gateway/boundary/sealed_memory.hpp"
#include "tests/support/boundary/raw_slot.hpp"

namespace cordon::tests {

// A ring with both of its ends: the decoder's, to publish with, and what a hostile one
// could do. Tests only: no target of the product may have both.
class TestRing {
public:
    explicit TestRing(std::uint32_t width = 16, std::uint32_t height = 16)
        : geometry_(boundary::FrameGeometry::create(width, height).value()) {}

    [[nodiscard]] const boundary::RingReader& reader() const { return reader_; }
    // A picture that is `shade` all over.
    void publish(std::uint8_t shade, std::uint64_t origin_ns = 0) {
        const std::vector<std::byte> plane(std::size_t{geometry_.width()} * geometry_.height(),
                                           std::byte{shade});
        writer_.publish({.planes = {plane.data(), plane.data(), plane.data()},
                         .strides = {geometry_.width(), geometry_.width(), geometry_.width()}},
                        origin_ns);
    }
    [[nodiscard]] boundary::RingHeader& header() {
        return *reinterpret_cast<boundary::RingHeader*>(raw_.data());
    }
    [[nodiscard]] boundary::SlotHeader& slot_of(std::uint64_t number) {
        return raw_slot_of(raw_.data(), geometry_, number);
    }
    [[nodiscard]] const boundary::FrameGeometry& geometry() const { return geometry_; }

private:
    boundary::FrameGeometry geometry_;
    base::UniqueFd memory_ =
        boundary::create_sealed_memory("test-ring", boundary::ring_bytes(geometry_)).value();
    base::UniqueFd read_only_ = boundary::open_read_only(memory_).value();
    base::MappedRegion raw_ = base::MappedRegion::create(memory_.get(), boundary::ring_bytes(geometry_),
                                                         base::MappedRegion::Access::kReadWrite)
                                  .value();
    boundary::RingReader reader_ = boundary::RingReader::create(read_only_.get(), geometry_).value();
    boundary::RingWriter writer_ = boundary::RingWriter::create(memory_.get(), geometry_).value();
};

}  // namespace cordon::tests
