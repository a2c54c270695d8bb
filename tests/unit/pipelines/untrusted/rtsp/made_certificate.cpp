// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/pipelines/untrusted/rtsp/made_certificate.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include "pipelines/untrusted/rtsp/cryptography.hpp"

namespace cordon::untrusted::rtsp {
namespace {

constexpr long kDay = 24L * 60 * 60;

void name(X509_NAME* field, const std::string& text) {
    X509_NAME_add_entry_by_txt(field, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(text.c_str()), -1, -1, 0);
}

void extend(X509& certificate, int what, const char* value) {
    const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension(
        X509V3_EXT_conf_nid(nullptr, nullptr, what, value), &X509_EXTENSION_free);
    X509_add_ext(&certificate, extension.get(), -1);
}

}  // namespace

MadeCertificate::MadeCertificate(const Wishes& wishes, const MadeCertificate* issuer) {
    prepare_cryptography();
    key_.reset(wishes.old ? EVP_RSA_gen(1024) : EVP_EC_gen("P-256"), &EVP_PKEY_free);
    certificate_.reset(X509_new(), &X509_free);
    X509_set_version(certificate_.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate_.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate_.get()), -2 * kDay);
    X509_gmtime_adj(X509_getm_notAfter(certificate_.get()), wishes.expired ? -kDay : kDay);
    X509_set_pubkey(certificate_.get(), key_.get());
    name(X509_get_subject_name(certificate_.get()), wishes.name);
    X509_set_issuer_name(
        certificate_.get(),
        X509_get_subject_name(issuer != nullptr ? issuer->certificate_.get() : certificate_.get()));
    extend(*certificate_, NID_basic_constraints, wishes.authority ? "critical,CA:TRUE" : "CA:FALSE");
    if (wishes.for_clients) {
        extend(*certificate_, NID_ext_key_usage, "clientAuth");
    }
    X509_sign(certificate_.get(), issuer != nullptr ? issuer->key_.get() : key_.get(),
              wishes.old ? EVP_sha1() : EVP_sha256());
}

std::string MadeCertificate::pem() const {
    const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()), &BIO_free);
    PEM_write_bio_X509(memory.get(), certificate_.get());
    char* text = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

}  // namespace cordon::untrusted::rtsp
