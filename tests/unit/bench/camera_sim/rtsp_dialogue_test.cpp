// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/rtsp_dialogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cordon::bench {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::StartsWith;
using Action = RtspDialogue::Action;

constexpr base::MonotonicTime kStart{1000s};
constexpr const char* kBase = "rtsp://10.0.0.1:554/stream";

// A camera with those quirks; its UDP comes from ports 7000 and 7001.
RtspDialogue camera_with(std::string_view quirks, CameraSessions& sessions,
                         const Credentials& credentials = {}, const std::string& scheme = "rtsp") {
    return RtspDialogue(
        {.path = "/stream", .credentials = credentials, .quirks = QuirkSet::parse(quirks).value()},
        {.scheme = scheme, .address = "10.0.0.1", .port = 554, .path = "/stream"}, "v=0\r\n", sessions,
        [](const MediaTransport&) { return std::uint16_t{7000}; }, kStart);
}

// A client that numbers its requests.
class RtspDialogueTest : public testing::Test {
protected:
    RtspDialogue::Reply ask(const std::string& method, const std::string& uri,
                            std::vector<std::pair<std::string, std::string>> headers = {}) {
        headers.emplace_back("CSeq", std::to_string(++cseq_));
        return dialogue_.answer({method, uri, std::move(headers)}, {7, 90'000}, now_);
    }
    // Sets the stream up and returns the session.
    std::string set_up(const std::string& transport = "RTP/AVP/TCP;unicast;interleaved=2-3") {
        const std::string text =
            ask("SETUP", std::string(kBase) + "/trackID=1", {{"Transport", transport}}).text;
        const auto at = text.find("Session: ");
        return at == std::string::npos ? text : text.substr(at + 9, text.find(';', at) - at - 9);
    }

    int cseq_ = 0;
    base::MonotonicTime now_ = kStart;
    CameraSessions sessions_;
    RtspDialogue dialogue_ = camera_with("", sessions_);
};

TEST_F(RtspDialogueTest, TellsTheWholeStoryFromOptionsToTeardown) {
    EXPECT_THAT(ask("OPTIONS", kBase).text, HasSubstr("Public: OPTIONS, DESCRIBE"));
    EXPECT_THAT(ask("DESCRIBE", kBase).text, HasSubstr("Content-Length: 5\r\n\r\nv=0\r\n"));
    const std::string session = set_up();
    EXPECT_EQ(dialogue_.transport().rtp_channel, 2);
    const auto play = ask("PLAY", std::string(kBase) + "/", {{"Session", session}});
    EXPECT_EQ(play.action, Action::kPlay);
    EXPECT_THAT(play.text, HasSubstr("seq=7;rtptime=90000"));
    EXPECT_EQ(ask("TEARDOWN", kBase, {{"Session", session}}).action, Action::kClose);
}

TEST_F(RtspDialogueTest, KnowsItsOwnAddressAndPathOnly) {
    for (const char* uri :
         {"rtsp://10.0.0.2:554/stream", "rtsp://10.0.0.1:554/other", "rtsp://10.0.0.1:555/stream",
          "rtsp://u:p@10.0.0.1:554/stream", "/stream", "rtsp://10.0.0.1:554/stream2"}) {
        EXPECT_THAT(ask("DESCRIBE", uri).text, StartsWith("RTSP/1.0 404")) << uri;
    }
    EXPECT_THAT(ask("DESCRIBE", "rtsp://10.0.0.1/stream").text, StartsWith("RTSP/1.0 200"));
}

TEST_F(RtspDialogueTest, TakesEitherSchemeInsideTlsAndOneInClear) {
    EXPECT_THAT(ask("DESCRIBE", "rtsps://10.0.0.1:554/stream").text, StartsWith("RTSP/1.0 404"));
    dialogue_ = camera_with("", sessions_, {}, "rtsps");
    EXPECT_THAT(ask("DESCRIBE", "rtsps://10.0.0.1:554/stream").text, StartsWith("RTSP/1.0 200"));
    EXPECT_THAT(ask("DESCRIBE", "rtsp://10.0.0.1:554/stream").text, StartsWith("RTSP/1.0 200"));
}

TEST_F(RtspDialogueTest, HangsUpOnACSeqThatDoesNotGrow) {
    ask("OPTIONS", "*");
    --cseq_;
    const auto reply = ask("OPTIONS", "*");
    EXPECT_THAT(reply.text, StartsWith("RTSP/1.0 400"));
    EXPECT_EQ(reply.action, Action::kClose);
}

TEST_F(RtspDialogueTest, TakesUdpAndSaysWhereItComesFrom) {
    const auto reply = ask("SETUP", std::string(kBase) + "/trackID=1",
                           {{"Transport", "RTP/AVP;unicast;client_port=5000-5001"}});
    EXPECT_THAT(reply.text, HasSubstr("client_port=5000-5001;server_port=7000-7001"));
    EXPECT_EQ(dialogue_.transport().client_port, 5000);
}

TEST_F(RtspDialogueTest, TakesNoTransportThatMakesNoSense) {
    EXPECT_THAT(set_up("RTP/AVP/TCP;unicast;interleaved=2-2"), StartsWith("RTSP/1.0 461"));
    EXPECT_THAT(set_up("RTP/AVP;unicast"), StartsWith("RTSP/1.0 461"));
}

TEST_F(RtspDialogueTest, PlaysOnlyTheSessionItSetUp) {
    EXPECT_THAT(ask("PLAY", kBase).text, StartsWith("RTSP/1.0 455"));
    set_up();
    EXPECT_THAT(ask("PLAY", kBase, {{"Session", "12345678"}}).text, StartsWith("RTSP/1.0 454"));
    EXPECT_THAT(ask("PLAY", kBase).text, StartsWith("RTSP/1.0 454"));
}

TEST_F(RtspDialogueTest, SetsUpTheTrackAndNotTheWhole) {
    EXPECT_THAT(ask("SETUP", kBase, {{"Transport", "RTP/AVP/TCP;interleaved=0-1"}}).text,
                StartsWith("RTSP/1.0 459"));
}

TEST_F(RtspDialogueTest, ASessionLivesByRequestsOfItsOwnAndByRtcp) {
    const std::string session = set_up();
    now_ += 50s;
    ask("GET_PARAMETER", kBase, {{"Session", session}});
    EXPECT_FALSE(dialogue_.expired(now_ + 60s));
    EXPECT_TRUE(dialogue_.expired(now_ + 61s));
    dialogue_.note_rtcp(now_ + 30s);
    EXPECT_FALSE(dialogue_.expired(now_ + 61s));
    EXPECT_TRUE(dialogue_.expired(now_ + 91s));
}

TEST_F(RtspDialogueTest, AnOptionsWithoutTheSessionIsNoSignOfLife) {
    const std::string session = set_up();
    now_ += 61s;
    ask("OPTIONS", kBase);
    EXPECT_TRUE(dialogue_.expired(now_));
    ask("OPTIONS", kBase, {{"Session", session}});
    EXPECT_FALSE(dialogue_.expired(now_));
}

TEST(RtspDialogue, AsksForCredentialsBeforeItDescribes) {
    CameraSessions sessions;
    RtspDialogue dialogue = camera_with("", sessions, {Credentials::kBasic, false, "u", "p"});
    const auto refused = dialogue.answer({"DESCRIBE", kBase, {{"CSeq", "1"}}}, {}, kStart);
    EXPECT_THAT(refused.text, StartsWith("RTSP/1.0 401"));
    EXPECT_THAT(refused.text, HasSubstr("WWW-Authenticate: Basic"));
    const auto accepted =
        dialogue.answer({"DESCRIBE", kBase, {{"CSeq", "2"}, {"Authorization", "Basic dTpw"}}}, {}, kStart);
    EXPECT_THAT(accepted.text, StartsWith("RTSP/1.0 200"));
}

}  // namespace
}  // namespace cordon::bench
