// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/base/result.hpp"

namespace cordon::bench {

// One option a measuring tool takes, always as "--name VALUE", or "--name" alone where `value` is empty.
struct OptionSpec {
    std::string_view name;   // with its dashes
    std::string_view value;  // what the value is called in --help
    std::string_view help;
};

// What a tool was started with, checked against the options it has. An Error names the argument at fault.
class CommandLine {
public:
    // `arguments` without the program's name. "--help" is always known.
    static base::Result<CommandLine> parse(std::span<const char* const> arguments,
                                           std::span<const OptionSpec> specs);

    [[nodiscard]] bool has(std::string_view name) const { return value(name).has_value(); }
    // The last value given; empty for an option without one.
    [[nodiscard]] std::optional<std::string_view> value(std::string_view name) const;
    // Every value given, in order.
    [[nodiscard]] std::vector<std::string_view> values(std::string_view name) const;
    // A whole number from `least` to `most`, or `fallback` where the option was not given.
    [[nodiscard]] base::Result<std::int64_t> number(std::string_view name, std::int64_t fallback,
                                                    std::int64_t least, std::int64_t most) const;

    // "Usage: ..." with one line per option.
    static std::string help(std::string_view usage, std::span<const OptionSpec> specs);

private:
    std::vector<std::pair<std::string, std::string>> given_;
};

// What main() of a tool does: its command line, `--help`, and `run` with what was given. `usage` as help()
// has it; its first word is the tool's name, which an error on standard error begins with. Returns the exit
// status.
int run_tool(int argc, char** argv, std::string_view usage, std::span<const OptionSpec> specs,
             base::Result<> (*run)(const CommandLine&));

// The whole of `text` as a number from `least` to `most`.
std::optional<std::int64_t> parse_number(std::string_view text, std::int64_t least, std::int64_t most);

}  // namespace cordon::bench
