// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/secret.hpp"
#include "gateway/boundary/frame_geometry.hpp"
#include "gateway/boundary/launch_record.hpp"

namespace cordon::config {

// What an operator decided, checked: every value lies in its range and fits the record that will carry it.
// Plain values; config/cordon.example.yaml says what each is for.

struct NumericAddress {
    std::uint16_t family = 4;              // 4 or 6
    std::array<std::uint8_t, 16> bytes{};  // network byte order; the first 4 for family 4
    std::string text;
};

// By what the certificate of a camera inside TLS is known.
struct CameraCertificate {
    boundary::CertificateTrust trust = boundary::CertificateTrust::kNone;
    boundary::CertificateFingerprint fingerprint{};  // kFingerprint: SHA-256
    std::string authority;                           // kAuthority: certificates in PEM
};

// Where a camera is. The URL may carry a credential in its query (some cameras want that): never show it.
struct CameraSource {
    Secret url;  // rtsp:// or rtsps://, without user information
    NumericAddress address;
    std::uint16_t port = 554;
    bool tls = false;  // rtsps://
};

// What a camera with `picture: auto` has while nobody knows what it sends.
[[nodiscard]] inline boundary::FrameGeometry provisional_picture() {
    return boundary::FrameGeometry::create(1920, 1080).value();
}

// The encoder an operator named; nothing: auto (encoder_choice.hpp).
using EncoderChoice = std::optional<boundary::EncoderKind>;

// What a camera has where nobody says otherwise.
inline constexpr std::uint32_t kDefaultFrameRate = 30;  // frames/s at most
inline constexpr std::uint32_t kDefaultQuality = 26;
inline constexpr std::uint32_t kDefaultKilobits = 8000;  // a second at most

struct CameraConfig {
    std::string name;   // [a-z0-9-]
    std::string title;  // what people call it; the name when nothing is given
    CameraSource source;
    Secret username;
    Secret password;
    boundary::TransportPolicy transport = boundary::TransportPolicy::kAuto;
    CameraCertificate certificate = {};  // trusted in none exactly where there is no TLS
    boundary::FrameGeometry picture;
    std::uint32_t most_frames_per_second;
    EncoderChoice encoder;
    std::uint32_t quality;  // quantiser, 1 (best) to 51
    std::uint32_t most_kilobits_per_second;
    std::chrono::milliseconds silence_limit;
    boundary::EncoderPreset preset = boundary::EncoderPreset::kLive;
    std::uint32_t noise_tolerance = 0;  // levels of 255 by which an unchanged picture's blocks may differ
    bool picture_is_auto = false;       // then `picture` is provisional until a pinned one takes its place
};

// What one camera may cost.
struct LimitsConfig {
    std::uint32_t largest_access_unit = 8U << 20;   // bytes
    std::uint32_t replay_limit = 16U << 20;         // bytes
    std::uint32_t largest_picture = 4096U * 2304U;  // pixels
    std::uint32_t most_references = 16;             // pictures
};

struct CameraNetwork {
    bool host = false;  // the network Cordon itself is in
    std::string path;   // of the namespace, when not
};

struct GatewayConfig {
    std::uint16_t rtsp_port = 8554;
    std::uint16_t web_port = 8888;
    std::string listen_address = "0.0.0.0";
    CameraNetwork camera_network;
    std::uint32_t encoder_threads = 1;
    std::chrono::milliseconds keyframe_interval{2000};
    std::uint32_t uid_base = 70000;
    std::string control_socket;   // absolute path
    std::string state_directory;  // absolute path; where `picture: auto` is remembered
    LimitsConfig limits;
    std::vector<CameraConfig> cameras;
};

}  // namespace cordon::config
