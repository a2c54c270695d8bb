// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/status_reporter.hpp"

#include <cstring>
#include <optional>

#include <gtest/gtest.h>

#include "tests/support/hand_clock.hpp"

namespace cordon::untrusted::receive {
namespace {

using boundary::ReceiverState;
using boundary::ReceiverStatus;
using boundary::VideoCodec;

class StatusReporterTest : public testing::Test {
protected:
    void SetUp() override {
        auto page = boundary::StatusPage<ReceiverStatus>::create();
        ASSERT_TRUE(page.ok());
        page_.emplace(std::move(page).value());
        auto writer = boundary::StatusWriter<ReceiverStatus>::create(page_->writer.release());
        ASSERT_TRUE(writer.ok());
        reporter_.emplace(std::move(writer).value(), clock_);
    }
    [[nodiscard]] ReceiverState state() const {
        return static_cast<ReceiverState>(page_->read().state.load());
    }

    tests::HandClock clock_;
    std::optional<boundary::StatusPage<ReceiverStatus>> page_;
    std::optional<StatusReporter> reporter_;
};

TEST_F(StatusReporterTest, KeepsAFailureWhileTheCameraIsCalledAgain) {
    reporter_->on_session();
    EXPECT_EQ(state(), ReceiverState::kConnecting);
    reporter_->on_state(ReceiverState::kUnreachable);
    reporter_->on_session();
    EXPECT_EQ(state(), ReceiverState::kUnreachable);
    reporter_->on_picture(VideoCodec::kH265);
    EXPECT_EQ(state(), ReceiverState::kStreaming);
    EXPECT_EQ(page_->read().sessions.load(), 2U);
    EXPECT_EQ(page_->read().codec.load(), static_cast<std::uint64_t>(VideoCodec::kH265));
}

TEST_F(StatusReporterTest, SaysSinceWhenAStateHolds) {
    clock_.time = base::MonotonicTime(std::chrono::seconds(5));
    reporter_->on_state(ReceiverState::kNoFrames);
    clock_.time = base::MonotonicTime(std::chrono::seconds(9));
    reporter_->on_state(ReceiverState::kNoFrames);
    EXPECT_EQ(page_->read().state_since_ns.load(), 5'000'000'000U);
}

TEST_F(StatusReporterTest, AddsUpPacketsAndPictures) {
    reporter_->on_packet(100);
    reporter_->on_packet(50);
    reporter_->on_picture(VideoCodec::kH264);
    reporter_->on_picture(VideoCodec::kH264);
    reporter_->on_losses(3);
    reporter_->on_drops(4);
    EXPECT_EQ(page_->read().bytes.load(), 150U);
    EXPECT_EQ(page_->read().access_units.load(), 2U);
    EXPECT_EQ(page_->read().lost_packets.load(), 3U);
    EXPECT_EQ(page_->read().dropped.load(), 4U);
}

TEST_F(StatusReporterTest, ShowsTheCertificateByteForByte) {
    rtsp::SessionFacts facts;
    reporter_->on_facts(facts, 0);
    EXPECT_EQ(page_->read().certificate[0].load(), 0U);
    facts.certificate.emplace();
    for (std::size_t i = 0; i < facts.certificate->size(); ++i) {
        (*facts.certificate)[i] = static_cast<std::uint8_t>(i + 1);
    }
    reporter_->on_facts(facts, 0);
    EXPECT_EQ(std::memcmp(page_->read().certificate.data(), facts.certificate->data(), 32), 0);
}

TEST_F(StatusReporterTest, HasAStateForEveryEnd) {
    using rtsp::SessionEnd;
    EXPECT_EQ(state_after(SessionEnd::kAuthenticationFailed), ReceiverState::kAuthenticationFailed);
    EXPECT_EQ(state_after(SessionEnd::kTimedOut), ReceiverState::kUnreachable);
    EXPECT_EQ(state_after(SessionEnd::kClosed), ReceiverState::kDisconnected);
    EXPECT_EQ(state_after(SessionEnd::kStopped), ReceiverState::kNoFrames);
}

}  // namespace
}  // namespace cordon::untrusted::receive
