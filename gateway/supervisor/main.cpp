// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdio>
#include <span>
#include <string_view>
#include <vector>

#include "gateway/supervisor/command_line.hpp"
#include "gateway/supervisor/commands.hpp"

using namespace cordon::supervisor;

int main(int argument_count, char** arguments) {
    const std::span<char*> given(arguments + 1, static_cast<std::size_t>(std::max(argument_count - 1, 0)));
    const auto command = parse_command_line(std::vector<std::string_view>(given.begin(), given.end()));
    hide_urls(given);
    if (!command.ok()) {
        std::fprintf(stderr, "cordon: %s\n", command.error().message.c_str());
        return kMisused;
    }
    switch (command.value().kind) {
        case Command::Kind::kRun:
            return run_command(command.value());
        case Command::Kind::kCheck:
            return check_command(command.value());
        case Command::Kind::kStatus:
            return status_command(command.value());
        case Command::Kind::kProbe:
            return probe_command(command.value());
        case Command::Kind::kBench:
            return bench_command(command.value());
        case Command::Kind::kVersion:
            std::puts("cordon " CORDON_VERSION);
            return kSucceeded;
        case Command::Kind::kHelp:
            std::fwrite(command.value().help.data(), 1, command.value().help.size(), stdout);
            return kSucceeded;
    }
    return kMisused;
}
