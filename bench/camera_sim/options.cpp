// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/options.hpp"

#include <array>
#include <fstream>
#include <limits>
#include <random>

#include "bench/camera_sim/personality.hpp"
#include "bench/command_line.hpp"

namespace cordon::bench {
namespace {

constexpr std::array kOptions{
    OptionSpec{"--camera", "ADDRESS:PORT=CLIP", "a camera; repeat for more"},
    OptionSpec{"--listen", "ADDRESS:PORT", "where the one camera of --clip listens"},
    OptionSpec{"--clip", "FILE",
               "what it plays for ever: H.264, H.265, MJPEG or MPEG-4 in mp4, mkv, .264 or .265"},
    OptionSpec{"--path", "PATH", "of every camera's stream, with its slash (/stream)"},
    OptionSpec{"--user", "NAME", "who may watch; nobody need say so without"},
    OptionSpec{"--password", "TEXT", "that user's password"},
    OptionSpec{"--password-file", "FILE", "the same, from the file's first line"},
    OptionSpec{"--auth", "SCHEME", "md5 (default), sha256, both or basic"},
    OptionSpec{"--qop", "", "ask for digests with qop=\"auth\""},
    OptionSpec{"--tls", "FILE", "speak RTSPS, with the certificate and key in that PEM file"},
    OptionSpec{"--session-timeout", "SECONDS", "without a sign of life a session ends (60)"},
    OptionSpec{"--quirk", "NAME[,NAME...]", "what is odd about it; repeat for more"},
    OptionSpec{"--list-quirks", "", "print every quirk as NAME, STATE and what it is, and end"},
    OptionSpec{"--personality", "NAME", "the quirks and the path of a vendor's cameras"},
    OptionSpec{"--list-personalities", "", "print every personality as NAME and its quirks, and end"},
    OptionSpec{"--misbehave-every", "SECONDS", "how often it does what it does now and then (10)"},
    OptionSpec{"--second-clip", "FILE", "what size-changes and codec-changes change to"},
    OptionSpec{"--in-step", "",
               "begin each session with the next keyframe, so that picture N of the clip leaves N intervals "
               "after the moment in the ready line, on the monotonic clock"},
    OptionSpec{
        "--spread", "",
        "begin with each camera at another place of its clip, so that together they always show all of it"},
    OptionSpec{"--largest-payload", "BYTES", "of one RTP packet behind its header (1400)"},
};

// "10.77.0.11:554" or "[fd00::1]:554".
base::Result<CameraOptions> parse_endpoint(std::string_view text, std::string_view option) {
    const auto colon = text.rfind(':');
    const auto port =
        colon == std::string_view::npos
            ? std::nullopt
            : parse_number(text.substr(colon + 1), 0, std::numeric_limits<std::uint16_t>::max());
    if (!port || colon == 0) {
        return base::Error{std::string(option) + " " + std::string(text) + ": must begin with ADDRESS:PORT"};
    }
    std::string_view address = text.substr(0, colon);
    if (address.starts_with('[') && address.ends_with(']')) {
        address = address.substr(1, address.size() - 2);
    }
    CameraOptions camera;
    camera.address = address;
    camera.port = static_cast<std::uint16_t>(*port);
    return camera;
}

base::Result<unsigned> parse_schemes(std::string_view text) {
    if (text == "basic") {
        return unsigned{Credentials::kBasic};
    }
    if (text == "md5") {
        return unsigned{Credentials::kDigestMd5};
    }
    if (text == "sha256") {
        return unsigned{Credentials::kDigestSha256};
    }
    if (text == "both") {
        return Credentials::kDigestSha256 | Credentials::kDigestMd5;
    }
    return base::Error{"--auth " + std::string(text) + ": must be md5, sha256, both or basic"};
}

base::Result<std::string> read_password(const CommandLine& line) {
    const auto file = line.value("--password-file");
    if (!file) {
        return std::string(line.value("--password").value_or(""));
    }
    std::ifstream stream{std::string(*file)};
    std::string password;
    if (!std::getline(stream, password)) {
        return base::Error{"--password-file " + std::string(*file) + ": cannot be read"};
    }
    return password;
}

base::Result<CameraTraits> parse_traits(const CommandLine& line) {
    CameraTraits traits;
    traits.path = "/stream";
    if (const auto name = line.value("--personality")) {
        CORDON_TRY(const Personality personality, find_personality(*name));
        CORDON_TRY(traits.quirks, QuirkSet::parse(personality.quirks));
        traits.path = personality.path;
    }
    traits.path = line.value("--path").value_or(traits.path);
    if (!traits.path.starts_with('/')) {
        return base::Error{"--path " + traits.path + ": must begin with /"};
    }
    CORDON_TRY(const auto timeout, line.number("--session-timeout", 60, 1, 86400));
    traits.session_timeout = std::chrono::seconds(timeout);
    CORDON_TRY(traits.credentials.password, read_password(line));
    traits.credentials.user = line.value("--user").value_or("");
    traits.credentials.quality_of_protection = line.has("--qop");
    CORDON_TRY(const auto period, line.number("--misbehave-every", 10, 1, 86400));
    traits.misbehave_every = std::chrono::seconds(period);
    traits.beginning = line.has("--in-step") ? Beginning::kInStep : Beginning::kAtOnce;
    for (const std::string_view names : line.values("--quirk")) {
        CORDON_TRY(const QuirkSet set, QuirkSet::parse(names));
        traits.quirks.add(set);
    }
    CORDON_TRY(const unsigned schemes, parse_schemes(line.value("--auth").value_or("md5")));
    traits.credentials.schemes = line.has("--user") ? schemes : unsigned{Credentials::kNone};
    return traits;
}

}  // namespace

base::Result<SimulatorOptions> parse_options(std::span<const char* const> arguments) {
    CORDON_TRY(const CommandLine line, CommandLine::parse(arguments, kOptions));
    SimulatorOptions options;
    options.help = line.has("--help");
    options.list_quirks = line.has("--list-quirks");
    options.list_personalities = line.has("--list-personalities");
    if (options.help || options.list_quirks || options.list_personalities) {
        return options;
    }
    CORDON_TRY(const CameraTraits traits, parse_traits(line));
    CORDON_TRY(const auto payload, line.number("--largest-payload", 1400, 64, 65000));
    options.largest_payload = static_cast<std::size_t>(payload);
    if (line.has("--listen") != line.has("--clip")) {
        return base::Error{"--listen and --clip go together"};
    }
    if (line.has("--listen")) {
        CORDON_TRY(CameraOptions camera, parse_endpoint(*line.value("--listen"), "--listen"));
        camera.clip = *line.value("--clip");
        options.cameras.push_back(std::move(camera));
    }
    for (const std::string_view text : line.values("--camera")) {
        const auto equals = text.find('=');
        if (equals == std::string_view::npos || equals + 1 == text.size()) {
            return base::Error{"--camera " + std::string(text) + ": must be ADDRESS:PORT=CLIP"};
        }
        CORDON_TRY(CameraOptions camera, parse_endpoint(text.substr(0, equals), "--camera"));
        camera.clip = text.substr(equals + 1);
        options.cameras.push_back(std::move(camera));
    }
    if (options.cameras.empty()) {
        return base::Error{"no camera: give --camera ADDRESS:PORT=CLIP, or --listen and --clip"};
    }
    const bool changes = traits.quirks.has(Quirk::kSizeChanges) || traits.quirks.has(Quirk::kCodecChanges);
    if (changes != line.has("--second-clip")) {
        return base::Error{"--second-clip and the quirks size-changes and codec-changes go together"};
    }
    if (traits.quirks.has(Quirk::kTls10) && !line.has("--tls")) {
        return base::Error{"the quirk tls-1-0 needs --tls"};
    }
    if (line.has("--spread") && line.has("--in-step")) {
        return base::Error{"--spread: cameras that are in step are spread already"};
    }
    // Cameras that are in step with their own clocks are not with one another's, nor are their keyframes.
    std::random_device random;
    for (std::size_t i = 0; i < options.cameras.size(); ++i) {
        if (line.has("--in-step")) {
            options.cameras[i].place = std::uniform_real_distribution(0.0, 1.0)(random);
        } else if (line.has("--spread")) {
            options.cameras[i].place = static_cast<double>(i) / static_cast<double>(options.cameras.size());
        }
    }
    for (CameraOptions& camera : options.cameras) {
        camera.tls_file = line.value("--tls").value_or("");
        camera.traits = traits;
        camera.second_clip = line.value("--second-clip").value_or("");
    }
    return options;
}

std::string options_help() {
    return CommandLine::help(
        "camera_sim --camera ADDRESS:PORT=CLIP... [OPTION]...\n\n"
        "RTSP cameras made from clips: the coded pictures as they stand in the file, looped.\n"
        "Prints one line per camera when it is ready, and its counters when it is ended.",
        kOptions);
}

}  // namespace cordon::bench
