// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// The ways packets come: what is asked for, what is fallen back on, and what is taken by UDP.
#include <array>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/udp.hpp>
#include <gmock/gmock.h>

#include "tests/unit/pipelines/untrusted/rtsp/session_fixture.hpp"

namespace cordon::untrusted::rtsp {
namespace {

using boost::asio::ip::udp;
using std::chrono::milliseconds;
using testing::HasSubstr;

// A camera that sends by UDP from a pair of sockets of its own.
class RtspSessionTransport : public SessionFixture {
protected:
    RtspSessionTransport() {
        memory.transport = TransportChoice({TransportWay::kTcp, TransportWay::kUdp});
        camera.script["SETUP"] = [this](const Request& request) { set_up(request); };
    }

    void set_up(const Request& request) {
        const std::string asked(request.headers.find("Transport").value_or(""));
        const auto port = asked.find("client_port=");
        if (port == std::string::npos) {
            camera.answer(request, refusal);
            return;
        }
        client_port = static_cast<std::uint16_t>(std::stoi(asked.substr(port + 12)));
        camera.answer(request, "200 OK",
                      "Session: 7;timeout=60\r\nTransport: RTP/AVP;unicast" + server_ports() + "\r\n");
    }
    [[nodiscard]] std::string server_ports() const {
        const unsigned port = rtp.local_endpoint().port();
        return names_port ? ";server_port=" + std::to_string(port) + "-" + std::to_string(port + 1) : "";
    }
    void send(udp::socket& from, const std::string& packet) const {
        from.send_to(boost::asio::buffer(packet),
                     udp::endpoint(boost::asio::ip::address_v4::loopback(), client_port));
    }
    // The next datagram on the camera's RTP socket.
    std::string receive() {
        std::array<char, 100> bytes{};
        std::size_t size = 0;
        bool done = false;
        rtp.async_receive(boost::asio::buffer(bytes), [&](const boost::system::error_code&, std::size_t got) {
            size = got;
            done = true;
        });
        run_until([&] { return done; });
        return {bytes.data(), size};
    }

    std::string refusal = "461 Unsupported Transport";
    bool names_port = true;
    std::uint16_t client_port = 0;
    udp::socket rtp{io, udp::endpoint(boost::asio::ip::address_v4::loopback(), 0)};
};

TEST_F(RtspSessionTransport, FallsBackOnUdpWhereTcpIsRefusedWhateverTheWords) {
    for (const char* status : {"461 Unsupported Transport", "406 Not Acceptable", "500 No"}) {
        memory.transport = TransportChoice({TransportWay::kTcp, TransportWay::kUdp});
        viewer = Viewer();
        refusal = status;
        begin();
        ASSERT_TRUE(plays()) << status;
        EXPECT_EQ(client_port % 2, 0);
        EXPECT_EQ(session->facts().transport, boundary::CameraTransport::kUdp);
        EXPECT_EQ(memory.transport.current(), TransportWay::kUdp) << "the next session begins with it";
        session.reset();
    }
}

TEST_F(RtspSessionTransport, EndsWhereNoWayIsLeft) {
    memory.transport = TransportChoice({TransportWay::kTcp});
    begin();
    EXPECT_EQ(ends(), SessionEnd::kNoTransport);
}

TEST_F(RtspSessionTransport, DoesNotTakeAFullCameraOrAWrongPathForAnotherTransport) {
    refusal = "453 Not Enough Bandwidth";
    begin();
    EXPECT_EQ(ends(), SessionEnd::kSessionLimit);
    EXPECT_EQ(memory.transport.current(), TransportWay::kTcp);
}

TEST_F(RtspSessionTransport, OpensTheWayAndPutsPacketsInOrder) {
    begin();
    ASSERT_TRUE(plays());
    EXPECT_EQ(receive().size(), 12U) << "a hole is punched";
    for (const int sequence : {1, 3, 2, 4}) {
        send(rtp, rtp_packet(static_cast<std::uint16_t>(sequence)));
    }
    ASSERT_TRUE(receives(4));
    EXPECT_EQ(viewer.packets[1], rtp_packet(2));
    EXPECT_EQ(viewer.packets[2], rtp_packet(3));
}

TEST_F(RtspSessionTransport, TakesPacketsFromAnyPortOfTheCameraAndFromNobodyElse) {
    names_port = false;
    begin();
    ASSERT_TRUE(plays());
    udp::socket stranger(io, udp::endpoint(boost::asio::ip::make_address("127.0.0.2"), 0));
    send(stranger, rtp_packet(1));
    send(rtp, rtp_packet(2));
    ASSERT_TRUE(receives(1));
    EXPECT_EQ(viewer.packets[0], rtp_packet(2));
}

TEST_F(RtspSessionTransport, TakesTcpWhereThatIsTheAnswerToUdp) {
    memory.transport = TransportChoice({TransportWay::kUdp});
    camera.script["SETUP"] = [this](const Request& request) {
        camera.answer(request, "200 OK", "Session: 7\r\nTransport: RTP/AVP/TCP;unicast;interleaved=4-5\r\n");
    };
    begin();
    ASSERT_TRUE(plays());
    camera.send_rtp(1, 4);
    ASSERT_TRUE(receives(1));
    EXPECT_EQ(session->facts().transport, boundary::CameraTransport::kTcp);
}

TEST_F(RtspSessionTransport, JoinsNoGroupThatIsNone) {
    memory.transport = TransportChoice({TransportWay::kMulticast});
    camera.script["SETUP"] = [this](const Request& request) {
        EXPECT_THAT(std::string(request.headers.find("Transport").value_or("")), HasSubstr("multicast"));
        camera.answer(request, "200 OK",
                      "Session: 7\r\nTransport: RTP/AVP;multicast;destination=192.0.2.9;port=5000-5001\r\n");
    };
    begin();
    EXPECT_EQ(ends(), SessionEnd::kNoTransport);
}

TEST_F(RtspSessionTransport, SetsUpTheOtherTracksWhereACameraDoesNotPlayWithout) {
    memory.transport = TransportChoice({TransportWay::kTcp});
    camera.script.erase("SETUP");
    camera.description =
        "v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:v\r\n"
        "m=audio 0 RTP/AVP 0\r\na=control:a\r\n";
    camera.script["PLAY"] = [this](const Request& request) {
        if (camera.count("SETUP") < 2) {
            camera.answer(request, "455 Method Not Valid in This State");
        } else {
            camera.answer_well(request);
        }
    };
    begin();
    ASSERT_TRUE(plays());
    EXPECT_EQ(camera.count("SETUP"), 2U);
    EXPECT_TRUE(memory.needs_other_tracks);
    camera.send_rtp(1, 2);  // of the other track
    camera.send_rtp(2, 0);
    ASSERT_TRUE(receives(1));
    EXPECT_EQ(viewer.packets[0], rtp_packet(2));
}

TEST(RtspTransportChoice, GoesThroughTheRowAndSaysWhenItIsThrough) {
    TransportChoice choice({TransportWay::kTcp, TransportWay::kUdp, TransportWay::kMulticast});
    EXPECT_TRUE(choice.fall_back());
    EXPECT_EQ(choice.current(), TransportWay::kUdp);
    choice.on_success();
    EXPECT_EQ(choice.current(), TransportWay::kUdp);
    EXPECT_TRUE(choice.fall_back());
    EXPECT_TRUE(choice.fall_back());
    EXPECT_FALSE(choice.fall_back());
    EXPECT_EQ(choice.current(), TransportWay::kUdp) << "what worked last comes first";
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
