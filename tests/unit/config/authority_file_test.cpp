// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/authority_file.hpp"

#include <gmock/gmock.h>

#include "config_file.hpp"
#include "tests/support/certificate.hpp"

namespace cordon::config {
namespace {

using tests::kCertificate;

using testing::HasSubstr;

base::Result<std::string> read(std::string_view text) {
    const ConfigFolder folder;
    return read_authority_file(folder.write("authority.pem", text));
}

std::string mistake(std::string_view text) {
    const auto file = read(text);
    return file.ok() ? "" : file.error().message;
}

TEST(AuthorityFile, GivesItsCertificatesAndNothingBetweenThem) {
    EXPECT_EQ(read(kCertificate).value(), kCertificate);
    EXPECT_EQ(read("Certificate:\n  Data:\n" + kCertificate + "# the next\n" + kCertificate).value(),
              kCertificate + kCertificate);
}

TEST(AuthorityFile, IsNoFileWithAPrivateKey) {
    EXPECT_THAT(mistake(kCertificate + "-----BEGIN EC PRIVATE KEY-----\n"), HasSubstr("private key"));
    EXPECT_THAT(mistake("-----BEGIN PRIVATE KEY-----\n" + kCertificate), HasSubstr("private key"));
}

TEST(AuthorityFile, SaysWhenItHoldsNoCertificateOrADamagedOne) {
    EXPECT_THAT(mistake(""), HasSubstr("no certificate"));
    EXPECT_THAT(mistake("hello"), HasSubstr("no certificate"));
    EXPECT_THAT(mistake(kCertificate.substr(0, 300)), HasSubstr("damaged")) << "its end is missing";
    auto damaged = kCertificate;
    damaged[100] = '!';
    EXPECT_THAT(mistake(damaged), HasSubstr("damaged")) << "no base64";
    damaged = kCertificate;
    damaged.erase(100, 4);
    EXPECT_THAT(mistake(damaged), HasSubstr("damaged")) << "shorter than it says";
    EXPECT_THAT(mistake(kCertificate + damaged), HasSubstr("damaged"));
}

TEST(AuthorityFile, IsBounded) {
    std::string many;
    while (many.size() < 17'000) {
        many += kCertificate;
    }
    EXPECT_THAT(mistake(many), HasSubstr("too many"));
    EXPECT_THAT(mistake(std::string((1U << 20) + 1, 'x')), HasSubstr("larger than 1 MiB"));
}

TEST(AuthorityFile, SaysWhatItCannotRead) {
    EXPECT_THAT(read_authority_file("/nonexistent/a.pem").error().message, HasSubstr("cannot read"));
    EXPECT_THAT(read_authority_file("/").error().message, HasSubstr("folder"));
}

}  // namespace
}  // namespace cordon::config
