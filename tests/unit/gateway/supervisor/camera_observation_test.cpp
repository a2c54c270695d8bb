// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/camera_observation.hpp"

#include <memory>

#include <gtest/gtest.h>

#include "gateway/supervisor/camera_fact_words.hpp"

namespace cordon::supervisor {
namespace {

struct Pages {
    std::unique_ptr<boundary::ReceiverStatus> receiver = std::make_unique<boundary::ReceiverStatus>();
    std::unique_ptr<boundary::DecoderStatus> decoder = std::make_unique<boundary::DecoderStatus>();
    [[nodiscard]] auto read() const { return read_observation(*receiver, *decoder); }
};

TEST(CameraObservation, IsWhatBothPagesSay) {
    const Pages pages;
    pages.receiver->state = static_cast<std::uint64_t>(boundary::ReceiverState::kStreaming);
    pages.receiver->codec = 1;
    pages.receiver->transport = static_cast<std::uint64_t>(boundary::CameraTransport::kUdp);
    pages.receiver->authentication =
        static_cast<std::uint64_t>(boundary::CameraAuthentication::kDigestSha256);
    pages.receiver->oddities = 1;
    pages.receiver->keyframe_interval_ms = 2000;
    pages.receiver->bytes = 5;
    pages.receiver->certificate[3] = 0xFF00000000000000U;
    pages.decoder->camera_width = 640;
    const auto without_height = pages.read();
    ASSERT_TRUE(without_height);
    EXPECT_FALSE(without_height->shows_pictures());
    pages.decoder->camera_height = 360;
    EXPECT_FALSE(pages.read()->shows_pictures()) << "half of what is to be pinned";
    pages.decoder->camera_colours = 2;
    const auto seen = pages.read();
    ASSERT_TRUE(seen);
    EXPECT_TRUE(seen->shows_pictures());
    EXPECT_EQ(seen->camera_colours, boundary::Colours::kBt601);
    EXPECT_EQ(seen->codec, "H.264");
    EXPECT_EQ(words_for(seen->transport).name, "udp");
    EXPECT_EQ(words_for(seen->authentication).name, "digestSha256");
    EXPECT_EQ(seen->keyframe_interval_ms, 2000U);
    EXPECT_EQ(seen->bytes, 5U);
    EXPECT_EQ(seen->certificate[31], 0xFF);
    EXPECT_EQ(boundary::fingerprint_text(seen->certificate).size(), 32U * 3 - 1);
}

TEST(CameraObservation, IsNoneWhereAnyFactIsOneThatDoesNotExist) {
    const auto lie = [](auto member, std::uint64_t value) {
        const Pages pages;
        (*pages.receiver).*member = value;
        return pages.read().has_value();
    };
    using Status = boundary::ReceiverStatus;
    EXPECT_TRUE(lie(&Status::transport, boundary::kCameraTransports - 1));
    EXPECT_FALSE(lie(&Status::transport, boundary::kCameraTransports));
    EXPECT_FALSE(lie(&Status::authentication, boundary::kCameraAuthentications));
    EXPECT_TRUE(lie(&Status::oddities, (1ULL << boundary::kCameraOddities) - 1));
    EXPECT_FALSE(lie(&Status::oddities, 1ULL << boundary::kCameraOddities));
    EXPECT_FALSE(lie(&Status::state, boundary::kReceiverStates));
}

TEST(CameraFactWords, NamesEveryOddityOnce) {
    const auto all = words_for_oddities((1ULL << boundary::kCameraOddities) - 1);
    EXPECT_EQ(all.size(), boundary::kCameraOddities);
    for (unsigned bit = 0; bit < boundary::kCameraOddities; ++bit) {
        const auto one = words_for_oddities(1ULL << bit);
        ASSERT_EQ(one.size(), 1U) << "bit " << bit;
        EXPECT_EQ(one[0].name, all[bit].name);
        EXPECT_FALSE(one[0].phrase.empty());
    }
    EXPECT_TRUE(words_for_oddities(0).empty());
}

}  // namespace
}  // namespace cordon::supervisor
