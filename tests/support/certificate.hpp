// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace cordon::tests {

// A certificate in PEM (RFC 7468), as a camera signs its own and an authority's file holds it:
// openssl req -x509 -newkey ec ...
inline const std::string kCertificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBeDCCAR2gAwIBAgIUQvs615jvoGA2yPPzzCAsGKK7j7wwCgYIKoZIzj0EAwIw\n"
    "ETEPMA0GA1UEAwwGY2FtZXJhMB4XDTI2MTEyNTEwNDIzOVoXDTM2MTEyMjEwNDIz\n"
    "OVowETEPMA0GA1UEAwwGY2FtZXJhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n"
    "jeUKvq+xoQ6iFEz7JgQYsoxjSMxLhOJCA8K1IYA+4pa4FpBatwEki6YSLmJgsNl4\n"
    "npx114ricliudKgYRroubKNTMFEwHQYDVR0OBBYEFGXS5v3wT7dl9TPkOwHIL2dn\n"
    "23pbMB8GA1UdIwQYMBaAFGXS5v3wT7dl9TPkOwHIL2dn23pbMA8GA1UdEwEB/wQF\n"
    "MAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAKKk1Fr11RJ2vHx0U9x9tKxDw02m5y8r\n"
    "OBj7NAN0zsGNAiEAwhauzwmnJwS98X+AIXvMh4iI/rGnBi/pryCK7ZUS04Y=\n"
    "-----END CERTIFICATE-----\n";

}  // namespace cordon::tests
