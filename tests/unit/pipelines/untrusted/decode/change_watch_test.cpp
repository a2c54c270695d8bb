// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/decode/change_watch.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace cordon::untrusted::decode {
namespace {

class ChangeWatchTest : public testing::Test {
protected:
    bool differs() {
        boundary::PictureView view;
        view.planes[0] = pixels.data();
        view.strides[0] = 70;
        return watch.differs(view);
    }
    std::vector<std::byte> pixels = std::vector<std::byte>(std::size_t{70} * 32, std::byte{90});
    ChangeWatch watch{boundary::FrameGeometry::create(64, 32).value()};
};

TEST_F(ChangeWatchTest, SeesOnlyTheFirstOfEqualPictures) {
    EXPECT_TRUE(differs());
    EXPECT_FALSE(differs());
    EXPECT_FALSE(differs());
}

TEST_F(ChangeWatchTest, SeesTheLeastNoise) {
    differs();
    for (const std::size_t row : {0U, 4U, 28U}) {
        for (const std::size_t column : {0U, 7U, 63U}) {
            pixels[row * 70 + column] ^= std::byte{1};
            EXPECT_TRUE(differs()) << row << ' ' << column;
        }
    }
    EXPECT_FALSE(differs());
}

TEST_F(ChangeWatchTest, LooksAtNoByteBesideThePicture) {
    differs();
    pixels[64] ^= std::byte{1};  // between two rows
    EXPECT_FALSE(differs());
}

}  // namespace
}  // namespace cordon::untrusted::decode
