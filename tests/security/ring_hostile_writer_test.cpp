// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// Invariants 2 and 3: a writer that lies about everything gets at nothing but its own pixels. Both ends of
// the ring are compiled straight into this test, as in tests/unit/gateway/boundary/ring_test.cpp, with its
// one mapping, so that ThreadSanitizer sees both.
#include <algorithm>
#include <atomic>
#include <random>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "gateway/boundary/ring_reader.hpp"
#include "gateway/boundary/ring_writer.hpp"
#include "gateway/boundary/sealed_memory.hpp"
#include "tests/support/boundary/unchanged_macroblocks.hpp"

namespace cordon::boundary {
namespace {

#ifdef CORDON_SANITIZED
constexpr unsigned kReadings = 20'000;
#else
constexpr unsigned kReadings = 200'000;
#endif
constexpr std::byte kGuard{0xC5};
constexpr std::size_t kGuardBytes = 4096;

class HostileWriter : public testing::Test {
protected:
    const FrameGeometry geometry_ = FrameGeometry::create(64, 32).value();
    const base::UniqueFd memory_ = create_sealed_memory("test-ring", ring_bytes(geometry_)).value();
    base::MappedRegion raw_ = base::MappedRegion::create(memory_.get(), ring_bytes(geometry_),
                                                         base::MappedRegion::Access::kReadWrite)
                                  .value();
    RingWriter writer_ = RingWriter::create(memory_.get(), geometry_).value();
    RingReader reader_ = RingReader::create(memory_.get(), geometry_).value();
    std::vector<std::byte> buffer_ =
        std::vector<std::byte>(geometry_.frame_bytes() + 2 * kGuardBytes, kGuard);
    std::span<std::byte> frame_ = std::span(buffer_).subspan(kGuardBytes, geometry_.frame_bytes());
    std::atomic<bool> done_ = false;

