// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include <sys/mman.h>
#include <unistd.h>

#include "tests/unit/gateway/boundary/ring_fixture.hpp"

namespace cordon::boundary {
namespace {

using Outcome = RingReader::Outcome;

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

TEST_F(Ring, SaysWhichFramesAreTheOneBeforeAgain) {
    auto writer = this->writer();
    const auto reader = this->reader();
    for (const unsigned seed : {7U, 7U, 8U, 7U, 7U}) {
        publish(writer, seed);
    }
    EXPECT_FALSE(reader.repeats(1)) << "of the first there is none before";
    EXPECT_TRUE(reader.repeats(2));
    EXPECT_FALSE(reader.repeats(3));
    EXPECT_FALSE(reader.repeats(4));
    EXPECT_TRUE(reader.repeats(5));
    EXPECT_FALSE(reader.repeats(6)) << "it is not there";
}

TEST_F(Ring, TakesNoFrameForARepeatThatDiffersInItsLastSampleOnly) {
    auto writer = this->writer();
    const auto reader = this->reader();
    auto bytes = picture(7);
    writer.publish(view(bytes), 0);
    bytes[kStride * geometry_.height() * 2 + kStride * (geometry_.chroma_height() - 1) +
          geometry_.chroma_width() - 1] ^= std::byte{1};
    writer.publish(view(bytes), 0);
    EXPECT_FALSE(reader.repeats(2));
}

TEST_F(Ring, ANewWriterSaysItOfItsPredecessorsLastFrameToo) {
    {
        auto first = this->writer();
        publish(first, 7);
    }
    auto second = this->writer();
    publish(second, 7);
    EXPECT_TRUE(reader().repeats(2));
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
    ASSERT_TRUE(dead.lend());  // it died while it drew frame 2
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
    raw_slot_of(1).sequence.store(kUnderWay);
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
            ASSERT_LE(++readings, kReadableFrames);
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
    EXPECT_EQ(news.frames, kReadableFrames);
    EXPECT_EQ(news.lost, 10U);
    for (std::uint64_t number = 0; number <= 21; ++number) {
        const bool may_be_there = number > 20 - kRingSlots && number <= 20;
        EXPECT_LE(reader.holds(number), may_be_there) << number;
        EXPECT_GE(reader.holds(number), may_be_there && number > 20 - kReadableFrames) << number;
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

TEST_F(Ring, MarksTheMacroblocksThatAreTheSameToTheLastBit) {
    auto writer = this->writer();
    const auto reader = this->reader();
    std::vector<std::uint8_t> marks(geometry_.macroblocks());
    ASSERT_EQ(marks.size(), 6U);  // 34x18: three across, two down, the last ones two pixels wide or high
    auto bytes = picture(1);
    writer.publish(view(bytes), 0);
    EXPECT_TRUE(reader.read(1, frame_, marks).differs);
    writer.publish(view(bytes), 0);
    EXPECT_FALSE(reader.read(2, frame_, marks).differs);
    EXPECT_EQ(marks, std::vector<std::uint8_t>(6, 1));
    const std::size_t plane = kStride * geometry_.height();
    struct Place {
        std::size_t byte;
        std::size_t macroblock;
    };
    std::uint64_t number = 2;
    for (const auto& [byte, macroblock] :
         {Place{0, 0}, Place{15, 0}, Place{16, 1}, Place{33, 2}, Place{kStride * 15 + 31, 1},
          Place{kStride * 16, 3}, Place{kStride * 17 + 33, 5}, Place{plane, 0}, Place{plane + 8, 1},
          Place{plane + kStride * 7 + 16, 2}, Place{plane + kStride * 8 + 7, 3},
          Place{2 * plane + kStride * 8 + 15, 4}, Place{2 * plane + kStride * 8 + 16, 5}}) {
        bytes[byte] ^= std::byte{1};
        writer.publish(view(bytes), 0);
        EXPECT_TRUE(reader.read(++number, frame_, marks).differs);
        std::vector<std::uint8_t> expected(6, 1);
        expected[macroblock] = 0;
        EXPECT_EQ(marks, expected) << byte;
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
            EXPECT_LE(news.frames, kReadableFrames);
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
