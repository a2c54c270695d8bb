// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/authentication.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>

namespace cordon::bench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string hash(const EVP_MD* algorithm, const std::string& text) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), digest, &size, algorithm, nullptr);
    std::string hex;
    for (unsigned i = 0; i < size; ++i) {
        char pair[3];
        std::snprintf(pair, sizeof(pair), "%02x", digest[i]);
        hex += pair;
    }
    return hex;
}

// A client's Authorization for `challenge`, by the formula of RFC 2617 section 3.2.2.
RtspRequest answer(const std::string& challenge, const std::string& password, const std::string& signed_uri,
                   const std::string& count = "") {
    const auto parameters = parse_parameters(std::string_view(challenge).substr(7));
    std::string nonce;
    for (const auto& [name, value] : parameters) {
        nonce = name == "nonce" ? value : nonce;
    }
    const bool sha256 = challenge.find("SHA-256") != std::string::npos;
    const EVP_MD* const md = sha256 ? EVP_sha256() : EVP_md5();
    const std::string secret = hash(md, "viewer:camera:" + password);
    const std::string action = hash(md, "DESCRIBE:" + signed_uri);
    const std::string middle = count.empty() ? "" : ":" + count + ":c0ffee:auth";
    std::string header = "Digest username=\"viewer\", realm=\"camera\", nonce=\"" + nonce + "\", uri=\"" +
                         signed_uri + "\", response=\"" +
                         hash(md, secret + ":" + nonce + middle + ":" + action) + "\"";
    header += sha256 ? ", algorithm=SHA-256" : "";
    header += count.empty() ? "" : ", qop=auth, cnonce=\"c0ffee\", nc=" + count;
    return {"DESCRIBE", "rtsp://c/stream", {{"Authorization", header}}};
}

Credentials credentials(unsigned schemes, bool qop = false) {
    return {schemes, qop, "viewer", "s3cret"};
}

TEST(Authenticator, LetsEverybodyInWhereNobodyIsAsked) {
    Authenticator authenticator(credentials(Credentials::kNone));
    EXPECT_TRUE(authenticator.accepts({"DESCRIBE", "rtsp://c/stream", {}}));
}

TEST(Authenticator, AcceptsMd5AndSha256DigestsOfTheRightPasswordOnly) {
    Authenticator authenticator(credentials(Credentials::kDigestMd5 | Credentials::kDigestSha256));
    const auto challenges = authenticator.challenges();
    ASSERT_THAT(challenges, ElementsAre(HasSubstr("algorithm=SHA-256"), HasSubstr("Digest realm")));
    for (const std::string& challenge : challenges) {
        EXPECT_TRUE(authenticator.accepts(answer(challenge, "s3cret", "rtsp://c/stream"))) << challenge;
        EXPECT_FALSE(authenticator.accepts(answer(challenge, "wrong", "rtsp://c/stream"))) << challenge;
    }
}

TEST(Authenticator, RefusesADigestOfAnotherUri) {
    Authenticator authenticator(credentials(Credentials::kDigestMd5));
    EXPECT_FALSE(authenticator.accepts(answer(authenticator.challenges()[0], "s3cret", "rtsp://c/stream/")));
}

TEST(Authenticator, RefusesTheNonceOfAnotherConnection) {
    Authenticator first(credentials(Credentials::kDigestMd5));
    Authenticator second(credentials(Credentials::kDigestMd5));
    EXPECT_FALSE(second.accepts(answer(first.challenges()[0], "s3cret", "rtsp://c/stream")));
}

TEST(Authenticator, RefusesASchemeItDidNotOffer) {
    Authenticator authenticator(credentials(Credentials::kDigestSha256));
    const std::string offered = authenticator.challenges()[0];
    const std::string md5 = offered.substr(0, offered.find(", algorithm"));
    EXPECT_FALSE(authenticator.accepts(answer(md5, "s3cret", "rtsp://c/stream")));
}

TEST(Authenticator, WithQopTakesNoCountThatGoesBack) {
    Authenticator authenticator(credentials(Credentials::kDigestMd5, true));
    const std::string challenge = authenticator.challenges()[0];
    EXPECT_THAT(challenge, HasSubstr("qop=\"auth\""));
    EXPECT_TRUE(authenticator.accepts(answer(challenge, "s3cret", "rtsp://c/stream")));
    EXPECT_TRUE(authenticator.accepts(answer(challenge, "s3cret", "rtsp://c/stream", "00000001")));
    EXPECT_TRUE(authenticator.accepts(answer(challenge, "s3cret", "rtsp://c/stream", "00000001")));
    EXPECT_TRUE(authenticator.accepts(answer(challenge, "s3cret", "rtsp://c/stream", "0000000a")));
    EXPECT_FALSE(authenticator.accepts(answer(challenge, "s3cret", "rtsp://c/stream", "00000001")));
}

TEST(Authenticator, AcceptsBasicOnlyWhereItIsOffered) {
    const RtspRequest request{
        "DESCRIBE", "rtsp://c/stream", {{"Authorization", "Basic dmlld2VyOnMzY3JldA=="}}};
    Authenticator basic(credentials(Credentials::kBasic));
    EXPECT_TRUE(basic.accepts(request));
    Authenticator digest(credentials(Credentials::kDigestMd5));
    EXPECT_FALSE(digest.accepts(request));
}

}  // namespace
}  // namespace cordon::bench
