// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/challenge.hpp"

#include <string>

#include <gtest/gtest.h>

namespace cordon::untrusted::rtsp {
namespace {

TEST(RtspChallenge, ReadsADigestWithEverythingInIt) {
    const auto challenges = parse_challenges(
        {R"x(Digest realm="IP Camera(GH455)", nonce="abc", opaque="o", algorithm="SHA-256", qop="auth,auth-int", stale="FALSE", random="r")x"});
    ASSERT_EQ(challenges.size(), 1U);
    const auto& challenge = challenges.front();
    EXPECT_EQ(challenge.scheme, Challenge::Scheme::kDigest);
    EXPECT_EQ(challenge.realm, "IP Camera(GH455)");
    EXPECT_EQ(challenge.nonce, "abc");
    EXPECT_EQ(challenge.opaque, "o");
    EXPECT_EQ(challenge.algorithm, Challenge::Algorithm::kSha256);
    EXPECT_TRUE(challenge.algorithm_named);
    EXPECT_TRUE(challenge.qop_auth);
    EXPECT_FALSE(challenge.per_session);
}

TEST(RtspChallenge, ReadsSeveralInOneValueAndInSeveralValues) {
    const auto challenges = parse_challenges(
        {R"(Basic realm="a", Digest realm="b, with a comma", nonce="1", Digest realm=c, nonce=2)",
         R"(digest realm="d",nonce="3",algorithm=md5-SESS)"});
    ASSERT_EQ(challenges.size(), 4U);
    EXPECT_EQ(challenges[0].scheme, Challenge::Scheme::kBasic);
    EXPECT_EQ(challenges[1].realm, "b, with a comma");
    EXPECT_EQ(challenges[2].realm, "c");
    EXPECT_EQ(challenges[2].nonce, "2");
    EXPECT_TRUE(challenges[3].per_session);
    EXPECT_EQ(challenges[3].algorithm, Challenge::Algorithm::kMd5);
}

TEST(RtspChallenge, KeepsTheBackslashesOfQuotedText) {
    const auto challenges = parse_challenges({R"(Digest realm="a \"b\" c", nonce="1")"});
    ASSERT_EQ(challenges.size(), 1U);
    EXPECT_EQ(challenges[0].realm, R"(a \"b\" c)");
}

TEST(RtspChallenge, LeavesOutWhatItCannotAnswer) {
    EXPECT_TRUE(parse_challenges({"Negotiate abc==", "Bearer realm=\"x\"", "Digest realm=\"no nonce\"",
                                  R"(Digest realm="x", nonce="1", algorithm=SHA-512-256)",
                                  R"(Digest realm="x", nonce="1", qop="auth-int")", "", ",,,", "=", "\"",
                                  "Digest realm=\"" + std::string(600, 'x') + "\", nonce=\"1\""})
                    .empty());
}

TEST(RtspChallenge, TakesTextThatEndsInTheMiddle) {
    const auto challenges = parse_challenges({"Digest realm=\"x\", nonce=\"1", "Digest nonce=\"a\\"});
    ASSERT_EQ(challenges.size(), 2U);
    EXPECT_EQ(challenges[0].nonce, "1");
}

TEST(RtspChallenge, TakesOnlySoMany) {
    std::string many;
    for (int i = 0; i < 1000; ++i) {
        many += "Basic realm=\"x\", ";
    }
    EXPECT_EQ(parse_challenges({many}).size(), 8U);
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
