// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/session.hpp"

#include <chrono>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/pipelines/untrusted/rtsp/scripted_camera.hpp"

namespace cordon::untrusted::rtsp {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Viewer final : public Session::Listener {
public:
    void on_playing(const VideoTrack& playing) override {
        track = playing;
        packets_before_playing = packets.size();
    }
    void on_rtp(std::span<const std::byte> packet, base::MonotonicTime) override {
        packets.emplace_back(reinterpret_cast<const char*>(packet.data()), packet.size());
    }
    void on_end(SessionEnd reason, const std::string& words) override {
        ++ends;
        end = reason;
        detail = words;
        if (then) {
            then();
        }
    }

    std::optional<VideoTrack> track;
    std::size_t packets_before_playing = 0;
    std::vector<std::string> packets;
    unsigned ends = 0;
    std::optional<SessionEnd> end;
    std::string detail;
    std::function<void()> then;
};

class RtspSession : public testing::Test {
protected:
    void begin(std::string username = "", std::string password = "", SessionTimings timings = {}) {
        session.emplace(io, camera.target(std::move(username), std::move(password)), viewer, timings);
        session->start();
    }

    // Runs everything until the condition holds; a minute is for ever.
    bool run_until(const std::function<bool()>& condition) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (!condition() && std::chrono::steady_clock::now() < deadline) {
            io.run_one_for(milliseconds(100));
        }
        return condition();
    }
    bool plays() {
        run_until([&] { return viewer.track.has_value() || viewer.end.has_value(); });
        return viewer.track.has_value();
    }
    SessionEnd ends() {
        run_until([&] { return viewer.end.has_value(); });
        return viewer.end.value_or(SessionEnd::kStopped);
    }
    bool receives(std::size_t packets) {
        return run_until([&] { return viewer.packets.size() >= packets || viewer.end; }) &&
               viewer.packets.size() == packets;
    }

    boost::asio::io_context io;
    ScriptedCamera camera{io};
    Viewer viewer;
    std::optional<Session> session;
};

constexpr const char* kMd5 = "WWW-Authenticate: Digest realm=\"camera\", nonce=\"n1\"\r\n";

TEST_F(RtspSession, PlaysTheVideoOfAGoodCameraAndHandsItsPacketsOnUnchanged) {
    begin();
    ASSERT_TRUE(plays());
    EXPECT_EQ(viewer.track->encoding_name, "H264");
    EXPECT_EQ(viewer.track->payload_type, 96);
    EXPECT_EQ(viewer.track->format_parameters, "packetization-mode=1");
    EXPECT_EQ(camera.last("SETUP")->url, camera.url("/stream/track1"));
    EXPECT_EQ(camera.last("PLAY")->url, camera.url("/stream/"));
    EXPECT_EQ(camera.last("PLAY")->headers.find("Session"), "12345678");
    camera.send_rtp(1);
    camera.send_rtp(2);
    ASSERT_TRUE(receives(2));
    EXPECT_THAT(viewer.packets, ElementsAre(rtp_packet(1), rtp_packet(2)));
}

TEST_F(RtspSession, PassesOnDuplicateAndLatePacketsAndNewSources) {
    begin();
    ASSERT_TRUE(plays());
    for (const auto sequence : std::initializer_list<std::uint16_t>{5, 5, 3, 9}) {
        camera.send_rtp(sequence);
    }
    camera.send_rtp(1, 0, 99);
    EXPECT_TRUE(receives(5));
    EXPECT_GT(session->lost_packets(), 0U);
}

TEST_F(RtspSession, DropsWhatIsNoRtpPacketOfTheTrack) {
    begin();
    ASSERT_TRUE(plays());
    camera.send(interleaved(0, "abc"));
    camera.send(interleaved(0, ""));
    camera.send_rtp(1, 6);
    camera.send_rtp(2, 1);
    camera.send_rtp(3);
    EXPECT_TRUE(receives(1));
    EXPECT_EQ(viewer.packets.front(), rtp_packet(3));
}

TEST_F(RtspSession, AnswersAChallengeOnTheSameConnection) {
    camera.script["DESCRIBE"] = [&](const Request& request) {
        const bool authorised = request.headers.find("Authorization").has_value();
        authorised ? camera.answer_well(request) : camera.challenge(request, kMd5);
    };
    begin("user", "secret");
    ASSERT_TRUE(plays());
    EXPECT_EQ(camera.connections, 1U);
    EXPECT_EQ(camera.count("DESCRIBE"), 2U);
    EXPECT_THAT(std::string(*camera.last("PLAY")->headers.find("Authorization")), HasSubstr("nonce=\"n1\""));
}

TEST_F(RtspSession, StopsWithATeardownOfItsSession) {
    begin();
    ASSERT_TRUE(plays());
    session->stop();
    EXPECT_EQ(ends(), SessionEnd::kStopped);
    ASSERT_NE(camera.last("TEARDOWN"), nullptr);
    EXPECT_EQ(camera.last("TEARDOWN")->headers.find("Session"), "12345678");
    EXPECT_EQ(viewer.ends, 1U);
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
