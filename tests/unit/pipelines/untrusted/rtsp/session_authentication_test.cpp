// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/pipelines/untrusted/rtsp/session_fixture.hpp"

namespace cordon::untrusted::rtsp {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

std::string digest(const std::string& nonce, const std::string& more = "") {
    return "WWW-Authenticate: Digest realm=\"camera\", nonce=\"" + nonce + "\"" + more + "\r\n";
}

class RtspSessionAuthentication : public SessionFixture {
protected:
    static std::string authorization(const Request& request) {
        return std::string(request.headers.find("Authorization").value_or(""));
    }
    static bool uses(const Request& request, const std::string& nonce) {
        return authorization(request).find("nonce=\"" + nonce + "\"") != std::string::npos;
    }
    // Answers the method well when the request uses this nonce, else with a challenge for it.
    void demand(const std::string& method, const std::string& nonce, const std::string& more = "") {
        camera.script[method] = [this, nonce, more](const Request& request) {
            uses(request, nonce) ? camera.answer_well(request)
                                 : camera.challenge(request, digest(nonce, more));
        };
    }
};

TEST_F(RtspSessionAuthentication, AnswersAChallengeOnTheSameConnection) {
    demand("DESCRIBE", "n1");
    begin("user", "secret");
    ASSERT_TRUE(plays());
    EXPECT_EQ(camera.connections, 1U);
    EXPECT_EQ(camera.count("DESCRIBE"), 2U);
    EXPECT_TRUE(uses(*camera.last("PLAY"), "n1"));
    EXPECT_THAT(authorization(*camera.last("SETUP")),
                HasSubstr("uri=\"" + camera.url("/stream/track1") + "\""));
}

TEST_F(RtspSessionAuthentication, AnswersAChallengeToOptions) {
    demand("OPTIONS", "n1");
    begin("user", "secret");
    EXPECT_TRUE(plays());
}

TEST_F(RtspSessionAuthentication, AnswersSha256WhenThatIsAllThereIs) {
    demand("DESCRIBE", "n1", ", algorithm=\"SHA-256\", stale=\"FALSE\"");
    begin("user", "secret");
    ASSERT_TRUE(plays());
    EXPECT_THAT(authorization(*camera.last("DESCRIBE")), HasSubstr("algorithm=SHA-256"));
}

TEST_F(RtspSessionAuthentication, TakesTheStrongestOfSeveralChallengesInAnyOrder) {
    const std::string basic = "WWW-Authenticate: Basic realm=\"camera\"\r\n";
    for (const auto& challenges : {basic + digest("md5") + digest("sha", ", algorithm=SHA-256"),
                                   digest("sha", ", algorithm=SHA-256") + digest("md5") + basic,
                                   digest("md5") + basic + digest("sha", ", algorithm=SHA-256")}) {
        viewer = Viewer{};
        camera.script["DESCRIBE"] = [&](const Request& request) {
            authorization(request).empty() ? camera.challenge(request, challenges)
                                           : camera.answer_well(request);
        };
        begin("user", "secret");
        ASSERT_TRUE(plays());
        EXPECT_TRUE(uses(*camera.last("DESCRIBE"), "sha"));
    }
}

TEST_F(RtspSessionAuthentication, ReconnectsToACameraThatClosesAfterItsChallenge) {
    camera.script["DESCRIBE"] = [&](const Request& request) {
        if (uses(request, "n1")) {
            camera.answer_well(request);
            return;
        }
        camera.challenge(request, digest("n1"));
        camera.hang_up();
    };
    begin("user", "secret");
    ASSERT_TRUE(plays());
    EXPECT_EQ(camera.connections, 2U);
    EXPECT_EQ(camera.count("DESCRIBE"), 2U);
}

TEST_F(RtspSessionAuthentication, ReconnectsToACameraThatClosesAfterChallengingOptions) {
    camera.script["OPTIONS"] = [&](const Request& request) {
        uses(request, "n1") ? camera.answer_well(request) : camera.challenge(request, digest("n1"));
        if (!uses(request, "n1")) {
            camera.hang_up();
        }
    };
    begin("user", "secret");
    ASSERT_TRUE(plays());
    EXPECT_EQ(camera.connections, 2U);
}

TEST_F(RtspSessionAuthentication, GivesUpOnACameraThatClosesAfterEveryChallenge) {
    camera.script["DESCRIBE"] = [&](const Request& request) {
        camera.challenge(request, digest("n" + std::to_string(camera.requests.size())));
        camera.hang_up();
    };
    begin("user", "secret");
    EXPECT_NE(ends(), SessionEnd::kStopped);
    EXPECT_LE(camera.connections, 3U);
}

TEST_F(RtspSessionAuthentication, AnswersANewNonceAtAnyRequestWhateverStaleSays) {
    for (const std::string method : {"OPTIONS", "DESCRIBE", "SETUP", "PLAY"}) {
        for (const std::string stale : {"", ", stale=FALSE", ", stale=\"true\""}) {
            viewer = Viewer{};
            camera.script.clear();
            demand("OPTIONS", "first");
            demand(method, "second", stale);
            begin("user", "secret");
            ASSERT_TRUE(plays()) << method << stale;
        }
    }
}

TEST_F(RtspSessionAuthentication, AsksOnlyTwiceWhenTheNonceChangesEveryTime) {
    camera.script["DESCRIBE"] = [&](const Request& request) {
        camera.challenge(request, digest("n" + std::to_string(camera.requests.size())));
    };
    begin("user", "wrong");
    EXPECT_EQ(ends(), SessionEnd::kAuthenticationFailed);
    EXPECT_EQ(camera.count("DESCRIBE"), 3U);
}

TEST_F(RtspSessionAuthentication, AsksOnlyOnceWhenTheNonceStays) {
    camera.script["DESCRIBE"] = [&](const Request& request) { camera.challenge(request, digest("n1")); };
    begin("user", "wrong");
    EXPECT_EQ(ends(), SessionEnd::kAuthenticationFailed);
    EXPECT_EQ(camera.count("DESCRIBE"), 2U);
}

TEST_F(RtspSessionAuthentication, SaysWhenThereAreNoCredentials) {
    camera.script["DESCRIBE"] = [&](const Request& request) { camera.challenge(request, digest("n1")); };
    begin();
    EXPECT_EQ(ends(), SessionEnd::kAuthenticationFailed);
    EXPECT_EQ(camera.count("DESCRIBE"), 1U);
}

TEST_F(RtspSessionAuthentication, NeverShowsCredentialsInWhatItSays) {
    camera.script["DESCRIBE"] = [&](const Request& request) {
        camera.challenge(request, "WWW-Authenticate: Digest realm=\"camera-words\", nonce=\"n1\"\r\n");
    };
    begin("user-name", "pass-word");
    ASSERT_EQ(ends(), SessionEnd::kAuthenticationFailed);
    EXPECT_THAT(viewer.detail, Not(HasSubstr("user-name")));
    EXPECT_THAT(viewer.detail, Not(HasSubstr("pass-word")));
    EXPECT_THAT(viewer.detail, Not(HasSubstr("camera-words")));
}

TEST_F(RtspSessionAuthentication, NeverSendsCredentialsUnasked) {
    begin("user", "secret");
    ASSERT_TRUE(plays());
    for (const auto& request : camera.requests) {
        EXPECT_EQ(authorization(request), "");
        EXPECT_THAT(request.url, Not(HasSubstr("user")));
    }
}

TEST_F(RtspSessionAuthentication, AnswersBasicWhereNothingBetterIsOffered) {
    camera.script["DESCRIBE"] = [&](const Request& request) {
        authorization(request).empty() ? camera.challenge(request, "WWW-Authenticate: Basic realm=\"x\"\r\n")
                                       : camera.answer_well(request);
    };
    begin("user", "secret");
    ASSERT_TRUE(plays());
    EXPECT_EQ(authorization(*camera.last("DESCRIBE")), "Basic dXNlcjpzZWNyZXQ=");
}

TEST_F(RtspSessionAuthentication, RenewsItsCredentialsWhenAKeepaliveIsChallenged) {
    begin("user", "secret", {.keepalive = milliseconds(2)});
    ASSERT_TRUE(plays());
    demand("GET_PARAMETER", "renewed");
    ASSERT_TRUE(run_until([&] { return camera.count("GET_PARAMETER") >= 4; }));
    EXPECT_TRUE(uses(*camera.last("GET_PARAMETER"), "renewed"));
}

TEST_F(RtspSessionAuthentication, TearsDownWithANewNonceToo) {
    begin("user", "secret");
    ASSERT_TRUE(plays());
    demand("TEARDOWN", "renewed");
    session->stop();
    EXPECT_EQ(ends(), SessionEnd::kStopped);
    EXPECT_TRUE(uses(*camera.last("TEARDOWN"), "renewed"));
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
