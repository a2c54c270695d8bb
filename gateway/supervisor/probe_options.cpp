// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/probe_options.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "config/nearest_word.hpp"
#include "config/scalar_values.hpp"

namespace cordon::supervisor {
namespace {

constexpr std::array<std::string_view, 11> kKnown{
    "--username", "--password-file", "--tls-fingerprint", "--network", "--config", "--snapshot", "--name",
    "--seconds",  "--json",          "--verbose",         "--help"};
constexpr std::uint32_t kMostSeconds = 600;

base::Result<> take_value(ProbeOptions& options, std::string_view option, std::string_view value) {
    const std::array<std::pair<std::string_view, std::string*>, 7> texts{
        {{"--username", &options.username},
         {"--password-file", &options.password_file},
         {"--tls-fingerprint", &options.tls_fingerprint},
         {"--network", &options.network},
         {"--config", &options.config},
         {"--snapshot", &options.snapshot},
         {"--name", &options.name}}};
    const auto* found = std::ranges::find(texts, option, &std::pair<std::string_view, std::string*>::first);
    if (found != texts.end()) {
        *found->second = value;
        return {};
    }
    const auto seconds = config::parse_integer(value, 1, kMostSeconds);
    if (!seconds.ok()) {
        return base::Error{"--seconds " + seconds.error().message};
    }
    options.time = std::chrono::seconds(seconds.value());
    return {};
}

}  // namespace

const std::string_view kProbeHelp =
    "cordon probe [OPTIONS] rtsp[s]://ADDRESS[:PORT]/PATH\n"
    "\n"
    "Looks at a camera through the same confined receiver and decoder a gateway gives it, says what it is "
    "(standard\n"
    "error) and prints its block of the configuration (YAML, standard output).\n"
    "  --network NAME        where the camera is: a network namespace, or host for this machine's own "
    "network\n"
    "  --config FILE         take that, and the limits, from this configuration\n"
    "  --username NAME       who Cordon is to the camera\n"
    "  --password-file FILE  the password: this file's first line. Else the environment variable "
    "CORDON_PASSWORD,\n"
    "                        else it is asked for. Never give it as an argument\n"
    "  --tls-fingerprint HEX the SHA-256 of the camera's certificate, for rtsps://. Left out, the probe says "
    "what it "
    "is and,\n"
    "                        at a terminal, asks whether it is the camera's\n"
    "  --snapshot FILE       save one picture, as PNG\n"
    "  --seconds N           watch the pictures for so long, from the first one on (10)\n"
    "  --name NAME           what the camera is called in the YAML (camera)\n"
    "  --json                print the findings as JSON instead of YAML\n"
    "  --verbose             show what receiver and decoder log, too\n"
    "Exit status: 0 there was a picture, 1 there was none (it says why), 2 the command line is wrong.\n";

base::Result<ProbeOptions> parse_probe_options(std::span<const std::string_view> arguments) {
    ProbeOptions options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "--json" || argument == "--verbose") {
            (argument == "--json" ? options.json : options.verbose) = true;
        } else if (argument == "--password") {
            return base::Error{
                "--password is no option: every user of the machine may read arguments. Give "
                "--password-file FILE, set CORDON_PASSWORD, or wait to be asked"};
        } else if (argument.starts_with('-')) {
            if (std::ranges::find(kKnown, argument) == kKnown.end()) {
                const auto meant = config::nearest_word(argument, kKnown);
                // What follows a = may be a password that slipped.
                const std::string_view word = argument.substr(0, argument.find('='));
                return base::Error{
                    "'" + std::string(word) + "' is not understood here" +
                    (meant ? "; did you mean '" + std::string(*meant) + "'?" : std::string("; try --help"))};
            }
            if (++i == arguments.size()) {
                return base::Error{std::string(argument) + " wants a value after it"};
            }
            CORDON_TRY_VOID(take_value(options, argument, arguments[i]));
        } else if (!options.source.empty()) {
            return base::Error{"one camera is wanted, not several"};
        } else {
            options.source = config::Secret(std::string(argument));
        }
    }
    if (!config::is_camera_name(options.name)) {
        return base::Error{"--name must be 1 to 63 of a-z, 0-9 and -, and not begin with -"};
    }
    if (options.source.empty()) {
        return base::Error{"the camera is missing: rtsp://ADDRESS[:PORT]/PATH"};
    }
    return options;
}

void hide_urls(std::span<char*> arguments) {
    for (char* argument : arguments) {
        if (std::string_view(argument).find("://") != std::string_view::npos) {
            std::memset(argument, 'x', std::strlen(argument));
        }
    }
}

}  // namespace cordon::supervisor
