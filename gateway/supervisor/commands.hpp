// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/supervisor/command_line.hpp"

namespace cordon::supervisor {

// The exit status of every command.
inline constexpr int kSucceeded = 0;
inline constexpr int kFailed = 1;
inline constexpr int kMisused = 2;  // the command line or the configuration is wrong

// Each does one command and returns its exit status. People's words go to standard error, answers to standard
// output.
int run_command(const Command& command);
int check_command(const Command& command);
int status_command(const Command& command);
int probe_command(const Command& command);
int bench_command(const Command& command);

}  // namespace cordon::supervisor