    RingHeader& header() { return *reinterpret_cast<RingHeader*>(raw_.data()); }
    std::span<SharedWord> every_word() {
        return {reinterpret_cast<SharedWord*>(raw_.data()), ring_bytes(geometry_) / sizeof(SharedWord)};
    }
    SharedWord& sequence(std::uint64_t any) {
        const auto slot = static_cast<std::uint32_t>(any % kRingSlots);
        return reinterpret_cast<SlotHeader*>(raw_.data() + slot_offset(geometry_, slot))->sequence;
    }
    // Values that have broken rings elsewhere.
    static std::uint64_t lie(std::mt19937_64& random, std::uint64_t truth) {
        switch (random() % 8) {
            case 0:
                return ~std::uint64_t{0};
            case 1:
                return 0;
            case 2:
                return std::uint64_t{1} << 63;
            case 3:
                return truth - 1 - random() % 20;
            case 4:
                return truth + 1 + random() % 20;
            case 5:
                return truth * 2 + 2;
            case 6:
                return random();
            default:
                return truth;
        }
    }
    [[nodiscard]] bool guards_hold() const {
        const auto intact = [](std::byte byte) { return byte == kGuard; };
        return std::all_of(buffer_.begin(), buffer_.begin() + kGuardBytes, intact) &&
               std::all_of(buffer_.end() - kGuardBytes, buffer_.end(), intact);
    }
    [[nodiscard]] bool is_of_one_piece() const {
        for (std::uint32_t row = 0; row < geometry_.height(); ++row) {
            const auto pixels = frame_.subspan(row * geometry_.luma_stride(), geometry_.width());
            if (std::ranges::any_of(pixels, [&](std::byte byte) { return byte != frame_[0]; })) {
                return false;
            }
        }
        return frame_[geometry_.v_offset()] == frame_[0];
    }
    void publish(unsigned number) {
        std::vector<std::byte> picture(std::size_t{64} * 32, static_cast<std::byte>(number));
        writer_.publish({.planes = {picture.data(), picture.data(), picture.data()}, .strides = {64, 64, 64}},
                        number);
    }
};

TEST_F(HostileWriter, ThatScribblesOverEverythingNeitherCrashesNorMisleadsTheReadersBookkeeping) {
    std::jthread scribbling([this] {
        std::mt19937_64 random(1);  // NOLINT(cert-msc51-cpp): repeatable
        const auto words = every_word();
        while (!done_) {
            const std::uint64_t truth = header().latest.load(std::memory_order_relaxed);
            header().latest.store(lie(random, truth), std::memory_order_relaxed);
            sequence(random()).store(lie(random, truth), std::memory_order_relaxed);
            words[random() % words.size()].store(random(), std::memory_order_relaxed);
        }
    });
    for (unsigned i = 0; i < kReadings; ++i) {
        const auto reading = reader_.read(frame_);
        (void)reader_.repeats(reader_.latest());
        ASSERT_LE(reading.lost, RingReader::kMostLostPerRead);
        ASSERT_EQ(reading.outcome == RingReader::Outcome::kNothingNew ? reading.lost : 0, 0U);
    }
    done_ = true;
    EXPECT_TRUE(guards_hold());
}

TEST_F(HostileWriter, ThatLiesAboutItsCountersPassesOffNoTornFrameAsWhole) {
    std::jthread writing([this] {
        for (unsigned number = 1; !done_; ++number) {
            publish(number);
        }
    });
    std::jthread lying([this] {
        std::mt19937_64 random(2);  // NOLINT(cert-msc51-cpp): repeatable
        while (!done_) {
            header().latest.store(lie(random, header().latest.load(std::memory_order_relaxed)),
                                  std::memory_order_relaxed);
            std::this_thread::yield();
        }
    });
    unsigned whole = 0;
    bool of_one_piece = true;
    for (unsigned i = 0; i < kReadings || whole < 100; ++i) {
        const auto reading = reader_.read(frame_);
        if (reading.outcome == RingReader::Outcome::kFrame) {
            ++whole;
            of_one_piece = of_one_piece && is_of_one_piece();
        }
    }
    done_ = true;
    EXPECT_TRUE(of_one_piece);
    EXPECT_TRUE(guards_hold());
}

// Marks are of what was copied, whatever becomes of the ring meanwhile: what is marked unchanged is.
TEST_F(HostileWriter, ThatScribblesOverPixelsMakesTheReaderMarkNothingButWhatItCopied) {
    publish(1);
    std::jthread scribbling([this] {
        std::mt19937_64 random(3);  // NOLINT(cert-msc51-cpp): repeatable
        std::array<std::span<SharedWord>, kRingSlots> slots;
        const std::size_t words = slot_planes(geometry_).back() / sizeof(SharedWord);
        for (std::uint32_t slot = 0; slot < kRingSlots; ++slot) {
            auto* header = reinterpret_cast<SlotHeader*>(raw_.data() + slot_offset(geometry_, slot));
            slots[slot] = {reinterpret_cast<SharedWord*>(header + 1), words};
        }
        while (!done_) {
            for (const auto& pixels : slots) {
                pixels[random() % words].store(random() % 2, std::memory_order_relaxed);
            }
        }
    });
    std::vector<std::uint8_t> marks(geometry_.macroblocks());
    std::vector<std::byte> before(frame_.size());
    unsigned marked = 0;
    for (unsigned i = 0; i < kReadings; ++i) {
        std::ranges::copy(frame_, before.begin());
        ASSERT_EQ(reader_.read(1, frame_, marks).outcome, RingReader::Outcome::kFrame);
        ASSERT_EQ(marks, tests::unchanged_macroblocks(geometry_, frame_, before));
        marked += static_cast<unsigned>(std::ranges::count(marks, 1));
    }
    done_ = true;
    EXPECT_TRUE(guards_hold());
    EXPECT_GT(marked, 0U) << "else this would say nothing";
    EXPECT_LT(marked, kReadings * geometry_.macroblocks());
}

}  // namespace
}  // namespace cordon::boundary
