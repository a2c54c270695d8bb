// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/cryptography.hpp"

#include <openssl/crypto.h>
#include <openssl/ssl.h>

#include "gateway/base/invariant.hpp"

namespace cordon::untrusted::rtsp {

void prepare_cryptography() {
    static const bool ready = OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr) == 1;
    CORDON_INVARIANT(ready, "OpenSSL starts without its configuration");
}

}  // namespace cordon::untrusted::rtsp
