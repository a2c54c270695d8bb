// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include <boost/asio/ssl/context.hpp>

#include "pipelines/untrusted/rtsp/certificate_trust.hpp"

namespace cordon::untrusted::rtsp {

// How TLS is spoken with one camera (RTSPS, RFC 2326 over RFC 8446 and its forebears): as old a version and
// as weak a cipher as its firmware needs, TLS 1.0 at the least, for the alternative is to speak in clear; but
// with the one certificate that is trusted, or not at all. Outlives its connections.
class TlsContext {
public:
    static std::shared_ptr<TlsContext> create(CertificateTrust trust);

    [[nodiscard]] boost::asio::ssl::context& native() { return native_; }
    // Both after a handshake. Of the certificate the other end has shown; none where it has shown none.
    [[nodiscard]] static std::optional<Fingerprint> shown_by(SSL& connection);
    // Before a word is said or heard: whether the other end is the camera.
    [[nodiscard]] base::Result<> check_camera(SSL& connection) const;

private:
    TlsContext(SSL_CTX* native, CertificateTrust trust);
    boost::asio::ssl::context native_;
    CertificateTrust trust_;
};

// Has OpenSSL fetch all that TLS needs, which it would otherwise do at first use: call before the program may
// open no more files.
void load_tls();

}  // namespace cordon::untrusted::rtsp
