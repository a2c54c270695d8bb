// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/tls_context.hpp"

#include <ctime>
#include <utility>

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "gateway/base/invariant.hpp"
#include "pipelines/untrusted/rtsp/cryptography.hpp"

namespace cordon::untrusted::rtsp {
namespace {

// All that OpenSSL still has, save what needs no certificate (which DEFAULT leaves out). Level 0: TLS 1.0
// and 1.1, SHA-1, keys of 1024 bits.
constexpr const char* kCiphers = "DEFAULT:@SECLEVEL=0";

SSL_CTX* create_native() {
    prepare_cryptography();
    SSL_CTX* native = SSL_CTX_new(TLS_client_method());
    CORDON_INVARIANT(native != nullptr, "OpenSSL has TLS");
    const bool set = SSL_CTX_set_min_proto_version(native, TLS1_VERSION) == 1 &&
                     SSL_CTX_set_cipher_list(native, kCiphers) == 1;
    CORDON_INVARIANT(set, "OpenSSL knows its old versions and ciphers");
    // Firmware from before RFC 5746 is spoken to. We never renegotiate; such a camera may, and whoever stands
    // between could then put words of his own before our first ones.
    SSL_CTX_set_options(native, SSL_OP_LEGACY_SERVER_CONNECT | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET);
    SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
    // check_camera() judges instead, for both ways to trust: OpenSSL's verification knows no fingerprints and
    // does not tell which certificate it refused.
    SSL_CTX_set_verify(native, SSL_VERIFY_NONE, nullptr);
    return native;
}

}  // namespace

TlsContext::TlsContext(SSL_CTX* native, CertificateTrust trust) : native_(native), trust_(std::move(trust)) {}

std::shared_ptr<TlsContext> TlsContext::create(CertificateTrust trust) {
    return std::shared_ptr<TlsContext>(new TlsContext(create_native(), std::move(trust)));
}

std::optional<Fingerprint> TlsContext::shown_by(SSL& connection) {
    const X509* certificate = SSL_get0_peer_certificate(&connection);
    return certificate != nullptr ? std::optional(fingerprint_of(*certificate)) : std::nullopt;
}

base::Result<> TlsContext::check_camera(SSL& connection) const {
    X509* certificate = SSL_get0_peer_certificate(&connection);
    if (certificate == nullptr) {
        return base::Error{"the camera shows no certificate"};
    }
    return trust_.check(*certificate, SSL_get_peer_cert_chain(&connection));
}

void load_tls() {
    const auto context = TlsContext::create(CertificateTrust(Fingerprint{}));
    SSL* connection = SSL_new(context->native().native_handle());
    CORDON_INVARIANT(connection != nullptr, "OpenSSL has TLS");
    SSL_free(connection);
    // A certificate's dates make the C library look for a time zone, even for UTC.
    ::tzset();
}

}  // namespace cordon::untrusted::rtsp
