// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cordon::tests {

// An access unit that begins with these bytes and a character makes the decoder with the planted bug run that
// attack: an H.264 NAL unit of an unspecified type, which real decoders skip.
inline constexpr std::string_view kAttackMark{
    "\0\0\0\1\x1E"
    "CORDON-ATTACK:",
    19};

// What attacker-chosen code in the decoder tries. Each is meant to end the process by a signal.
enum class Attack : char {
    kReachable = 'A',  // tries nothing: proves that the code runs
    kOpenFile,
    kOpenMemoryOfSelf,
    kCreateSocket,
    kCreateMemory,
    kWriteLog,
    kWritePipe,
    kWriteAnyDescriptor,
    kReadLog,
    kReadOtherDescriptor,
    kDuplicateDescriptor,
    kStartThread,
    kFork,
    kExecute,
    kTraceAnother,
    kReadAnothersMemory,
    kSignalAnother,
    kMapExecutable,
    kMakeExecutable,
    kGrowHeap,
    kAskClock,
    kReadTimeStampCounter,
    kSleep,
    kForeignSystemCall,
    kLoadFilter,
    kWritePastRing,
    kEnd,  // one past the last
};

// The exit code of a process whose attack was not stopped.
inline constexpr int kAttackSucceeded = 77;

}  // namespace cordon::tests
