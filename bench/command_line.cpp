// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/command_line.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace cordon::bench {

base::Result<CommandLine> CommandLine::parse(std::span<const char* const> arguments,
                                             std::span<const OptionSpec> specs) {
    CommandLine line;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string name = arguments[i];
        if (name == "--help") {
            line.given_.emplace_back(name, "");
            continue;
        }
        const auto* const spec = std::find_if(specs.data(), specs.data() + specs.size(),
                                              [&](const OptionSpec& known) { return known.name == name; });
        if (spec == specs.data() + specs.size()) {
            return base::Error{"unknown argument '" + name + "'; see --help"};
        }
        if (spec->value.empty()) {
            line.given_.emplace_back(name, "");
        } else if (++i == arguments.size()) {
            return base::Error{name + " needs a value: " + std::string(spec->value)};
        } else {
            line.given_.emplace_back(name, arguments[i]);
        }
    }
    return line;
}

std::optional<std::string_view> CommandLine::value(std::string_view name) const {
    const auto found = std::find_if(given_.rbegin(), given_.rend(),
                                    [&](const auto& option) { return option.first == name; });
    return found == given_.rend() ? std::nullopt : std::optional<std::string_view>(found->second);
}

std::vector<std::string_view> CommandLine::values(std::string_view name) const {
    std::vector<std::string_view> all;
    for (const auto& [given, value] : given_) {
        if (given == name) {
            all.push_back(value);
        }
    }
    return all;
}

base::Result<std::int64_t> CommandLine::number(std::string_view name, std::int64_t fallback,
                                               std::int64_t least, std::int64_t most) const {
    const auto text = value(name);
    const auto parsed = text ? parse_number(*text, least, most) : fallback;
    if (!parsed) {
        return base::Error{std::string(name) + " " + std::string(*text) + ": must be a number from " +
                           std::to_string(least) + " to " + std::to_string(most)};
    }
    return *parsed;
}

std::string CommandLine::help(std::string_view usage, std::span<const OptionSpec> specs) {
    constexpr std::size_t kHelpColumn = 32;
    std::string text = "Usage: " + std::string(usage) + "\n\nOptions:\n";
    for (const OptionSpec& spec : specs) {
        std::string line = "  " + std::string(spec.name) + " " + std::string(spec.value);
        line.resize(std::max(kHelpColumn, line.size() + 2), ' ');
        text += line + std::string(spec.help) + "\n";
    }
    return text;
}

int run_tool(int argc, char** argv, std::string_view usage, std::span<const OptionSpec> specs,
             base::Result<> (*run)(const CommandLine&)) {
    const auto line = CommandLine::parse(std::span(argv + 1, static_cast<std::size_t>(argc - 1)), specs);
    if (line.ok() && line.value().has("--help")) {
        std::fputs(CommandLine::help(usage, specs).c_str(), stdout);
        return 0;
    }
    const auto outcome = line.ok() ? run(line.value()) : base::Result<>(line.error());
    if (!outcome.ok()) {
        const std::string name(usage.substr(0, usage.find(' ')));
        std::fprintf(stderr, "%s: %s\n", name.c_str(), outcome.error().message.c_str());
        return 1;
    }
    return 0;
}

std::optional<std::int64_t> parse_number(std::string_view text, std::int64_t least, std::int64_t most) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

}  // namespace cordon::bench
