// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace cordon::untrusted::decode {

// How cordon-decode ends when it ends by itself. After lock-in there is no other way to say why. A broken
// limit (system call, memory, time-stamp counter) ends it by a signal.
enum class ExitCode : int {
    kPipeEnded = 0,       // the receiver closed its end, or died
    kDidNotStart = 2,     // the log says why
    kMalformedInput = 3,  // the receiver wrote what no receiver writes
};

}  // namespace cordon::untrusted::decode
