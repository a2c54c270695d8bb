// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "bench/camera_sim/rtsp_dialogue.hpp"
#include "gateway/base/result.hpp"

namespace cordon::bench {

// One camera to be: where it listens and what it shows.
struct CameraOptions {
    std::string address;      // numeric
    std::uint16_t port = 0;   // 0: the kernel chooses, and the ready line says which
    std::string clip;         // file
    std::string second_clip;  // of a camera that changes between two; else empty
    std::string tls_file;     // PEM with the certificate and key of a camera inside TLS; else empty
    double place = 0;         // of its clip that it is at when it starts: 0 the beginning, 1 the end
    CameraTraits traits;
};

struct SimulatorOptions {
    std::vector<CameraOptions> cameras;
    std::size_t largest_payload = 1400;  // bytes of one RTP packet behind its header
    bool help = false;
    bool list_quirks = false;
    bool list_personalities = false;
};

// `arguments` without the program's name. An Error names the option and what was wrong with it.
base::Result<SimulatorOptions> parse_options(std::span<const char* const> arguments);

// What --help prints.
std::string options_help();

}  // namespace cordon::bench
