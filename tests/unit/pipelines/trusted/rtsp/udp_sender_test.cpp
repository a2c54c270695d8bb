// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// A pair of local datagram sockets stands for the network, as loopback takes datagrams however many there
// are.
#include "pipelines/trusted/rtsp/udp_sender.hpp"

#include <array>
#include <optional>

#include <gtest/gtest.h>

#include "gateway/base/invariant.hpp"
#include "gateway/base/unique_fd.hpp"

namespace cordon::trusted::rtsp {
namespace {

constexpr std::size_t kLargeKeyframe = 2'000'000;

class UdpSenderTest : public testing::Test {
protected:
    UdpSenderTest() {
        std::array<int, 2> ends{};
        CORDON_INVARIANT(::socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, ends.data()) == 0,
                         "there is a pair of sockets");
        viewer_ = base::UniqueFd(ends[0]);
        UdpSender::Way way;
        way.socket = gst::adopt(g_socket_new_from_fd(ends[1], nullptr));
        sender_ = std::make_shared<UdpSender>(way, UdpSender::Way{}, context_, stream_);
    }
    // Sends a keyframe of so many bytes; how many packets that are.
    std::size_t send(std::size_t bytes) {
        auto unit = std::make_shared<stream::AccessUnit>();
        unit->bytes = {std::byte{0}, std::byte{0}, std::byte{1}, std::byte{0x65}};
        unit->bytes.resize(bytes, std::byte{0x55});
        unit->number = ++number_;
        unit->origin_ns = 1;
        auto packets = packetizer_.packets(unit->bytes, std::chrono::seconds(number_));
        const std::size_t count = packets.size();
        sender_->send(std::move(packets), unit, true);
        return count;
    }
    // Reads what has come, and checks its order; how many packets.
    std::size_t receive() {
        std::size_t count = 0;
        std::array<std::uint8_t, RtpPacketizer::kMostBytes> packet{};
        while (::recv(viewer_.get(), packet.data(), packet.size(), MSG_DONTWAIT) > 0) {
            const auto sequence = static_cast<std::uint16_t>(packet[2] << 8U | packet[3]);
            EXPECT_EQ(sequence, expected_.value_or(sequence));
            expected_ = static_cast<std::uint16_t>(sequence + 1);
            ++count;
        }
        return count;
    }
    // What the server's thread does, until so many packets have come.
    void receive_all(std::size_t packets) {
        for (std::size_t have = receive(); have < packets; have += receive()) {
            g_main_context_iteration(context_.get(), TRUE);
        }
        EXPECT_EQ(receive(), 0U);
    }
    std::uint64_t noted() { return stream_.added_latency().cumulative().count; }

    stream::Stream stream_{{"gate", "Gate", 320, 192}};
    gst::GstPtr<GMainContext> context_ = gst::adopt(g_main_context_new());
    base::UniqueFd viewer_;
    std::shared_ptr<UdpSender> sender_;
    RtpPacketizer packetizer_;
    std::uint64_t number_ = 0;
    std::optional<std::uint16_t> expected_;
};

TEST_F(UdpSenderTest, SendsTheRestOfALargeKeyframeWhenThereIsRoom) {
    const std::size_t packets = send(kLargeKeyframe);
    const std::size_t at_once = receive();
    EXPECT_GT(at_once, 0U);
    EXPECT_LT(at_once, packets);
    receive_all(packets - at_once);
    EXPECT_EQ(noted(), 1U);
}

TEST_F(UdpSenderTest, KeepsWhatComesMeanwhileInOrderAndIsFullAtLast) {
    std::size_t packets = 0;
    for (std::size_t i = 0; i < UdpSender::kMostQueued; ++i) {
        EXPECT_FALSE(sender_->is_full());
        packets += send(i == 0 ? kLargeKeyframe : 3000);
    }
    EXPECT_TRUE(sender_->is_full());
    EXPECT_EQ(noted(), 1U);
    receive_all(packets);
    EXPECT_FALSE(sender_->is_full());
    EXPECT_EQ(noted(), UdpSender::kMostQueued);
    packets = send(3000);
    EXPECT_EQ(receive(), packets) << "at once";
}

TEST_F(UdpSenderTest, MayEndWhileItWaitsForRoom) {
    (void)send(kLargeKeyframe);
    sender_.reset();
    (void)receive();
    EXPECT_FALSE(g_main_context_iteration(context_.get(), FALSE));
}

// The viewer is none we can send to, or its socket is gone.
TEST_F(UdpSenderTest, TakesNothingWithoutASocketAndLosesWhatCannotBeSent) {
    EXPECT_TRUE(UdpSender(UdpSender::Way{}, UdpSender::Way{}, context_, stream_).is_full());
    viewer_ = base::UniqueFd{};
    for (std::size_t i = 0; i < 2 * UdpSender::kMostQueued; ++i) {
        (void)send(3000);
        EXPECT_FALSE(sender_->is_full());
    }
}

}  // namespace
}  // namespace cordon::trusted::rtsp
