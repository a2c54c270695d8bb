// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace cordon::hostile {

// What this machine does of itself, where the end of a confined program depends on it.

// The signal that a 32-bit system call ends a program with under a filter for 64-bit ones: SIGSYS, or SIGSEGV
// where the kernel has no 32-bit calls and refuses the instruction to everybody. Tried without a filter.
int signal_of_a_32_bit_call();

// Whether PR_SET_TSC holds here (sandbox::time_stamp_counter_traps()). Where it does not, nothing can be
// checked that relies on it.
bool clocks_can_be_trapped();
inline constexpr const char* kClocksNotChecked =
    "this machine's processor ignores the trap on its time-stamp counter: that clocks end the program was "
    "NOT "
    "checked here";

}  // namespace cordon::hostile
