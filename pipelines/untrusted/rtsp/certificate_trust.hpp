// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include <openssl/x509.h>

#include "gateway/base/result.hpp"
#include "gateway/boundary/camera_facts.hpp"

namespace cordon::untrusted::rtsp {

// SHA-256 of a certificate, as `openssl x509 -fingerprint -sha256` shows it.
using Fingerprint = boundary::CertificateFingerprint;

[[nodiscard]] Fingerprint fingerprint_of(const X509& certificate);

// By what a camera's certificate is known: by its fingerprint, whatever it says of itself, for cameras sign
// their own, name nobody in them and let them expire; or by an authority that signed it, of whatever name,
// for a camera is known by its address. Immutable.
class CertificateTrust {
public:
    // This certificate and no other.
    explicit CertificateTrust(const Fingerprint& fingerprint) : trusted_(fingerprint) {}
    // Whatever one of these certificates signed, or is. `pem`: the operator's, one certificate or several.
    static base::Result<CertificateTrust> in_authority(std::string_view pem);

    // Why what a camera showed is not to be trusted, in our own words. `chain`, which may be null, is what it
    // showed beside its own certificate; all of it is hostile.
    [[nodiscard]] base::Result<> check(X509& certificate, STACK_OF(X509) * chain) const;

private:
    explicit CertificateTrust(std::shared_ptr<X509_STORE> authority) : trusted_(std::move(authority)) {}
    std::variant<Fingerprint, std::shared_ptr<X509_STORE>> trusted_;
};

}  // namespace cordon::untrusted::rtsp
