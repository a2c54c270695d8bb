// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// Pictures that a codec draws in the ring's slots.

#include "tests/unit/gateway/boundary/ring_fixture.hpp"

namespace cordon::boundary {
namespace {

using Outcome = RingReader::Outcome;

// Draws picture(seed) as a codec would: in a slot, row by row.
class RingDrawing : public Ring {
protected:
    PictureView draw(const RingWriter& writer, std::uint32_t slot, unsigned seed) const {
        const auto bytes = picture(seed);
        const auto source = view(bytes);
        const auto planes = slot_planes(geometry_);
        PictureView drawn{
            .strides = {geometry_.luma_stride(), geometry_.chroma_stride(), geometry_.chroma_stride()}};
        for (std::size_t plane = 0; plane < 3; ++plane) {
            std::byte* first = writer.pixels(slot) + planes[plane];
            for (std::uint32_t row = 0; row < (plane == 0 ? geometry_.height() : geometry_.chroma_height());
                 ++row) {
                std::memcpy(first + row * drawn.strides[plane], source.planes[plane] + row * kStride,
                            plane == 0 ? geometry_.width() : geometry_.chroma_width());
            }
            drawn.planes[plane] = first;
        }
        return drawn;
    }
};

TEST_F(RingDrawing, PublishesAPictureWhereItWasDrawnAndLeavesItThereUntilItIsTakenBack) {
    auto writer = this->writer();
    const auto reader = this->reader();
    const auto slot = writer.lend();
    ASSERT_TRUE(slot);
    writer.publish(draw(writer, *slot, 5), 5);
    const auto reading = reader.read(1, frame_);
    EXPECT_EQ(reading.outcome, Outcome::kFrame);
    EXPECT_EQ(reading.origin_ns, 5U);
    EXPECT_TRUE(holds(5));
    for (unsigned seed = 2; seed <= 50; ++seed) {
        publish(writer, seed);
        ASSERT_EQ(reader.read(seed, frame_).outcome, Outcome::kFrame);
        ASSERT_TRUE(holds(seed));
    }
    EXPECT_EQ(reader.read(1, frame_).outcome, Outcome::kFrame) << "the codec still refers to it";
    EXPECT_TRUE(holds(5));
    writer.take_back(*slot);
    for (unsigned seed = 51; seed <= 51 + kRingSlots; ++seed) {
        publish(writer, seed);
    }
    EXPECT_FALSE(reader.holds(1));
}

TEST_F(RingDrawing, LeavesTheNewestFramesAloneHoweverManyPicturesACodecKeeps) {
    auto writer = this->writer();
    const auto reader = this->reader();
    for (unsigned seed = 1; seed <= kReadableFrames; ++seed) {
        publish(writer, seed);
    }
    unsigned lent = 0;
    while (const auto slot = writer.lend()) {
        draw(writer, *slot, 99);
        ASSERT_LE(++lent, kRingSlots);
    }
    EXPECT_EQ(lent, kMostLent);
    for (unsigned newest = kReadableFrames; newest <= 100; publish(writer, ++newest)) {
        for (unsigned seed = newest - kReadableFrames + 1; seed <= newest; ++seed) {
            ASSERT_EQ(reader.read(seed, frame_).outcome, Outcome::kFrame) << seed << " of " << newest;
            ASSERT_TRUE(holds(seed));
        }
    }
}

// Of what a dead writer left nothing has to be true.
TEST_F(RingDrawing, GoesOnWhereEverySlotClaimsToBeTheNewestFrame) {
    raw_header().latest.store(50);
    for (std::uint32_t slot = 0; slot < kRingSlots; ++slot) {
        reinterpret_cast<SlotHeader*>(raw_.data() + slot_offset(geometry_, slot))
            ->sequence.store(whole_frame(50));
    }
    auto writer = this->writer();
    const auto reader = this->reader();
    EXPECT_FALSE(writer.lend());
    for (unsigned seed = 51; seed <= 100; ++seed) {
        publish(writer, seed);
        ASSERT_EQ(reader.read(seed, frame_).outcome, Outcome::kFrame);
        ASSERT_TRUE(holds(seed));
    }
    EXPECT_TRUE(writer.lend());
}

TEST_F(RingDrawing, AFrameWhoseSlotIsDrawnInAgainIsTorn) {
    auto writer = this->writer();
    const auto reader = this->reader();
    const auto slot = writer.lend();
    writer.publish(draw(writer, *slot, 1), 1);
    writer.take_back(*slot);
    for (unsigned seed = 2; seed <= kReadableFrames + 1; ++seed) {
        publish(writer, seed);
    }
    EXPECT_TRUE(reader.holds(1));
    ASSERT_EQ(writer.lend(), slot);
    EXPECT_EQ(reader.read(1, frame_).outcome, Outcome::kTorn);
}

}  // namespace
}  // namespace cordon::boundary
