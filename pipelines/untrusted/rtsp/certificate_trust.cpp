// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/certificate_trust.hpp"

#include <span>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include "gateway/base/invariant.hpp"
#include "pipelines/untrusted/rtsp/cryptography.hpp"

namespace cordon::untrusted::rtsp {
namespace {

// Cameras' chains are one or two certificates long.
constexpr int kDeepestChain = 4;
// What a signature in a chain must be worth: not MD5 or SHA-1, which can be forged. A camera's own key and
// the session may be weaker, for there is no other.
constexpr int kSignatureLevel = 1;

base::Result<> check_chain(X509_STORE& authority, X509& certificate, STACK_OF(X509) * chain) {
    const std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)> context(X509_STORE_CTX_new(),
                                                                                  &X509_STORE_CTX_free);
    const bool ready = context != nullptr &&
                       X509_STORE_CTX_init(context.get(), &authority, &certificate, chain) == 1 &&
                       X509_STORE_CTX_set_default(context.get(), "ssl_server") == 1;
    CORDON_INVARIANT(ready, "OpenSSL begins to verify a chain");
    X509_VERIFY_PARAM* rules = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_depth(rules, kDeepestChain);
    X509_VERIFY_PARAM_set_auth_level(rules, kSignatureLevel);
    const bool verified = X509_verify_cert(context.get()) == 1;
    ERR_clear_error();
    if (!verified) {
        return base::Error{std::string("the authority does not vouch for it: ") +
                           X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()))};
    }
    return {};
}

}  // namespace

Fingerprint fingerprint_of(const X509& certificate) {
    prepare_cryptography();
    Fingerprint fingerprint{};
    unsigned size = fingerprint.size();
    const bool done = X509_digest(&certificate, EVP_sha256(), fingerprint.data(), &size) == 1;
    CORDON_INVARIANT(done && size == fingerprint.size(), "OpenSSL hashes SHA-256");
    return fingerprint;
}

base::Result<CertificateTrust> CertificateTrust::in_authority(std::string_view pem) {
    prepare_cryptography();
    std::shared_ptr<X509_STORE> authority(X509_STORE_new(), &X509_STORE_free);
    const std::unique_ptr<BIO, decltype(&BIO_free)> text(
        BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
    CORDON_INVARIANT(authority != nullptr && text != nullptr, "there is memory for certificates");
    // An authority that another one signed is trusted as it stands.
    X509_STORE_set_flags(authority.get(), X509_V_FLAG_PARTIAL_CHAIN);
    std::size_t count = 0;
    for (;; ++count) {
        const std::unique_ptr<X509, decltype(&X509_free)> certificate(
            PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr), &X509_free);
        if (certificate == nullptr) {
            break;
        }
        CORDON_INVARIANT(X509_STORE_add_cert(authority.get(), certificate.get()) == 1,
                         "there is memory for certificates");
    }
    const auto error = ERR_peek_last_error();
    ERR_clear_error();
    const bool at_end = ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE;
    if (count == 0 || !at_end) {
        return base::Error{"the authority's file holds what is no certificate in PEM"};
    }
    return CertificateTrust(std::move(authority));
}

base::Result<> CertificateTrust::check(X509& certificate, STACK_OF(X509) * chain) const {
    const Fingerprint shown = fingerprint_of(certificate);
    const std::string whose =
        "the camera's certificate, sha256 " + boundary::fingerprint_text(shown) + ", is not trusted: ";
    if (const auto* pinned = std::get_if<Fingerprint>(&trusted_)) {
        if (shown != *pinned) {
            return base::Error{whose + "it is not the one that tlsFingerprint names"};
        }
        return {};
    }
    auto checked = check_chain(*std::get<std::shared_ptr<X509_STORE>>(trusted_), certificate, chain);
    if (!checked.ok()) {
        return base::Error{whose + checked.error().message};
    }
    return {};
}

}  // namespace cordon::untrusted::rtsp
