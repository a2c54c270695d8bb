// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace cordon::untrusted::rtsp {

// Starts OpenSSL without openssl.cnf: a host's policy for its own secrets, which may forbid MD5 or TLS 1.0,
// does not decide what an old camera can be answered, and nothing is read from disk. Before any other use of
// it.
void prepare_cryptography();

}  // namespace cordon::untrusted::rtsp
