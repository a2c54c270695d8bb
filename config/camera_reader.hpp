// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "config/gateway_config.hpp"
#include "config/yaml_mapping.hpp"

namespace cordon::config {

// `picture: auto`, or what the operator gave.
struct PictureChoice {
    bool automatic = false;
    boundary::FrameGeometry geometry;  // where automatic: the provisional one
};

// A camera while it is being read: what cameraDefaults said, then what its own block says over it.
struct CameraDraft {
    std::optional<PictureChoice> picture;
    std::uint32_t most_frames_per_second = kDefaultFrameRate;
    boundary::EncoderPreset preset = boundary::EncoderPreset::kLive;
    EncoderChoice encoder;
    std::uint32_t quality = kDefaultQuality;
    std::uint32_t most_kilobits_per_second = kDefaultKilobits;
    std::uint32_t noise_tolerance = 0;
    std::chrono::milliseconds silence_limit{5000};
    boundary::TransportPolicy transport = boundary::TransportPolicy::kAuto;
    CameraCertificate certificate;
    Secret username;
    Secret password;
};

// Reads cameras and their defaults from one file. What is wrong goes to each mapping's problems.
class CameraReader {
public:
    // `file` is the configuration: other files are named relative to its folder.
    explicit CameraReader(std::filesystem::path file);

    // Reads all but a camera's own keys (config_keys.hpp) over what `draft` holds.
    void read_defaults(const YamlMapping& mapping, CameraDraft& draft);
    // Nothing when a problem was found.
    std::optional<CameraConfig> read_camera(const YamlMapping& mapping, const std::string& name,
                                            const CameraDraft& defaults);

private:
    static void check_encoder(const YamlMapping& mapping, const CameraDraft& draft);
    void read_credentials(const YamlMapping& mapping, CameraDraft& draft);
    void read_password_file(const YamlMapping& mapping, CameraDraft& draft);
    void read_source(const YamlMapping& mapping, CameraDraft& draft, std::optional<CameraSource>& source);
    std::optional<Secret> read_secret(const YamlMapping& mapping, std::string_view key, std::size_t longest);
    void check_secret(const YamlMapping& mapping, int line, std::string_view key, std::string_view text,
                      std::size_t longest);
    void warn_of_literal(const YamlMapping& mapping, int line, std::string_view key);

    std::filesystem::path file_;
    bool warned_of_literal_ = false;
};

}  // namespace cordon::config
