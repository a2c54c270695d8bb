// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// How a camera's quirks show in its conversation.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bench/camera_sim/keepalive_rules.hpp"
#include "bench/camera_sim/rtsp_dialogue.hpp"

namespace cordon::bench {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using Action = RtspDialogue::Action;

constexpr base::MonotonicTime kStart{1000s};
const std::string kBase = "rtsp://10.0.0.1:554/stream";
const std::string kTrack = kBase + "/trackID=1";
const std::string kOther = kBase + "/trackID=2";
constexpr const char* kTcp = "RTP/AVP/TCP;unicast;interleaved=0-1";
constexpr const char* kUdp = "RTP/AVP;unicast;client_port=5000-5001";

// A client of a camera with some quirks, which asks for no password.
class Client {
public:
    explicit Client(std::string_view quirks)
        : dialogue_(
              {.path = "/stream", .quirks = QuirkSet::parse(quirks).value()},
              {.address = "10.0.0.1", .port = 554, .path = "/stream"}, "v=0\r\n", sessions_,
              [](const MediaTransport&) { return std::uint16_t{7000}; }, kStart) {}

    RtspDialogue::Reply ask(const std::string& method, const std::string& uri = kBase,
                            std::vector<std::pair<std::string, std::string>> headers = {}) {
        headers.emplace_back("CSeq", std::to_string(++cseq_));
        if (!session_.empty()) {
            headers.emplace_back("Session", session_);
        }
        auto reply = dialogue_.answer({method, uri, std::move(headers)}, {7, 90'000}, now_);
        if (const auto at = reply.text.find("Session: "); at != std::string::npos) {
            const auto begin = reply.text.find_first_not_of(' ', at + 9);
            session_ = reply.text.substr(begin, reply.text.find_first_of(" ;\r", begin) - begin);
        }
        return reply;
    }
    RtspDialogue::Reply set_up(const std::string& transport = kTcp, const std::string& track = kTrack) {
        return ask("SETUP", track, {{"Transport", transport}});
    }

    base::MonotonicTime now_ = kStart;
    CameraSessions sessions_;
    RtspDialogue dialogue_;
    std::string session_;

private:
    int cseq_ = 0;
};

// One request's reply, and what of it a quirk changes.
struct OddReply {
    const char* quirk;
    const char* method;
    const char* present;
    const char* absent;
};
class OddDialogue : public testing::TestWithParam<OddReply> {};
INSTANTIATE_TEST_SUITE_P(
    EachQuirk, OddDialogue,
    testing::Values(
        OddReply{"options-404", "OPTIONS", "RTSP/1.0 404", "RTSP/1.0 200"},
        OddReply{"options-501", "OPTIONS", "RTSP/1.0 501", "RTSP/1.0 200"},
        OddReply{"session-in-options", "OPTIONS", "Session: 1185d20035702ca", "RTSP/1.0 404"},
        OddReply{"counts-options", "OPTIONS", "Public: OPTIONS", "GET_PARAMETER"},
        OddReply{"counts-set-parameter", "OPTIONS", "SET_PARAMETER", "GET_PARAMETER"},
        OddReply{"no-cseq", "DESCRIBE", "200 OK", "CSeq"},
        OddReply{"cseq-other-case", "DESCRIBE", "Cseq: 1\r\n", "CSeq"},
        OddReply{"cseq-trailing-blank", "DESCRIBE", "CSeq: 1 \r\n", "CSeq: 1\r"},
        OddReply{"content-base-mapped", "DESCRIBE", "Content-Base: rtsp://::ffff:10.0.0.1/stream/",
                 "RTSP/1.0 404"},
        OddReply{"content-base-doubled", "DESCRIBE", "Content-Base: rtsp://rtsp://10", "RTSP/1.0 404"},
        OddReply{"content-base-schemeless", "DESCRIBE", "Content-Base: 10.0.0.1:554/stream/", "rtsp://"},
        OddReply{"content-base-relative", "DESCRIBE", "Content-Base: /stream/", "rtsp://"},
        OddReply{"content-base-other-host", "DESCRIBE", "Content-Base: rtsp://192.0.2.66:554/stream/",
                 "10.0.0.1"},
        OddReply{"content-base-other-port", "DESCRIBE", "Content-Base: rtsp://10.0.0.1:65534/stream/",
                 ":554"},
        OddReply{"content-base-credentials", "DESCRIBE", "Content-Base: rtsp://admin:12345@10",
                 "RTSP/1.0 404"},
        OddReply{"content-base-empty", "DESCRIBE", "Content-Base: \r\n", "rtsp://"},
        OddReply{"content-base-absent", "DESCRIBE", "200 OK", "Content-Base"},
        OddReply{"content-type-absent", "DESCRIBE", "200 OK", "Content-Type"},
        OddReply{"content-type-charset", "DESCRIBE", "application/sdp;charset=utf-8", "RTSP/1.0 404"},
        OddReply{"redirect", "DESCRIBE", "Location: rtsp://192.0.2.66/", "RTSP/1.0 200"},
        OddReply{"not-found", "DESCRIBE", "RTSP/1.0 404", "RTSP/1.0 200"}));

TEST_P(OddDialogue, AnswersAsItsQuirkSays) {
    const auto& [quirk, method, present, absent] = GetParam();
    const auto text = Client(quirk).ask(method).text;
    EXPECT_THAT(text, HasSubstr(present)) << quirk;
    EXPECT_THAT(text, Not(HasSubstr(absent))) << quirk;
}

struct OddSetup {
    const char* quirk;
    const char* transport;
    const char* present;
    const char* absent;
};
class OddSetups : public testing::TestWithParam<OddSetup> {};
INSTANTIATE_TEST_SUITE_P(
    EachQuirk, OddSetups,
    testing::Values(
        OddSetup{"session-blanks", kTcp, "Session:        ", "Session: 0"},
        OddSetup{"session-blank-timeout", kTcp, " ; timeout=60", ";timeout"},
        OddSetup{"session-absent", kTcp, "200 OK", "Session"},
        OddSetup{"transport-without-tcp", kTcp, "RTP/AVP;unicast;interleaved=0-1", "/TCP"},
        OddSetup{"transport-without-channels", kTcp, "RTP/AVP/TCP;unicast\r\n", "interleaved"},
        OddSetup{"transport-absent", kTcp, "200 OK", "Transport"},
        OddSetup{"transport-one-channel", kTcp, "interleaved=0\r\n", "0-1"},
        OddSetup{"transport-other-channels", kTcp, "interleaved=10-11", "=0-1"},
        OddSetup{"transport-empty-source", kTcp, ";source=;", "RTSP/1.0 404"},
        OddSetup{"transport-ssrc-blanks", kTcp, "ssrc=     D93FF", "RTSP/1.0 404"},
        OddSetup{"transport-ssrc-first", kTcp, "RTP/AVP/TCP;ssrc=1449463210;unicast", "RTSP/1.0 404"},
        OddSetup{"setup-redirect", kTcp, "RTSP/1.0 302", "RTSP/1.0 200"},
        OddSetup{"session-limit-453", kTcp, "RTSP/1.0 453", "RTSP/1.0 200"},
        OddSetup{"session-limit-503", kTcp, "RTSP/1.0 503", "RTSP/1.0 200"},
        OddSetup{"udp-only", kTcp, "RTSP/1.0 461", "RTSP/1.0 200"},
        OddSetup{"udp-not-acceptable", kUdp, "RTSP/1.0 406", "RTSP/1.0 200"},
        OddSetup{"udp-unsupported", kUdp, "RTSP/1.0 461", "RTSP/1.0 200"},
        OddSetup{"udp-answered-with-tcp", kUdp, "RTP/AVP/TCP;unicast;interleaved=0-1", "server_port"},
        OddSetup{"udp-port-absent", kUdp, "client_port=5000-5001", "server_port"},
        OddSetup{"udp-port-zero", kUdp, "server_port=0-0", "server_port=7000"},
        OddSetup{"multicast-only", kTcp, "RTSP/1.0 461", "RTSP/1.0 200"},
        OddSetup{"multicast-only", "RTP/AVP;multicast", "destination=239.0.0.1;port=46000-46001",
                 "RTSP/1.0 461"},
        OddSetup{"multicast-from-description", "RTP/AVP;multicast", "port=46000-46001", "destination"}));

TEST_P(OddSetups, AnswersAsItsQuirkSays) {
    const auto& [quirk, transport, present, absent] = GetParam();
    const auto text = Client(quirk).set_up(transport).text;
    EXPECT_THAT(text, HasSubstr(present)) << quirk;
    EXPECT_THAT(text, Not(HasSubstr(absent))) << quirk;
}

struct OddPlay {
    const char* quirk;
    const char* present;
    const char* absent;
};
class OddPlays : public testing::TestWithParam<OddPlay> {};
INSTANTIATE_TEST_SUITE_P(EachQuirk, OddPlays,
                         testing::Values(OddPlay{"rtp-info-absent", "200 OK", "RTP-Info"},
                                         OddPlay{"rtp-info-zero", ";seq=0;", ";seq=7"},
                                         OddPlay{"rtp-info-minus-one", ";rtptime=-1", "90000"},
                                         OddPlay{"rtp-info-other-url", "url=rtsp://192.0.2.66/", "10.0.0.1"},
                                         OddPlay{"rtp-info-ssrc", ";ssrc=0D93FF;\r\n", "RTSP/1.0 404"},
                                         OddPlay{"needs-all-tracks", "RTSP/1.0 455", "RTSP/1.0 200"}));

TEST_P(OddPlays, AnswersAsItsQuirkSays) {
    const auto& [quirk, present, absent] = GetParam();
    Client client(quirk);
    client.set_up();
    const auto text = client.ask("PLAY").text;
    EXPECT_THAT(text, HasSubstr(present)) << quirk;
    EXPECT_THAT(text, Not(HasSubstr(absent))) << quirk;
}

TEST(OddCameras, PlayOnceAllTracksAreSetUp) {
    Client client("needs-all-tracks");
    client.set_up();
    client.set_up("RTP/AVP/TCP;unicast;interleaved=2-3", kOther);
    EXPECT_EQ(client.ask("PLAY").action, Action::kPlay);
}

TEST(OddCameras, RefuseToHaveABackchannelSetUp) {
    Client client("backchannel");
    EXPECT_THAT(client.set_up(kTcp, kOther).text, StartsWith("RTSP/1.0 551"));
    EXPECT_THAT(client.set_up().text, StartsWith("RTSP/1.0 200"));
}

TEST(OddCameras, CallTheSessionSomethingElseAtPlayAndMeanIt) {
    Client client("session-id-changes");
    client.set_up();
    const std::string first = client.session_;
    client.ask("PLAY");
    EXPECT_NE(client.session_, first);
    EXPECT_THAT(client.ask("GET_PARAMETER").text, StartsWith("RTSP/1.0 200"));
    client.session_ = first;
    EXPECT_THAT(client.ask("GET_PARAMETER").text, StartsWith("RTSP/1.0 454"));
}

TEST(OddCameras, CountOnlyTheSignsOfLifeTheyLike) {
    struct Taste {
        const char* quirk;
        const char* counted;
        const char* passed_over;
        bool rtcp;
    };
    for (const auto& [quirk, counted, passed_over, rtcp] :
         {Taste{"counts-options", "OPTIONS", "GET_PARAMETER", false},
          Taste{"counts-get-parameter", "GET_PARAMETER", "OPTIONS", false},
          Taste{"counts-set-parameter", "SET_PARAMETER", "GET_PARAMETER", false},
          Taste{"counts-rtcp", "PLAY", "OPTIONS", true},
          Taste{"counts-nothing-but-requests", "OPTIONS", "DESCRIBE", false}}) {
        Client client(quirk);
        client.set_up();
        client.now_ += 50s;
        client.ask(passed_over);
        EXPECT_TRUE(client.dialogue_.expired(kStart + 61s)) << quirk;
        client.dialogue_.note_rtcp(kStart + 50s);
        EXPECT_EQ(client.dialogue_.expired(kStart + 61s), !rtcp) << quirk;
        client.ask(counted);
        EXPECT_FALSE(client.dialogue_.expired(kStart + 61s)) << quirk;
    }
}

TEST(OddCameras, MeetGetParameterTheirOwnWay) {
    for (const auto& [quirk, text, action] : {std::tuple{"get-parameter-unanswered", "", Action::kNone},
                                              {"get-parameter-refused", "RTSP/1.0 405", Action::kNone},
                                              {"get-parameter-closes", "", Action::kClose}}) {
        Client client(quirk);
        client.set_up();
        const auto reply = client.ask("GET_PARAMETER");
        EXPECT_THAT(reply.text, StartsWith(text)) << quirk;
        EXPECT_EQ(reply.text.empty(), *text == '\0') << quirk;
        EXPECT_EQ(reply.action, action) << quirk;
    }
}

TEST(OddCameras, CountReceiverReportsAndNothingElseThatComesTheirWay) {
    const std::vector<std::uint8_t> report{0x80, 201, 0, 1, 1, 2, 3, 4};
    EXPECT_TRUE(is_receiver_report(report));
    for (const auto& other : {std::vector<std::uint8_t>{},
                              {0x80, 201, 0, 1},
                              {0x80, 202, 0, 1, 1, 2, 3, 4},
                              {0, 201, 0, 1, 1, 2, 3, 4}}) {
        EXPECT_FALSE(is_receiver_report(other));
    }
}

TEST(OddCameras, HaveOneSessionThatTeardownOrTimeFrees) {
    Client first("one-session");
    first.set_up();
    EXPECT_TRUE(first.sessions_.is_held(kStart + 59s));
    EXPECT_FALSE(first.sessions_.is_held(kStart + 61s));
    first.ask("TEARDOWN");
    EXPECT_FALSE(first.sessions_.is_held(kStart));
}

TEST(OddCameras, HoldTheirOneSessionWhileAnythingTheyCountIsHeard) {
    Client client("one-session");
    client.set_up();
    client.dialogue_.note_rtcp(kStart + 50s);
    EXPECT_TRUE(client.sessions_.is_held(kStart + 109s));
    client.now_ += 100s;
    client.ask("OPTIONS");
    EXPECT_TRUE(client.sessions_.is_held(kStart + 159s));
    EXPECT_FALSE(client.sessions_.is_held(kStart + 161s));
}

TEST(OddCameras, FreeTheirOneSessionByTheNameItHasSincePlay) {
    Client client("one-session,session-id-changes,counts-options");
    client.set_up();
    client.ask("PLAY");
    EXPECT_TRUE(client.sessions_.is_held(kStart));
    client.ask("TEARDOWN");
    EXPECT_FALSE(client.sessions_.is_held(kStart));
}

TEST(OddCameras, HaveMulticastGroupsOfTheirOwn) {
    EXPECT_EQ(multicast_group_of("10.77.0.11"), "239.77.0.11");
    EXPECT_EQ(multicast_group_of("10.77.0.12"), "239.77.0.12");
    EXPECT_EQ(multicast_group_of("[fd00::1]"), "239.77.0.1");
}

}  // namespace
}  // namespace cordon::bench
