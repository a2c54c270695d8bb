// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/authentication.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cordon::untrusted::rtsp {
namespace {

using testing::HasSubstr;
using testing::Not;
using Verdict = Authenticator::Verdict;

std::string answer(Authenticator& authenticator, const std::string& challenge, const std::string& method,
                   const std::string& url) {
    (void)authenticator.adopt(parse_challenges({challenge}));
    return authenticator.authorization(method, url).value_or("");
}

TEST(RtspAuthentication, AnswersTheExampleOfRfc2617) {
    Authenticator authenticator("Mufasa", "Circle Of Life", "0a4f113b");
    EXPECT_THAT(
        answer(
            authenticator,
            R"(Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41")",
            "GET", "/dir/index.html"),
        AllOf(HasSubstr("response=\"6629fae49393a05397450978507c4ef1\""), HasSubstr("nc=00000001"),
              HasSubstr("opaque=\"5ccc069c403ebaf9f0171e9517f40e41\""), Not(HasSubstr("algorithm"))));
}

TEST(RtspAuthentication, AnswersTheExamplesOfRfc7616) {
    const std::string rest =
        R"(, realm="http-auth@example.org", qop="auth, auth-int", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v")";
    Authenticator authenticator("Mufasa", "Circle of Life", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");
    EXPECT_THAT(answer(authenticator, "Digest algorithm=MD5" + rest, "GET", "/dir/index.html"),
                HasSubstr("response=\"8ca523f5e9506fed4657c9700eebdbec\""));
    EXPECT_THAT(answer(authenticator, "Digest algorithm=SHA-256" + rest, "GET", "/dir/index.html"),
                HasSubstr("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\""));
}

// Reference values made with md5sum and sha256sum by the formulas of RFC 7616 section 3.4.2.
TEST(RtspAuthentication, AnswersTheSessionVariantsAndWithoutQop) {
    Authenticator authenticator("admin", "pw", "cafe");
    EXPECT_THAT(answer(authenticator, R"(Digest realm="r", nonce="n")", "DESCRIBE", "rtsp://h/s"),
                AllOf(HasSubstr("response=\"6e8d6c9de3cbaf0df0e256060b32528d\""), Not(HasSubstr("cnonce")),
                      Not(HasSubstr("qop"))));
    EXPECT_THAT(
        answer(authenticator, R"(Digest realm="r", nonce="n", algorithm=MD5-sess)", "DESCRIBE", "rtsp://h/s"),
        AllOf(HasSubstr("response=\"edca1678f0c5b51b894ecfa439e8e6aa\""), HasSubstr("cnonce=\"cafe\""),
              HasSubstr("algorithm=MD5-sess")));
    EXPECT_THAT(answer(authenticator, R"(Digest realm="r", nonce="n", algorithm=SHA-256-sess, qop="auth")",
                       "DESCRIBE", "rtsp://h/s"),
                HasSubstr("response=\"4fcfe4b7ef04d90a0c9fc2bec811f806d8de41177474ff3201f13035aaade122\""));
}

TEST(RtspAuthentication, CountsTheUsesOfEachNonce) {
    Authenticator authenticator("u", "p", "c");
    EXPECT_THAT(answer(authenticator, R"(Digest realm="r", nonce="1", qop=auth)", "PLAY", "x"),
                HasSubstr("nc=00000001"));
    EXPECT_THAT(*authenticator.authorization("PLAY", "x"), HasSubstr("nc=00000002"));
    EXPECT_THAT(answer(authenticator, R"(Digest realm="r", nonce="2", qop=auth)", "PLAY", "x"),
                HasSubstr("nc=00000001"));
}

TEST(RtspAuthentication, EncodesBasicCredentials) {
    Authenticator authenticator("Aladdin", "open sesame", "c");
    EXPECT_EQ(answer(authenticator, "Basic realm=\"x\"", "PLAY", "x"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
}

TEST(RtspAuthentication, EscapesAUserNameWithQuotes) {
    Authenticator authenticator("a\"b\\", "p", "c");
    EXPECT_THAT(answer(authenticator, R"(Digest realm="r", nonce="1")", "PLAY", "x"),
                HasSubstr(R"(username="a\"b\\")"));
}

TEST(RtspAuthentication, TellsANewChallengeFromTheOneItAnswered) {
    Authenticator authenticator("u", "p", "c");
    EXPECT_EQ(authenticator.adopt(parse_challenges({R"(Digest realm="r", nonce="1")"})), Verdict::kChanged);
    EXPECT_EQ(authenticator.adopt(parse_challenges({R"(Digest realm="r", nonce="1", stale=true)"})),
              Verdict::kUnchanged);
    EXPECT_EQ(authenticator.adopt(parse_challenges({R"(Digest realm="r", nonce="2")"})), Verdict::kChanged);
    EXPECT_EQ(authenticator.adopt(parse_challenges({"Negotiate"})), Verdict::kNotAnswerable);
}

TEST(RtspAuthentication, HasNothingToSayWithoutCredentialsOrChallenge) {
    Authenticator anonymous("", "", "c");
    EXPECT_EQ(anonymous.adopt(parse_challenges({"Basic realm=\"x\""})), Verdict::kNoCredentials);
    EXPECT_FALSE(anonymous.authorization("PLAY", "x").has_value());
    Authenticator unasked("u", "p", "c");
    EXPECT_FALSE(unasked.authorization("PLAY", "x").has_value());
}

TEST(RtspAuthentication, DrawsAnotherRandomTextEachTime) {
    EXPECT_EQ(random_hexadecimal(16).size(), 32U);
    EXPECT_NE(random_hexadecimal(16), random_hexadecimal(16));
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
