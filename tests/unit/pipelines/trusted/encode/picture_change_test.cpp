// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/encode/picture_change.hpp"

#include <cstring>
#include <random>

#include <gtest/gtest.h>

namespace cordon::trusted::encode {
namespace {

constexpr std::uint8_t kGrey = 128;

class PictureChange : public testing::Test {
protected:
    PictureChange() {
        for (Frame* frame : {&before_, &after_}) {
            std::memset(frame->pixels().data(), kGrey, frame->pixels().size());
        }
    }
    void set(std::size_t plane, std::uint32_t x, std::uint32_t y, std::uint8_t value) {
        const std::size_t stride = plane == 0 ? geometry_.luma_stride() : geometry_.chroma_stride();
        after_.planes()[plane][y * stride + x] = value;
    }
    // A square of that side, brighter by so much.
    void brighten(std::size_t plane, std::uint32_t left, std::uint32_t top, std::uint32_t side,
                  std::uint8_t by) {
        for (std::uint32_t y = top; y < top + side; ++y) {
            for (std::uint32_t x = left; x < left + side; ++x) {
                set(plane, x, y, static_cast<std::uint8_t>(kGrey + by));
            }
        }
    }

    // Neither side a multiple of a block's.
    const boundary::FrameGeometry geometry_ = boundary::FrameGeometry::create(102, 50).value();
    Frame before_{geometry_};
    Frame after_{geometry_};
};

TEST_F(PictureChange, IsNoneWhereNothingDiffers) {
    EXPECT_FALSE(shows_change(before_, after_, 0));
}

TEST_F(PictureChange, WithoutToleranceIsAnySample) {
    for (const auto& [plane, x, y] :
         {std::tuple{0U, 0U, 0U}, {0U, 101U, 49U}, {1U, 50U, 24U}, {2U, 50U, 24U}}) {
        set(plane, x, y, kGrey + 1);
        EXPECT_TRUE(shows_change(before_, after_, 0)) << plane << ": " << x << ", " << y;
        set(plane, x, y, kGrey);
    }
}

TEST_F(PictureChange, IsNotNoiseWithinTheTolerance) {
    std::mt19937 random(1);  // NOLINT(cert-msc51-cpp): repeatable
    std::normal_distribution<double> noise(0, 3);
    for (Frame* frame : {&before_, &after_}) {
        for (auto& byte : frame->pixels()) {
            byte = static_cast<std::byte>(std::lround(kGrey + noise(random)));
        }
    }
    // Two samples of that noise are 3.4 apart on average, and single ones far more.
    EXPECT_TRUE(shows_change(before_, after_, 2));
    EXPECT_FALSE(shows_change(before_, after_, 5));
}

TEST_F(PictureChange, IsSomethingSmallThatComesIn) {
    brighten(0, 40, 20, 8, 60);
    EXPECT_TRUE(shows_change(before_, after_, 3));
    brighten(0, 40, 20, 8, 0);
    brighten(2, 44, 20, 4, 60);  // in the block cut off by the edges, colour alone
    EXPECT_TRUE(shows_change(before_, after_, 3));
}

TEST_F(PictureChange, IsAlsoSomethingThatIsDarker) {
    for (std::uint32_t i = 0; i < 16; ++i) {
        set(0, 16 + i, 16, 0);
        set(0, 16 + i, 17, 0);
    }
    EXPECT_TRUE(shows_change(before_, after_, 15));
    EXPECT_FALSE(shows_change(before_, after_, 16));
}

TEST_F(PictureChange, LooksAtNoByteBesideThePicture) {
    for (std::uint32_t y = 0; y < geometry_.height(); ++y) {
        for (std::size_t x = geometry_.width(); x < geometry_.luma_stride(); ++x) {
            after_.planes()[0][y * geometry_.luma_stride() + x] = 0;
        }
    }
    EXPECT_FALSE(shows_change(before_, after_, 0));
}

}  // namespace
}  // namespace cordon::trusted::encode
