// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/rtsp/rtsp_server.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include "tests/unit/pipelines/trusted/rtsp/rtsp_server_fixture.hpp"
#include "tests/unit/pipelines/trusted/rtsp/udp_socket_pair.hpp"

namespace cordon::trusted::rtsp {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using tests::field;
using tests::RtspViewer;

constexpr unsigned kSlice = 1;
constexpr unsigned kIdrSlice = 5;
constexpr unsigned kSps = 7;
constexpr std::uint8_t kSenderReport = 200;

std::uint32_t ssrc_of(std::string_view setup) {
    return static_cast<std::uint32_t>(std::stoul(field(setup, "ssrc="), nullptr, 16));
}

TEST_F(RtspServerTest, DescribesAStreamWithItsTitleAndParameterSets) {
    go_live();
    RtspViewer viewer(server_->port());
    const std::string answer = viewer.ask("DESCRIBE", "/gate");
    EXPECT_THAT(answer, StartsWith("RTSP/1.0 200 OK"));
    EXPECT_THAT(answer, HasSubstr("s=North gate\r\n"));
    EXPECT_THAT(answer, HasSubstr("a=rtpmap:96 H264/90000\r\n"));
    EXPECT_THAT(answer, HasSubstr("packetization-mode=1"));
    EXPECT_THAT(answer, HasSubstr("sprop-parameter-sets=Z0"));
    EXPECT_THAT(answer, HasSubstr("a=range:npt=now-"));
}

TEST_F(RtspServerTest, KnowsOnlyTheCameras) {
    go_live();
    RtspViewer viewer(server_->port());
    for (const char* path : {"/attic", "/", "", "/gate/x", "/gat", "/gate2", "/../gate"}) {
        EXPECT_THAT(viewer.ask("DESCRIBE", path), StartsWith("RTSP/1.0 404 ")) << path;
    }
}

TEST_F(RtspServerTest, TakesNothingFromViewers) {
    go_live();
    RtspViewer viewer(server_->port());
    EXPECT_THAT(viewer.ask("OPTIONS", "/gate"),
                HasSubstr("Public: OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, TEARDOWN, GET_PARAMETER, "
                          "SET_PARAMETER\r\n"));
#ifndef CORDON_SANITIZED  // gst-rtsp-server 1.22 leaks the path of an ANNOUNCE that is refused
    EXPECT_THAT(viewer.ask("ANNOUNCE", "/gate",
                           "Content-Type: application/sdp\r\nContent-Length: 23\r\n\r\n"
                           "v=0\r\nm=video 0 RTP/AVP 9"),
                StartsWith("RTSP/1.0 405 "));
#endif
    EXPECT_THAT(viewer.ask("RECORD", "/gate"), StartsWith("RTSP/1.0 4"));
}

TEST_F(RtspServerTest, SaysAtOnceThatACameraHasNotShownAnything) {
    RtspViewer viewer(server_->port());
    EXPECT_THAT(viewer.ask("DESCRIBE", "/yard"), StartsWith("RTSP/1.0 503 "));
    EXPECT_THAT(viewer.ask("SETUP", "/yard/stream=0", "Transport: RTP/AVP/TCP;interleaved=0-1\r\n"),
                StartsWith("RTSP/1.0 503 "));
}

TEST_F(RtspServerTest, BeginsWithAKeyframeThatItAsksFor) {
    go_live();
    RtspViewer viewer(server_->port());
    EXPECT_THAT(viewer.play("gate"), StartsWith("RTSP/1.0 200 OK"));
    eventually([&] { return gate().take_keyframe_request(); });
    publish();  // cannot be decoded by who begins here
    publish(true);
    const RtspViewer::Packet first = viewer.read_rtp();
    EXPECT_TRUE(first.has_nal(kSps));
    RtspViewer::Packet last = first;
    while (!last.marker()) {
        last = viewer.read_rtp();
    }
    publish();
    EXPECT_TRUE(viewer.read_rtp().has_nal(kSlice));
}

// RFC 2326, 12.33: a player that trusts RTP-Info loses or waits for packets when it is wrong.
TEST_F(RtspServerTest, TellsTheFirstPacketAndTheTimeOfPlay) {
    go_live();
    RtspViewer viewer(server_->port());
    const std::string answer = viewer.play("gate");
    EXPECT_THAT(answer, HasSubstr("Range: npt=now-"));
    eventually([&] { return gate().take_keyframe_request(); });
    publish(true);
    const RtspViewer::Packet first = viewer.read_rtp();
    EXPECT_EQ(field(answer, ";seq="), std::to_string(first.sequence_number()));
    const auto told = static_cast<std::uint32_t>(std::stoul(field(answer, ";rtptime=")));
    EXPECT_LT(first.timestamp() - told, 90000U * 10);  // later, by as long as this took
}

TEST_F(RtspServerTest, StampsPacketsWithThePresentationTime) {
    go_live();
    RtspViewer viewer(server_->port());
    viewer.play("gate");
    eventually([&] { return gate().take_keyframe_request(); });
    const base::MonotonicTime now = base::MonotonicClock().now();
    gate().publish(pictures_.next(now, true));
    const std::uint32_t first = viewer.read_rtp().timestamp();
    gate().publish(pictures_.next(now + std::chrono::milliseconds(40), false));
    RtspViewer::Packet next = viewer.read_rtp();
    while (next.timestamp() == first) {
        next = viewer.read_rtp();
    }
    EXPECT_NEAR(next.timestamp() - first, 3600, 1);
}

// RFC 3550, 6.4.1: a recorder tells the time of a picture by it.
TEST_F(RtspServerTest, ReportsBeforeTheFirstPictureWhichTimeItsTimestampsMean) {
    go_live();
    RtspViewer viewer(server_->port());
    viewer.play("gate");
    eventually([&] { return gate().take_keyframe_request(); });
    publish(true);
    const RtspViewer::Packet report = viewer.read();
    const RtspViewer::Packet picture = viewer.read();
    ASSERT_EQ(report.channel, 1);
    ASSERT_TRUE(picture.is_rtp());
    EXPECT_EQ(report.bytes[1], kSenderReport);
    EXPECT_EQ(report.word(4), picture.ssrc());
    EXPECT_EQ(ssrc_of(viewer.setup()), picture.ssrc());
    EXPECT_NEAR(static_cast<std::int32_t>(report.word(16) - picture.timestamp()), 0, 90000);
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    EXPECT_NEAR(report.word(8) - 2'208'988'800U, std::chrono::duration<double>(now).count(), 10);
}

TEST_F(RtspServerTest, SendsDatagramsFromThePortsItNamed) {
    go_live();
    const tests::UdpSocketPair sockets;
    RtspViewer viewer(server_->port());
    EXPECT_THAT(viewer.play("gate", "RTP/AVP;unicast;client_port=" + sockets.ports()),
                StartsWith("RTSP/1.0 200 OK"));
    eventually([&] { return gate().take_keyframe_request(); });
    publish(true);
    const auto report = sockets.receive(1);
    EXPECT_EQ(report.bytes[1], kSenderReport);
    RtspViewer::Packet packet = sockets.receive(0);
    EXPECT_TRUE(packet.has_nal(kSps));
    EXPECT_EQ(packet.ssrc(), ssrc_of(viewer.setup()));
    EXPECT_EQ(field(viewer.setup(), "server_port="), sockets.senders());
    while (!packet.marker()) {
        const std::uint16_t before = packet.sequence_number();
        packet = sockets.receive(0);
        ASSERT_EQ(packet.sequence_number(), static_cast<std::uint16_t>(before + 1));
    }
    EXPECT_EQ(gate().added_latency().cumulative().count, 1U);
}

TEST_F(RtspServerTest, HasNoViewerAnyMoreWhenItAnswersTeardown) {
    go_live();
    RtspViewer viewer(server_->port());
    viewer.play("gate");
    eventually([&] { return gate().viewer_count() == 1; });
    EXPECT_THAT(viewer.ask("TEARDOWN", "/gate"), StartsWith("RTSP/1.0 200 OK"));
    EXPECT_EQ(gate().viewer_count(), 0U);
}

TEST_F(RtspServerTest, ShowsTheLastPictureOfASilentCameraAndGoesOnWhenItReturns) {
    go_live();
    gate().set_state(stream::PictureState::kStale, base::MonotonicClock().now());
    RtspViewer viewer(server_->port());
    EXPECT_THAT(viewer.play("gate"), StartsWith("RTSP/1.0 200 OK"));
    EXPECT_TRUE(viewer.read_rtp().has_nal(kSps));
    eventually([&] { return gate().take_keyframe_request(); });
    publish();
    publish(true);
    publish();
    int keyframes = 0;
    for (RtspViewer::Packet packet = viewer.read_rtp(); !packet.has_nal(kSlice); packet = viewer.read_rtp()) {
        keyframes += packet.has_nal(kSps) ? 1 : 0;
    }
    EXPECT_EQ(keyframes, 1);
}

TEST_F(RtspServerTest, NotesWhenAPictureLeaves) {
    go_live();
    RtspViewer viewer(server_->port());
    viewer.play("gate");
    eventually([&] { return gate().take_keyframe_request(); });
    publish(true);
    read_access_unit(viewer);
    EXPECT_EQ(gate().added_latency().cumulative().count, 1U);
}

TEST_F(RtspServerTest, CountsWhoPlays) {
    go_live();
    auto viewer = std::make_unique<RtspViewer>(server_->port());
    viewer->ask("DESCRIBE", "/gate");
    EXPECT_EQ(gate().viewer_count(), 0U);
    viewer->play("gate");
    eventually([&] { return gate().viewer_count() == 1; });
    viewer->ask("PAUSE", "/gate");
    eventually([&] { return gate().viewer_count() == 0; });
    viewer->ask("PLAY", "/gate");
    eventually([&] { return gate().viewer_count() == 1; });
    viewer.reset();
    eventually([&] { return gate().viewer_count() == 0; });
}

TEST_F(RtspServerTest, ViewerThatDoesNotReadCostsNobodyElseAPacket) {
    go_live();
    RtspViewer stuck(server_->port());
    stuck.play("gate");
    RtspViewer reader(server_->port());
    reader.play("gate");
    eventually([&] { return gate().viewer_count() == 2; });
    // Padded far beyond what the stuck viewer's connection and queue hold.
    stream::AccessUnit unit = *pictures_.next(base::MonotonicClock().now(), true);
    unit.bytes.insert(unit.bytes.end(), 200000, std::byte{0x55});
    std::uint16_t expected = 0;
    for (int i = 0; i < 150; ++i) {
        gate().publish(std::make_shared<stream::AccessUnit>(unit));
        RtspViewer::Packet packet;
        do {
            packet = reader.read_rtp();
            ASSERT_FALSE(packet.bytes.empty());
            if (expected != 0) {
                ASSERT_EQ(packet.sequence_number(), expected);
            }
            expected = static_cast<std::uint16_t>(packet.sequence_number() + 1);
        } while (!packet.marker());
        ++unit.number;
        unit.presentation += std::chrono::milliseconds(40);
    }
    // What the stuck one gets when it wakes up is whole access units with some missing between.
    int received = 0;
    publish(true);
    for (RtspViewer::Packet packet = stuck.read_rtp(); !packet.has_nal(kIdrSlice) || received < 1;
         packet = stuck.read_rtp()) {
        received += packet.marker() ? 1 : 0;
    }
    EXPECT_GE(received, 1);
}

TEST_F(RtspServerTest, RefusesMoreViewersThanItTakesAndRecovers) {
    server_.reset();
    serve(2);
    go_live();
    RtspViewer first(server_->port());
    EXPECT_THAT(first.ask("OPTIONS", "/gate"), StartsWith("RTSP/1.0 200 OK"));
    {
        RtspViewer second(server_->port());
        EXPECT_THAT(second.play("gate"), StartsWith("RTSP/1.0 200 OK"));
        EXPECT_EQ(RtspViewer(server_->port()).ask("OPTIONS", "/gate"), "");
    }
    eventually([&] { return !RtspViewer(server_->port()).ask("OPTIONS", "/gate").empty(); });
}

// A session must not outlive its connection, or the limit would be reached by viewers who come and go.
// A VMS opens all its streams at once; whoever does not fit into the queue tries again after a second, three,
// seven.
TEST_F(RtspServerTest, LetsAllInWhoComeAtOnce) {
    serve(256);
    std::vector<base::UniqueFd> sockets(200);
    for (base::UniqueFd& socket : sockets) {
        socket = base::UniqueFd(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(server_->port());
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address));
    }
    for (const base::UniqueFd& socket : sockets) {
        pollfd connected{.fd = socket.get(), .events = POLLOUT, .revents = 0};
        ASSERT_EQ(::poll(&connected, 1, -1), 1);
        tcp_info info{};
        socklen_t size = sizeof(info);
        ASSERT_EQ(::getsockopt(socket.get(), IPPROTO_TCP, TCP_INFO, &info, &size), 0);
        ASSERT_EQ(info.tcpi_total_retrans, 0U);
    }
}

TEST_F(RtspServerTest, ForgetsTheSessionsOfViewersWhoVanish) {
    server_.reset();
    serve(2);
    go_live();
    for (int i = 0; i < 6; ++i) {
        std::string answer;
        eventually([&] {
            RtspViewer viewer(server_->port());
            answer = viewer.play("gate");
            return !answer.empty();
        });
        EXPECT_THAT(answer, StartsWith("RTSP/1.0 200 OK"));
    }
}

TEST_F(RtspServerTest, StopsWhileViewersPlay) {
    go_live();
    RtspViewer viewer(server_->port());
    viewer.play("gate");
    server_.reset();
    EXPECT_TRUE(viewer.read_rtp().bytes.empty());
    publish();
    EXPECT_EQ(gate().viewer_count(), 0U);
}

TEST_F(RtspServerTest, SaysThatItMoves) {
    const base::MonotonicTime before = server_->last_turn();
    EXPECT_GT(before, base::MonotonicTime{});
    eventually([&] { return server_->last_turn() > before; });
}

TEST_F(RtspServerTest, SaysWhichAddressItCannotListenOn) {
    const auto second = RtspServer::create(registry_, {.address = "127.0.0.1", .port = server_->port()});
    ASSERT_FALSE(second.ok());
    EXPECT_THAT(second.error().message, HasSubstr("127.0.0.1 port " + std::to_string(server_->port())));
    EXPECT_THAT(second.error().message, HasSubstr("choose another"));
}

}  // namespace
}  // namespace cordon::trusted::rtsp
