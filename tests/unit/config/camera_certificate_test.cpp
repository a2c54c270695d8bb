// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/camera_certificate.hpp"

#include <gmock/gmock.h>

#include "config_file.hpp"
#include "tests/support/certificate.hpp"

namespace cordon::config {
namespace {

using tests::kCertificate;

using boundary::CertificateTrust;
using boundary::TransportPolicy;
using testing::HasSubstr;

const std::string kFingerprint(64, 'a');

// A camera's block in line 3, what stands before its picture in lines 4 and on.
LoadedConfig load(const std::string& camera, const std::string& defaults = "") {
    const ConfigFolder folder;
    folder.write("site.pem", kCertificate);
    return load_config(
        folder.write("cordon.yaml", "cameraNetwork: { namespace: cameras }\ncameras:\n  gate:\n" + camera +
                                        "    picture: 640x360\n" + defaults));
}

TEST(CameraCertificate, IsPinnedByItsFingerprintAndOnlyTcpIsLeft) {
    const auto loaded = load("    source: rtsps://10.0.0.1/a\n    tlsFingerprint: " + kFingerprint + "\n");
    ASSERT_TRUE(loaded.config) << problems_of(loaded);
    const CameraConfig& camera = loaded.config->cameras[0];
    EXPECT_EQ(camera.certificate.trust, CertificateTrust::kFingerprint);
    EXPECT_EQ(camera.certificate.fingerprint[31], 0xAA);
    EXPECT_EQ(camera.transport, TransportPolicy::kTcp);
}

TEST(CameraCertificate, IsKnownByAnAuthorityWhoseFileStandsBesideTheConfiguration) {
    const auto loaded = load("    source: rtsps://10.0.0.1/a\n    tlsAuthority: site.pem\n");
    ASSERT_TRUE(loaded.config) << problems_of(loaded);
    EXPECT_EQ(loaded.config->cameras[0].certificate.trust, CertificateTrust::kAuthority);
    EXPECT_EQ(loaded.config->cameras[0].certificate.authority, kCertificate);
    EXPECT_THAT(problems_of(load("    source: rtsps://10.0.0.1/a\n    tlsAuthority: other.pem\n")),
                HasSubstr("f:5: cameras.gate.tlsAuthority: cannot read"));
}

TEST(CameraCertificate, OfACameraGoesBeforeTheAuthorityOfAll) {
    const std::string defaults = "cameraDefaults: { tlsAuthority: site.pem }\n";
    const auto of_all = load("    source: rtsps://10.0.0.1/a\n", defaults);
    ASSERT_TRUE(of_all.config) << problems_of(of_all);
    EXPECT_EQ(of_all.config->cameras[0].certificate.trust, CertificateTrust::kAuthority);
    const auto own =
        load("    source: rtsps://10.0.0.1/a\n    tlsFingerprint: " + kFingerprint + "\n", defaults);
    ASSERT_TRUE(own.config) << problems_of(own);
    EXPECT_EQ(own.config->cameras[0].certificate.trust, CertificateTrust::kFingerprint);
    EXPECT_EQ(own.config->cameras[0].certificate.authority, "");
    const auto in_clear = load("    source: rtsp://10.0.0.1/a\n", defaults);
    ASSERT_TRUE(in_clear.config) << problems_of(in_clear);
    EXPECT_EQ(in_clear.config->cameras[0].certificate.trust, CertificateTrust::kNone);
    EXPECT_EQ(in_clear.config->cameras[0].transport, TransportPolicy::kAuto);
}

TEST(CameraCertificate, IsAskedForWithTheWayToFindIt) {
    const auto said = problems_of(load("    source: rtsps://user:secret@[fd00::1]:7441/a\n"));
    EXPECT_THAT(said,
                HasSubstr("f:4: cameras.gate.source: begins with rtsps:// and wants tlsFingerprint, or"));
    EXPECT_THAT(said, HasSubstr("openssl s_client -connect [fd00::1]:7441 </dev/null | openssl x509"));
    EXPECT_EQ(said.find("secret"), std::string::npos);
}

TEST(CameraCertificate, IsOneOrTheOtherAndForTlsAlone) {
    const std::string both = "    tlsFingerprint: " + kFingerprint + "\n    tlsAuthority: site.pem\n";
    EXPECT_THAT(problems_of(load("    source: rtsps://10.0.0.1/a\n" + both)),
                HasSubstr("f:5: cameras.gate.tlsFingerprint: stands beside tlsAuthority"));
    EXPECT_THAT(problems_of(load("    source: rtsp://10.0.0.1/a\n    tlsAuthority: site.pem\n")),
                HasSubstr("f:5: cameras.gate.tlsAuthority: is for a source that begins with rtsps://"));
    EXPECT_THAT(problems_of(load("    source: rtsps://10.0.0.1/a\n    tlsFingerprint: abc\n")),
                HasSubstr("f:5: cameras.gate.tlsFingerprint: must be the SHA-256"));
    EXPECT_THAT(problems_of(load("    source: rtsps://10.0.0.1/a\n",
                                 "cameraDefaults: { tlsFingerprint: " + kFingerprint + " }\n")),
                HasSubstr("tlsFingerprint"))
        << "no two cameras have one certificate";
}

TEST(CameraCertificate, LeavesNoWayInClear) {
    for (const std::string word : {"udp", "multicast"}) {
        EXPECT_THAT(problems_of(load("    source: rtsps://10.0.0.1/a\n    rtspTransport: " + word +
                                     "\n    tlsFingerprint: " + kFingerprint + "\n")),
                    HasSubstr("f:5: cameras.gate.rtspTransport: must be tcp or auto"));
    }
}

}  // namespace
}  // namespace cordon::config
