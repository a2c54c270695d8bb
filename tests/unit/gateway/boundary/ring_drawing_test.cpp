// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// Pictures that a codec, or the decoder itself, draws in the ring's slots.

#include "tests/unit/gateway/boundary/ring_fixture.hpp"

namespace cordon::boundary {
namespace {

using Outcome = RingReader::Outcome;

// Draws picture(seed) as a codec would: in a slot, row by row.
class RingDrawing : public Ring {
protected:
    PictureView draw(std::byte* pixels, unsigned seed) const {
        const auto bytes = picture(seed);
        const auto source = view(bytes);
        const auto planes = slot_planes(geometry_);
        PictureView drawn{
            .strides = {geometry_.luma_stride(), geometry_.chroma_stride(), geometry_.chroma_stride()}};
        for (std::size_t plane = 0; plane < 3; ++plane) {
            std::byte* first = pixels + planes[plane];
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
    writer.publish(draw(writer.pixels(*slot), 5), 5);
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
        draw(writer.pixels(*slot), 99);
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
    writer.publish(draw(writer.pixels(*slot), 1), 1);
    writer.take_back(*slot);
    for (unsigned seed = 2; seed <= kReadableFrames + 1; ++seed) {
        publish(writer, seed);
    }
    EXPECT_TRUE(reader.holds(1));
    ASSERT_EQ(writer.lend(), slot);
    EXPECT_EQ(reader.read(1, frame_).outcome, Outcome::kTorn);
}

TEST_F(RingDrawing, PublishesWhatIsOnTheCanvasAndHasAlwaysOne) {
    auto writer = this->writer();
    const auto reader = this->reader();
    while (writer.lend()) {
    }
    for (unsigned seed = 1; seed <= 50; ++seed) {
        writer.publish(draw(writer.canvas(), seed), seed);
        for (unsigned newest = seed; newest > 0 && newest + kReadableFrames > seed; --newest) {
            ASSERT_EQ(reader.read(newest, frame_).outcome, Outcome::kFrame) << newest << " of " << seed;
            ASSERT_TRUE(holds(newest));
        }
    }
}

// A picture that came to nothing, and another in its stead.
TEST_F(RingDrawing, LendsNobodyTheCanvasThatWaits) {
    auto writer = this->writer();
    const auto reader = this->reader();
    std::byte* canvas = writer.canvas();
    while (const auto slot = writer.lend()) {
        EXPECT_NE(writer.pixels(*slot), canvas);
    }
    EXPECT_EQ(writer.canvas(), canvas);
    publish(writer, 7);
    EXPECT_EQ(reader.read(1, frame_).outcome, Outcome::kFrame);
    EXPECT_TRUE(holds(7));
    EXPECT_NE(writer.canvas(), canvas) << "which is the newest frame now";
}

}  // namespace
}  // namespace cordon::boundary
