// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// Both ends of the ring in one program: their sources are compiled straight into this test, which is of no
// zone, because no target of the product may link both.
#include <cstring>
#include <limits>
#include <vector>

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include "gateway/boundary/ring_reader.hpp"
#include "gateway/boundary/ring_writer.hpp"
#include "gateway/boundary/sealed_memory.hpp"

namespace cordon::boundary {
namespace {

using Outcome = RingReader::Outcome;

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
    SlotHeader& raw_slot(std::uint64_t number) {
        return *reinterpret_cast<SlotHeader*>(raw_.data() + slot_offset(geometry_, number));
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

TEST_F(Ring, CarriesAPicturePixelForPixelWithItsOrigin) {
    auto writer = this->writer();
    auto reader = this->reader();
    EXPECT_FALSE(reader.has_news());
    EXPECT_EQ(reader.read(frame_).outcome, Outcome::kNothingNew);
    publish(writer, 7);
    EXPECT_TRUE(reader.has_news());
    const auto reading = reader.read(frame_);
    EXPECT_EQ(reading.outcome, Outcome::kFrame);
    EXPECT_EQ(reading.lost, 0U);
    EXPECT_EQ(reading.origin_ns, 7U);
    EXPECT_TRUE(holds(7));
    EXPECT_FALSE(reader.has_news());
    EXPECT_EQ(writer.status().frames.load(), 1U);
}

TEST_F(Ring, GivesEveryFrameInOrderToAReaderThatKeepsUp) {
    auto writer = this->writer();
    auto reader = this->reader();
    for (unsigned seed = 0; seed < 50; ++seed) {
        publish(writer, seed);
        ASSERT_EQ(reader.read(frame_).outcome, Outcome::kFrame);
        ASSERT_TRUE(holds(seed));
    }
}

TEST_F(Ring, GivesAReaderThatFellBehindTheOldestItStillHasAndCountsTheRest) {
    auto writer = this->writer();
    auto reader = this->reader();
    for (unsigned seed = 1; seed <= 20; ++seed) {
        publish(writer, seed);
    }
    const auto first = reader.read(frame_);
    EXPECT_EQ(first.outcome, Outcome::kFrame);
    EXPECT_EQ(first.lost, 13U);
    EXPECT_TRUE(holds(14));
    for (unsigned seed = 15; seed <= 20; ++seed) {
        const auto reading = reader.read(frame_);
        EXPECT_EQ(reading.outcome, Outcome::kFrame);
        EXPECT_EQ(reading.lost, 0U);
        EXPECT_TRUE(holds(seed));
    }
    EXPECT_EQ(reader.read(frame_).outcome, Outcome::kNothingNew);
}

TEST_F(Ring, AReaderThatComesLateBeginsWithTheNextFrame) {
    auto writer = this->writer();
    publish(writer, 1);
    auto reader = this->reader();
    EXPECT_EQ(reader.read(frame_).outcome, Outcome::kNothingNew);
    publish(writer, 2);
    EXPECT_EQ(reader.read(frame_).outcome, Outcome::kFrame);
    EXPECT_TRUE(holds(2));
}

TEST_F(Ring, ANewWriterGoesOnWhereTheDeadOneStopped) {
    auto reader = this->reader();
    {
        auto first = writer();
        publish(first, 1);
        publish(first, 2);
    }
    auto second = writer();
    publish(second, 3);
    for (unsigned seed = 1; seed <= 3; ++seed) {
        EXPECT_EQ(reader.read(frame_).outcome, Outcome::kFrame);
        EXPECT_TRUE(holds(seed));
    }
}

TEST_F(Ring, ANewWriterFinishesTheFrameTheDeadOneLeftHalfWritten) {
    auto reader = this->reader();
    auto dead = writer();
    publish(dead, 1);
    raw_slot(2).sequence.store(2 * 2 + 1);  // it died in the middle of frame 2
    EXPECT_EQ(reader.read(frame_).outcome, Outcome::kFrame);
    EXPECT_EQ(reader.read(frame_).outcome, Outcome::kNothingNew);
    auto second = writer();
    publish(second, 2);
    EXPECT_EQ(reader.read(frame_).outcome, Outcome::kFrame);
    EXPECT_TRUE(holds(2));
}

TEST_F(Ring, AFrameBeingOverwrittenIsTorn) {
    auto writer = this->writer();
    auto reader = this->reader();
    publish(writer, 1);
    raw_slot(1).sequence.store(2 * 9 + 1);  // frame 9 goes into the same slot
    EXPECT_EQ(reader.read(frame_).outcome, Outcome::kTorn);
    EXPECT_EQ(reader.read(frame_).outcome, Outcome::kNothingNew);
}

TEST_F(Ring, FrameNumbersWrapAroundWithoutALostFrame) {
    constexpr std::uint64_t kLast = std::numeric_limits<std::uint64_t>::max();
    raw_header().latest.store(kLast - 3);
    auto writer = this->writer();
    auto reader = this->reader();
    for (unsigned seed = 0; seed < 12; ++seed) {
        publish(writer, seed);
        const auto reading = reader.read(frame_);
        ASSERT_EQ(reading.outcome, Outcome::kFrame) << seed;
        ASSERT_EQ(reading.lost, 0U);
        ASSERT_TRUE(holds(seed));
    }
    EXPECT_EQ(raw_header().latest.load(), 8U);
}

TEST_F(Ring, ACounterThatLeapsOrGoesBackCostsBoundedStatisticsAndAFewTornFrames) {
    auto writer = this->writer();
    auto reader = this->reader();
    publish(writer, 1);
    ASSERT_EQ(reader.read(frame_).outcome, Outcome::kFrame);
    for (const std::uint64_t lie : {std::numeric_limits<std::uint64_t>::max(), std::uint64_t{0},
                                    std::uint64_t{1} << 63, std::uint64_t{12345}, std::uint64_t{1}}) {
        raw_header().latest.store(lie);
        unsigned readings = 0;
        while (reader.has_news()) {
            const auto reading = reader.read(frame_);
            EXPECT_LE(reading.lost, RingReader::kMostLostPerRead);
            ASSERT_LE(++readings, kRingSlots);
        }
    }
    // After all the lies an honest writer is understood again.
    auto honest = this->writer();
    publish(honest, 9);
    EXPECT_EQ(reader.read(frame_).outcome, Outcome::kFrame);
    EXPECT_TRUE(holds(9));
}

TEST_F(Ring, SaysByNumberWhatHasComeAndIsStillThere) {
    auto writer = this->writer();
    const auto reader = this->reader();
    EXPECT_EQ(reader.latest(), 0U);
    EXPECT_EQ(reader.news_since(0).frames, 0U);
    for (unsigned seed = 1; seed <= 3; ++seed) {
        publish(writer, seed);
    }
    EXPECT_EQ(reader.latest(), 3U);
    auto news = reader.news_since(1);
    EXPECT_EQ(news.first, 2U);
    EXPECT_EQ(news.frames, 2U);
    EXPECT_EQ(news.lost, 0U);
    for (unsigned seed = 4; seed <= 20; ++seed) {
        publish(writer, seed);
    }
    news = reader.news_since(3);
    EXPECT_EQ(news.first, 14U);
    EXPECT_EQ(news.frames, kRingSlots - 1);
    EXPECT_EQ(news.lost, 10U);
    for (std::uint64_t number = 0; number <= 21; ++number) {
        EXPECT_EQ(reader.holds(number), number > 20 - kRingSlots && number <= 20) << number;
    }
}

TEST_F(Ring, GivesAnyFrameItHoldsHoweverOftenAndSaysOfOneThatIsGoneThatItIsTorn) {
    auto writer = this->writer();
    const auto reader = this->reader();
    for (unsigned seed = 1; seed <= 9; ++seed) {
        publish(writer, seed);
    }
    for (const unsigned number : {9U, 4U, 4U}) {
        const auto reading = reader.read(number, frame_);
        EXPECT_EQ(reading.outcome, Outcome::kFrame);
        EXPECT_EQ(reading.origin_ns, number);
        EXPECT_TRUE(holds(number));
    }
    EXPECT_EQ(reader.read(1, frame_).outcome, Outcome::kTorn);
    EXPECT_EQ(reader.read(10, frame_).outcome, Outcome::kTorn);
    EXPECT_TRUE(holds(4));  // nothing was copied
}

TEST_F(Ring, TellsAPictureThatIsTheSameToTheLastBitFromOneThatIsNot) {
    auto writer = this->writer();
    const auto reader = this->reader();
    auto bytes = picture(1);
    writer.publish(view(bytes), 0);
    EXPECT_TRUE(reader.read(1, frame_).differs);
    writer.publish(view(bytes), 0);
    EXPECT_FALSE(reader.read(2, frame_).differs);
    // The first and the last pixel of each plane, by one bit.
    const std::size_t plane = kStride * geometry_.height();
    std::uint64_t number = 2;
    for (const std::size_t place : {std::size_t{0}, kStride * 17 + 33, plane, plane + kStride * 8 + 16,
                                    2 * plane, 2 * plane + kStride * 8 + 16}) {
        bytes[place] ^= std::byte{1};
        writer.publish(view(bytes), 0);
        EXPECT_TRUE(reader.read(++number, frame_).differs) << place;
        writer.publish(view(bytes), 0);
        EXPECT_FALSE(reader.read(++number, frame_).differs) << place;
    }
}

TEST_F(Ring, NewsOfACounterThatLeapsIsBounded) {
    auto writer = this->writer();
    const auto reader = this->reader();
    publish(writer, 1);
    for (const std::uint64_t lie : {std::numeric_limits<std::uint64_t>::max(), std::uint64_t{0},
                                    std::uint64_t{1} << 63, std::uint64_t{12345}}) {
        raw_header().latest.store(lie);
        for (const std::uint64_t seen : {std::uint64_t{1}, lie - 1, lie, lie + 1}) {
            const auto news = reader.news_since(seen);
            EXPECT_LE(news.frames, kRingSlots - 1);
            EXPECT_LE(news.lost, RingReader::kMostLostPerRead);
            EXPECT_EQ(news.first + news.frames - 1, lie);
        }
    }
}

TEST_F(Ring, IsNotMappedWhereItCouldShrinkOrIsSmallerThanTheGeometrySays) {
    const base::UniqueFd unsealed(::memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    ASSERT_EQ(::ftruncate(unsealed.get(), static_cast<off_t>(ring_bytes(geometry_))), 0);
    EXPECT_FALSE(RingReader::create(unsealed.get(), geometry_).ok());
    EXPECT_FALSE(RingWriter::create(unsealed.get(), geometry_).ok());
    const auto larger = FrameGeometry::create(640, 360).value();
    EXPECT_FALSE(RingReader::create(read_only_.get(), larger).ok());
    EXPECT_FALSE(RingWriter::create(memory_.get(), larger).ok());
}

TEST_F(Ring, CannotBeWrittenThroughTheReadersDescriptor) {
    EXPECT_FALSE(RingWriter::create(read_only_.get(), geometry_).ok());
}

}  // namespace
}  // namespace cordon::boundary
