// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/command_line.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "config/nearest_word.hpp"

namespace cordon::supervisor {
namespace {

constexpr std::string_view kHelp =
    "Cordon lets nothing but pixels through from cameras to viewers.\n"
    "\n"
    "  cordon run FILE       start the gateway; SIGINT or SIGTERM ends it in order\n"
    "  cordon check FILE     name every mistake in a configuration\n"
    "  cordon status         show the running gateway, live\n"
    "  cordon probe URL      look at one camera and print its block of the configuration\n"
    "  cordon bench          measure how many cameras this machine carries\n"
    "  cordon --version\n"
    "\n"
    "'cordon COMMAND --help' says more. cordon.example.yaml explains the configuration.\n"
    "Exit status: 0 all is well, 1 it failed, 2 the command line or the configuration is wrong.\n";

constexpr std::string_view kRunHelp =
    "cordon run FILE\n"
    "\n"
    "Starts the gateway that FILE (YAML) describes and stays in the foreground; its log goes to standard "
    "error.\n"
    "SIGINT, SIGTERM or SIGHUP ends it in order, a second one at once.\n"
    "Exit status: 0 ended as asked, 1 it failed, 2 the command line or FILE is wrong.\n";

constexpr std::string_view kCheckHelp =
    "cordon check [--json] FILE\n"
    "\n"
    "Reads FILE (YAML) as 'cordon run' would, the environment variables and password files it names too, "
    "and\n"
    "names every mistake: file, line, key, what is allowed. Starts nothing.\n"
    "  --json  print what each camera's stream is to be, with the keys of FILE, as one line of JSON; no "
    "secrets\n"
    "Exit status: 0 FILE is right (there may be warnings), 2 it is not.\n";

constexpr std::string_view kStatusHelp =
    "cordon status [--json | --once] [--socket PATH | FILE]\n"
    "\n"
    "Shows the running gateway, one row per camera, drawn anew every second until Ctrl-C.\n"
    "  --json         print everything there is to know as one line of JSON, and end\n"
    "  --once         print the table once (so it is also when standard output is no terminal)\n"
    "  --socket PATH  the gateway's control socket\n"
    "  FILE           the gateway's configuration, for the controlSocket in it\n"
    "Exit status: 0 a gateway answered, 1 none did, 2 the command line or FILE is wrong.\n";

base::Error not_understood(std::string_view argument, std::span<const std::string_view> known) {
    const auto meant = config::nearest_word(argument, known);
    return base::Error{"'" + std::string(argument) + "' is not understood here" +
                       (meant ? "; did you mean '" + std::string(*meant) + "'?" : "; try --help")};
}

bool asks_for_help(std::span<const std::string_view> arguments) {
    return std::ranges::any_of(arguments, [](auto each) { return each == "--help" || each == "-h"; });
}

base::Result<Command> parse_file_command(Command::Kind kind, std::string_view help,
                                         std::span<const std::string_view> arguments) {
    if (asks_for_help(arguments)) {
        return Command{.kind = Command::Kind::kHelp, .help = help};
    }
    for (const std::string_view argument : arguments) {
        if (argument.starts_with('-')) {
            constexpr std::array<std::string_view, 2> kKnown{"--help", "--json"};
            return not_understood(argument, std::span(kKnown).first(kind == Command::Kind::kCheck ? 2 : 1));
        }
    }
    if (arguments.size() != 1) {
        return base::Error{arguments.empty() ? "FILE is missing: the configuration to use"
                                             : "one FILE is wanted, not several"};
    }
    return Command{.kind = kind, .file = std::string(arguments[0])};
}

base::Result<Command> parse_check_command(std::span<const std::string_view> arguments) {
    std::vector<std::string_view> others;
    std::ranges::copy_if(arguments, std::back_inserter(others), [](auto each) { return each != "--json"; });
    CORDON_TRY(auto command, parse_file_command(Command::Kind::kCheck, kCheckHelp, others));
    command.json = others.size() < arguments.size();
    return command;
}

base::Result<Command> parse_probe_command(std::span<const std::string_view> arguments) {
    if (asks_for_help(arguments)) {
        return Command{.kind = Command::Kind::kHelp, .help = kProbeHelp};
    }
    CORDON_TRY(auto options, parse_probe_options(arguments));
    return Command{.kind = Command::Kind::kProbe, .probe = std::move(options)};
}

base::Result<Command> parse_status_command(std::span<const std::string_view> arguments) {
    constexpr std::array<std::string_view, 4> kKnown{"--json", "--once", "--socket", "--help"};
    if (asks_for_help(arguments)) {
        return Command{.kind = Command::Kind::kHelp, .help = kStatusHelp};
    }
    Command command{.kind = Command::Kind::kStatus};
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "--json") {
            command.json = true;
        } else if (argument == "--once") {
            command.once = true;
        } else if (argument == "--socket") {
            if (++i == arguments.size()) {
                return base::Error{"--socket wants a PATH after it"};
            }
            command.socket = arguments[i];
        } else if (argument.starts_with('-') || !command.file.empty()) {
            return not_understood(argument, kKnown);
        } else {
            command.file = argument;
        }
    }
    if (!command.file.empty() && !command.socket.empty()) {
        return base::Error{"give --socket PATH or FILE, not both"};
    }
    return command;
}

}  // namespace

base::Result<Command> parse_command_line(std::span<const std::string_view> arguments) {
    if (arguments.empty()) {
        return base::Error{"a command is missing: run, check, status, probe or bench; try --help"};
    }
    const std::string_view word = arguments[0];
    const auto rest = arguments.subspan(1);
    if (word == "run") {
        return parse_file_command(Command::Kind::kRun, kRunHelp, rest);
    }
    if (word == "check") {
        return parse_check_command(rest);
    }
    if (word == "status") {
        return parse_status_command(rest);
    }
    if (word == "probe") {
        return parse_probe_command(rest);
    }
    if (word == "bench") {
        return Command{.kind = Command::Kind::kBench, .words = {rest.begin(), rest.end()}};
    }
    if (word == "--version" || word == "-V") {
        return asks_for_help(rest) ? Command{.kind = Command::Kind::kHelp, .help = kHelp}
                                   : Command{.kind = Command::Kind::kVersion};
    }
    if (word == "--help" || word == "-h" || word == "help") {
        return Command{.kind = Command::Kind::kHelp, .help = kHelp};
    }
    constexpr std::array<std::string_view, 7> kKnown{"run",   "check",     "status", "probe",
                                                     "bench", "--version", "--help"};
    return not_understood(word, kKnown);
}

}  // namespace cordon::supervisor
