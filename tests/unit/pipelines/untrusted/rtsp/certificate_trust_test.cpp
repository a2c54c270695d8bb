// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/certificate_trust.hpp"

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>

#include "tests/support/certificate.hpp"
#include "tests/unit/pipelines/untrusted/rtsp/made_certificate.hpp"

namespace cordon::untrusted::rtsp {
namespace {

using testing::HasSubstr;

CertificateTrust trust_in(const MadeCertificate& authority) {
    auto trust = CertificateTrust::in_authority(authority.pem());
    EXPECT_TRUE(trust.ok());
    return std::move(trust).value();
}

std::string refusal(const base::Result<>& checked) {
    return checked.ok() ? "" : checked.error().message;
}

class Chain {
public:
    Chain(std::initializer_list<const MadeCertificate*> certificates) {
        for (const auto* made : certificates) {
            sk_X509_push(stack_, &made->certificate());
        }
    }
    ~Chain() { sk_X509_free(stack_); }
    Chain(const Chain&) = delete;
    Chain& operator=(const Chain&) = delete;
    [[nodiscard]] STACK_OF(X509) * get() const { return stack_; }

private:
    STACK_OF(X509) * stack_ = sk_X509_new_null();
};

const MadeCertificate& site() {
    static const MadeCertificate kSite({.name = "site authority", .authority = true});
    return kSite;
}

TEST(CertificateTrust, TakesTheOneCertificateThatIsPinnedWhateverItSaysOfItself) {
    const MadeCertificate camera(
        {.name = "www.example.com", .expired = true, .for_clients = true, .old = true});
    const CertificateTrust trust(fingerprint_of(camera.certificate()));
    EXPECT_TRUE(trust.check(camera.certificate(), nullptr).ok());
}

TEST(CertificateTrust, RefusesEveryOtherCertificateAndSaysWhichItWas) {
    const MadeCertificate camera({});
    const MadeCertificate same_name({});
    const CertificateTrust trust(fingerprint_of(camera.certificate()));
    const auto refused = refusal(trust.check(same_name.certificate(), nullptr));
    EXPECT_THAT(refused, HasSubstr("tlsFingerprint"));
    EXPECT_THAT(refused, testing::ContainsRegex("sha256 ([0-9A-F]{2}:){31}[0-9A-F]{2},"));
}

TEST(CertificateTrust, IsNotFooledByThePinnedCertificateElsewhereInTheChain) {
    const MadeCertificate camera({});
    const MadeCertificate impostor({});
    const Chain chain{&impostor, &camera};
    const CertificateTrust trust(fingerprint_of(camera.certificate()));
    EXPECT_FALSE(trust.check(impostor.certificate(), chain.get()).ok());
}

TEST(CertificateTrust, NamesAFingerprintAsOpensslDoes) {
    // openssl x509 -noout -fingerprint -sha256
    const std::unique_ptr<BIO, decltype(&BIO_free)> text(
        BIO_new_mem_buf(tests::kCertificate.data(), static_cast<int>(tests::kCertificate.size())), &BIO_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr), &X509_free);
    ASSERT_NE(certificate, nullptr);
    EXPECT_THAT(refusal(CertificateTrust(Fingerprint{}).check(*certificate, nullptr)),
                HasSubstr("BF:CB:DB:B3:E7:0B:37:A8:20:35:21:B8:3D:0B:B8:39:BF:A0:6F:B8:0F:75:92:E1:50:10:B2:"
                          "5B:2C:D9:F1:59"));
}

TEST(CertificateTrust, TakesWhatItsAuthoritySignedUnderAnyName) {
    const MadeCertificate camera({.name = "somebody else"}, &site());
    EXPECT_EQ(refusal(trust_in(site()).check(camera.certificate(), nullptr)), "");
}

TEST(CertificateTrust, TakesWhatAnAuthorityBelowItsOwnSigned) {
    const MadeCertificate vendor({.name = "vendor", .authority = true}, &site());
    const MadeCertificate camera({}, &vendor);
    const Chain chain{&camera, &vendor};
    EXPECT_EQ(refusal(trust_in(site()).check(camera.certificate(), chain.get())), "");
    EXPECT_EQ(refusal(trust_in(vendor).check(camera.certificate(), nullptr)), "");
}

TEST(CertificateTrust, TakesTheAuthoritysOwnCertificate) {
    const MadeCertificate camera({});
    EXPECT_EQ(refusal(trust_in(camera).check(camera.certificate(), nullptr)), "");
}

TEST(CertificateTrust, RefusesWhatItsAuthorityDoesNotVouchFor) {
    const MadeCertificate stranger({.name = "site authority", .authority = true});
    const MadeCertificate of_stranger({}, &stranger);
    const MadeCertificate no_authority({.name = "camera"}, &site());
    const MadeCertificate of_no_authority({}, &no_authority);
    const MadeCertificate expired({.expired = true}, &site());
    const MadeCertificate person({.for_clients = true}, &site());
    const MadeCertificate forgeable({.old = true}, &site());
    const auto trust = trust_in(site());
    EXPECT_THAT(refusal(trust.check(of_stranger.certificate(), nullptr)), HasSubstr("does not vouch"));
    EXPECT_THAT(refusal(trust.check(expired.certificate(), nullptr)), HasSubstr("expired"));
    EXPECT_THAT(refusal(trust.check(person.certificate(), nullptr)), HasSubstr("purpose"));
    EXPECT_THAT(refusal(trust.check(forgeable.certificate(), nullptr)), HasSubstr("too weak"));
    const Chain chain{&of_no_authority, &no_authority};
    EXPECT_FALSE(trust.check(of_no_authority.certificate(), chain.get()).ok());
}

TEST(CertificateTrust, TakesSeveralAuthoritiesAndNothingThatIsNone) {
    const MadeCertificate other({.name = "other", .authority = true});
    const auto both = CertificateTrust::in_authority(other.pem() + site().pem());
    ASSERT_TRUE(both.ok());
    const MadeCertificate camera({}, &site());
    EXPECT_TRUE(both.value().check(camera.certificate(), nullptr).ok());

    auto broken = site().pem();
    broken.replace(broken.find('\n') + 1, 8, "AAAAAAAA");
    for (const auto& text : {std::string(), std::string("hello"), broken, site().pem() + broken}) {
        EXPECT_FALSE(CertificateTrust::in_authority(text).ok()) << text;
    }
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
