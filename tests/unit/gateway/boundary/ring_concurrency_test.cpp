// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// Both ends of the ring at once, as fast as they can; compiled like ring_test.cpp. Under ThreadSanitizer this
// also shows that no access races by the C++ memory model.
#include <atomic>
#include <cstring>
#include <optional>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "gateway/boundary/ring_reader.hpp"
#include "gateway/boundary/ring_writer.hpp"
#include "gateway/boundary/sealed_memory.hpp"

namespace cordon::boundary {
namespace {

#ifdef CORDON_SANITIZED
constexpr unsigned kFrames = 4'000;
#else
constexpr unsigned kFrames = 60'000;
#endif

// Every byte of a frame is its number's low byte: a frame of two numbers was torn.
bool is_of_one_piece(const std::vector<std::byte>& frame, const FrameGeometry& geometry) {
    for (std::uint32_t row = 0; row < geometry.height(); ++row) {
        const std::byte* pixels = frame.data() + row * geometry.luma_stride();
        if (std::memcmp(pixels, frame.data(), 1) != 0 ||
            std::memcmp(pixels, pixels + 1, geometry.width() - 1) != 0) {
            return false;
        }
    }
    return frame[geometry.u_offset()] == frame[0] && frame[geometry.v_offset()] == frame[0];
}

// Publishes a picture whose every pixel is `value`, by a copy.
class Copying {
public:
    explicit Copying(const FrameGeometry& geometry)
        : geometry_(geometry), picture_(std::size_t{geometry.width()} * geometry.height()) {}
    void publish(RingWriter& writer, int value, std::uint64_t origin_ns) {
        std::memset(picture_.data(), value, picture_.size());
        writer.publish({.planes = {picture_.data(), picture_.data(), picture_.data()},
                        .strides = {geometry_.width(), geometry_.width(), geometry_.width()}},
                       origin_ns);
    }

private:
    FrameGeometry geometry_;
    std::vector<std::byte> picture_;
};

// Draws it in a slot. The plain stores of a codec are relaxed ones here, which ThreadSanitizer can follow.
PictureView draw(std::byte* first, const FrameGeometry& geometry, int value) {
    const auto planes = slot_planes(geometry);
    std::uint64_t word = 0;
    std::memset(&word, value, sizeof(word));
    auto* words = reinterpret_cast<std::uint64_t*>(first);
    for (std::size_t i = 0; i < planes.back() / sizeof(word); ++i) {
        std::atomic_ref(words[i]).store(word, std::memory_order_relaxed);
    }
    return {.planes = {first, first + planes[1], first + planes[2]},
            .strides = {geometry.luma_stride(), geometry.chroma_stride(), geometry.chroma_stride()}};
}

// Publishes the same, drawn in the ring as a codec does that refers to the picture before.
class Drawing {
public:
    explicit Drawing(const FrameGeometry& geometry) : geometry_(geometry) {}
    void publish(RingWriter& writer, int value, std::uint64_t origin_ns) {
        const auto slot = writer.lend();
        ASSERT_TRUE(slot);
        writer.publish(draw(writer.pixels(*slot), geometry_, value), origin_ns);
        if (before_) {
            writer.take_back(*before_);
        }
        before_ = slot;
    }

private:
    FrameGeometry geometry_;
    std::optional<std::uint32_t> before_;
};

// Publishes the same, drawn on the canvas.
class Painting {
public:
    explicit Painting(const FrameGeometry& geometry) : geometry_(geometry) {}
    void publish(RingWriter& writer, int value, std::uint64_t origin_ns) const {
        writer.publish(draw(writer.canvas(), geometry_, value), origin_ns);
    }

private:
    FrameGeometry geometry_;
};

template <typename Publisher>
class RingConcurrency : public testing::Test {};
using Publishers = testing::Types<Copying, Drawing, Painting>;
TYPED_TEST_SUITE(RingConcurrency, Publishers);

TYPED_TEST(RingConcurrency, NoFrameThatIsCalledWholeIsOfTwoPieces) {
    const auto geometry = FrameGeometry::create(128, 64).value();
    const auto memory = create_sealed_memory("test-ring", ring_bytes(geometry)).value();
    auto writer = RingWriter::create(memory.get(), geometry).value();
    auto reader = RingReader::create(memory.get(), geometry).value();

    std::atomic<bool> done = false;
    std::jthread writing([&] {
        TypeParam publisher(geometry);
        for (unsigned number = 1; number <= kFrames; ++number) {
            publisher.publish(writer, static_cast<int>(number & 0xFF), number);
            if (number % 4 == 0) {
                std::this_thread::yield();
            }
        }
        done = true;
    });

    std::vector<std::byte> frame(geometry.frame_bytes());
    std::uint64_t whole = 0;
    std::uint64_t torn = 0;
    std::uint64_t lost = 0;
    std::uint64_t last_origin = 0;
    bool lost_count_capped = false;
    while (!done || reader.has_news()) {
        const auto reading = reader.read(frame);
        lost += reading.lost;
        lost_count_capped |= reading.lost == RingReader::kMostLostPerRead;
        torn += reading.outcome == RingReader::Outcome::kTorn ? 1 : 0;
        if (reading.outcome != RingReader::Outcome::kFrame) {
            continue;
        }
        ++whole;
        ASSERT_TRUE(is_of_one_piece(frame, geometry));
        ASSERT_EQ(frame[0], static_cast<std::byte>(reading.origin_ns & 0xFF));
        ASSERT_GT(reading.origin_ns, last_origin);
        last_origin = reading.origin_ns;
    }
    writing.join();
    // Every frame is accounted for, once; the last is always to be had.
    EXPECT_EQ(last_origin, kFrames);
    EXPECT_TRUE(lost_count_capped ? whole + torn + lost <= kFrames : whole + torn + lost == kFrames);
    EXPECT_GT(whole, 0U);
    this->RecordProperty("torn", static_cast<int>(torn));
}

}  // namespace
}  // namespace cordon::boundary
