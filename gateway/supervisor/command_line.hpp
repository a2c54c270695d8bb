// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/result.hpp"
#include "gateway/supervisor/probe_options.hpp"

namespace cordon::supervisor {

// What the user asked for.
struct Command {
    enum class Kind { kRun, kCheck, kStatus, kProbe, kBench, kVersion, kHelp };
    Kind kind = Kind::kHelp;
    std::string file = {};                // of run and check; of status, where given
    std::string socket = {};              // of status, where given
    bool json = false;                    // of check and status
    bool once = false;                    // of status
    std::string_view help = {};           // of help: what to print
    ProbeOptions probe = {};              // of probe
    std::vector<std::string> words = {};  // of bench: what follows it
};

// `arguments` without the program's name. An Error says what is not understood and what was probably meant.
base::Result<Command> parse_command_line(std::span<const std::string_view> arguments);

}  // namespace cordon::supervisor
