// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "config/gateway_config.hpp"
#include "gateway/base/result.hpp"

namespace cordon::config {

// What one value of a configuration file means. An Error says what is allowed and never repeats the value.

// Decimal digits between `lowest` and `highest`.
base::Result<std::uint32_t> parse_integer(std::string_view text, std::uint32_t lowest, std::uint32_t highest);

// "500ms", "2s", "1m": between `shortest` and `longest`.
base::Result<std::chrono::milliseconds> parse_duration(std::string_view text,
                                                       std::chrono::milliseconds shortest,
                                                       std::chrono::milliseconds longest);

// "512KiB", "8MiB": in bytes, between `smallest` and `largest`.
base::Result<std::uint32_t> parse_bytes(std::string_view text, std::uint32_t smallest, std::uint32_t largest);

// "800kbps", "8Mbps": in kilobits per second.
base::Result<std::uint32_t> parse_bit_rate(std::string_view text, std::uint32_t lowest_kilobits,
                                           std::uint32_t highest_kilobits);

// "1920x1080".
struct PictureSize {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
};
base::Result<PictureSize> parse_picture_size(std::string_view text);

// What is pinned of a picture: "1920x1080", which is BT.709 in limited range, or with other colours behind
// it, "1920x1080 bt601-full".
base::Result<boundary::FrameGeometry> parse_picture(std::string_view text);
// As parse_picture() takes it.
[[nodiscard]] std::string picture_text(const boundary::FrameGeometry& picture);

// "auto", "openh264" or "x264".
base::Result<EncoderChoice> parse_encoder(std::string_view text);

// "live", "balanced" or "archive".
base::Result<boundary::EncoderPreset> parse_preset(std::string_view text);

// "auto", "tcp", "udp" or "multicast".
base::Result<boundary::TransportPolicy> parse_transport_policy(std::string_view text);

// SHA-256 as OpenSSL shows it: 64 hexadecimal digits, with colons between pairs or without any.
base::Result<boundary::CertificateFingerprint> parse_fingerprint(std::string_view text);

// A network namespace's name as `ip netns` lists it, an absolute path of one, or "host".
base::Result<CameraNetwork> parse_namespace(std::string_view text);

// 1 to 63 of a-z, 0-9 and -, not beginning with -: a camera's name is part of its streams' addresses.
[[nodiscard]] bool is_camera_name(std::string_view name);

// An IPv4 or IPv6 address in digits; IPv6 without brackets.
base::Result<NumericAddress> parse_address(std::string_view text);

}  // namespace cordon::config
