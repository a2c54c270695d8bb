// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// A session inside TLS (RTSPS), with cameras' certificates as they are.
#include <chrono>
#include <memory>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include "pipelines/untrusted/rtsp/session.hpp"
#include "tests/unit/pipelines/untrusted/rtsp/made_certificate.hpp"
#include "tests/unit/pipelines/untrusted/rtsp/session_fixture.hpp"

namespace cordon::untrusted::rtsp {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;

const MadeCertificate& own_certificate() {
    static const MadeCertificate kOwn({.name = "localhost", .expired = true});
    return kOwn;
}

CertificateTrust pin(const MadeCertificate& certificate) {
    return CertificateTrust(fingerprint_of(certificate.certificate()));
}

class RtspsSession : public SessionFixture {
protected:
    void begin_tls(CertificateTrust trust, SessionTimings timings = {}) {
        auto target = camera.target("user", "secret");
        target.tls = TlsContext::create(std::move(trust));
        session.emplace(io, std::move(target), memory, viewer, timings);
        session->start();
    }
};

TEST_F(RtspsSession, PlaysACameraWhoseOwnExpiredCertificateIsPinned) {
    camera.speak_tls(own_certificate());
    begin_tls(pin(own_certificate()));
    ASSERT_TRUE(plays()) << viewer.detail;
    EXPECT_EQ(camera.last("DESCRIBE")->url, camera.url());
    EXPECT_THAT(camera.url(), testing::StartsWith("rtsps://"));
    camera.send_rtp(1);
    camera.send_rtp(2);
    ASSERT_TRUE(receives(2));
    EXPECT_THAT(viewer.packets, ElementsAre(rtp_packet(1), rtp_packet(2)));
    EXPECT_EQ(session->facts().transport, boundary::CameraTransport::kTls);
    EXPECT_EQ(session->facts().certificate, fingerprint_of(own_certificate().certificate()));
    session->stop();
    EXPECT_EQ(ends(), SessionEnd::kStopped);
    EXPECT_EQ(camera.count("TEARDOWN"), 1U);
}

TEST_F(RtspsSession, SaysNotAWordToWhoeverShowsAnotherCertificate) {
    const MadeCertificate impostor({.name = "localhost"});
    camera.speak_tls(impostor);
    begin_tls(pin(own_certificate()));
    EXPECT_EQ(ends(), SessionEnd::kUntrusted);
    EXPECT_THAT(viewer.detail, HasSubstr("not trusted"));
    EXPECT_EQ(session->facts().certificate, fingerprint_of(impostor.certificate()));
    io.run_for(milliseconds(20));
    EXPECT_TRUE(camera.requests.empty());
    EXPECT_EQ(camera.connections, 1U);
}

TEST_F(RtspsSession, PlaysACameraThatAnAuthorityVouchesFor) {
    const MadeCertificate site({.name = "site", .authority = true});
    const MadeCertificate signed_by_site({}, &site);
    camera.speak_tls(signed_by_site);
    auto trust = CertificateTrust::in_authority(site.pem());
    ASSERT_TRUE(trust.ok());
    begin_tls(std::move(trust).value());
    EXPECT_TRUE(plays()) << viewer.detail;
}

TEST_F(RtspsSession, PlaysOldFirmwareThatHasTls10AndAKeyOf1024Bits) {
    const MadeCertificate old({.old = true});
    camera.speak_tls(old, TLS1_VERSION);
    begin_tls(pin(old));
    EXPECT_TRUE(plays()) << viewer.detail;
}

TEST_F(RtspsSession, TakesLargePicturesThroughRecords) {
    camera.speak_tls(own_certificate());
    begin_tls(pin(own_certificate()));
    ASSERT_TRUE(plays());
    std::string burst;
    for (std::uint16_t i = 0; i < 500; ++i) {
        burst += interleaved(0, rtp_packet(i) + std::string(1400, 'x'));
    }
    camera.send(burst);
    EXPECT_TRUE(receives(500));
}

TEST_F(RtspsSession, ConnectsAnewInsideTlsToACameraThatClosesAfterItsChallenge) {
    camera.speak_tls(own_certificate());
    camera.script["DESCRIBE"] = [&](const Request& request) {
        if (camera.count("DESCRIBE") == 1) {
            camera.challenge(request, "WWW-Authenticate: Digest realm=\"c\", nonce=\"1\"\r\n");
            camera.hang_up();
        } else {
            camera.answer_well(request);
        }
    };
    begin_tls(pin(own_certificate()));
    EXPECT_TRUE(plays()) << viewer.detail;
    EXPECT_EQ(camera.connections, 2U);
}

TEST_F(RtspsSession, EndsWhenTheCameraHangsUpWithoutTakingLeaveInTls) {
    camera.speak_tls(own_certificate());
    begin_tls(pin(own_certificate()));
    ASSERT_TRUE(plays());
    camera.hang_up();
    EXPECT_EQ(ends(), SessionEnd::kClosed);
    EXPECT_EQ(viewer.detail, "the camera closed the connection");
}

TEST_F(RtspsSession, SaysThatAPortDoesNotSpeakTls) {
    camera.greeting = "RTSP/1.0 400 Bad Request\r\n\r\n";
    begin_tls(pin(own_certificate()));
    EXPECT_EQ(ends(), SessionEnd::kProtocolError);
    EXPECT_THAT(viewer.detail, HasSubstr("does not speak TLS"));
}

TEST_F(RtspsSession, EndsWhenTheCameraClosesWhereTlsBegins) {
    camera.on_accept = [&] { camera.hang_up(); };
    begin_tls(pin(own_certificate()));
    EXPECT_EQ(ends(), SessionEnd::kRefused);
}

TEST_F(RtspsSession, GivesUpACameraThatNeverFinishesItsHandshake) {
    camera.greeting = std::string("\x16\x03\x03\x40\x00", 5);  // a record that never comes
    begin_tls(pin(own_certificate()), {.reply = milliseconds(30)});
    EXPECT_EQ(ends(), SessionEnd::kTimedOut);
    EXPECT_THAT(viewer.detail, HasSubstr("TLS handshake"));
}

TEST_F(RtspsSession, MayBeStoppedInTheMiddleOfItsHandshake) {
    camera.on_accept = [&] { session->stop(); };
    camera.greeting = std::string("\x16\x03\x03", 3);
    begin_tls(pin(own_certificate()));
    EXPECT_EQ(ends(), SessionEnd::kStopped);
    EXPECT_EQ(viewer.ends, 1U);
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
