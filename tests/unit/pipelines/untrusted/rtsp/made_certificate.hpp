// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include <openssl/evp.h>
#include <openssl/x509.h>

namespace cordon::untrusted::rtsp {

// A certificate and its key, made for a test.
class MadeCertificate {
public:
    struct Wishes {
        std::string name = "camera";
        bool authority = false;
        bool expired = false;
        bool for_clients = false;  // extended key usage: not for servers
        bool old = false;          // RSA of 1024 bits, signed with SHA-1
    };
    // Signed by itself when `issuer` is null.
    explicit MadeCertificate(const Wishes& wishes, const MadeCertificate* issuer = nullptr);

    [[nodiscard]] X509& certificate() const { return *certificate_; }
    [[nodiscard]] EVP_PKEY& key() const { return *key_; }
    [[nodiscard]] std::string pem() const;

private:
    std::shared_ptr<EVP_PKEY> key_;
    std::shared_ptr<X509> certificate_;
};

}  // namespace cordon::untrusted::rtsp
