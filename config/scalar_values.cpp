// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/scalar_values.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include <arpa/inet.h>

#include "config/encoder_choice.hpp"
#include "gateway/base/checked_math.hpp"

namespace cordon::config {
namespace {

using Unit = std::pair<std::string_view, std::uint32_t>;

std::optional<std::uint32_t> digits(std::string_view text) {
    std::uint32_t value = 0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && rest == end ? std::optional(value) : std::nullopt;
}

// Digits directly followed by one of `units`; the number times that unit's factor.
std::optional<std::uint32_t> with_unit(std::string_view text, std::span<const Unit> units) {
    const std::size_t split = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto number = digits(text.substr(0, split));
    const auto unit = std::ranges::find(units, text.substr(split), &Unit::first);
    if (!number || unit == units.end()) {
        return std::nullopt;
    }
    return base::checked_multiply(*number, unit->second);
}

// `value` in the largest unit it is a whole number of.
std::string in_units(std::uint32_t value, std::span<const Unit> units) {
    for (const auto& [name, factor] : units) {
        if (value % factor == 0) {
            return std::to_string(value / factor) + std::string(name);
        }
    }
    return std::to_string(value);
}

base::Result<std::uint32_t> bounded(std::string_view text, std::span<const Unit> units, std::uint32_t lowest,
                                    std::uint32_t highest, std::string_view what) {
    const auto value = with_unit(text, units);
    if (!value || *value < lowest || *value > highest) {
        return base::Error{"must be " + std::string(what) + " from " + in_units(lowest, units) + " to " +
                           in_units(highest, units)};
    }
    return *value;
}

}  // namespace

base::Result<std::uint32_t> parse_integer(std::string_view text, std::uint32_t lowest,
                                          std::uint32_t highest) {
    const auto value = digits(text);
    if (!value || *value < lowest || *value > highest) {
        return base::Error{"must be a whole number from " + std::to_string(lowest) + " to " +
                           std::to_string(highest)};
    }
    return *value;
}

base::Result<std::chrono::milliseconds> parse_duration(std::string_view text,
                                                       std::chrono::milliseconds shortest,
                                                       std::chrono::milliseconds longest) {
    static constexpr std::array<Unit, 3> kUnits{{{"m", 60'000}, {"s", 1'000}, {"ms", 1}}};
    CORDON_TRY(const auto value,
               bounded(text, kUnits, static_cast<std::uint32_t>(shortest.count()),
                       static_cast<std::uint32_t>(longest.count()), "a time with its unit (ms, s or m)"));
    return std::chrono::milliseconds(value);
}

base::Result<std::uint32_t> parse_bytes(std::string_view text, std::uint32_t smallest,
                                        std::uint32_t largest) {
    static constexpr std::array<Unit, 2> kUnits{{{"MiB", 1U << 20}, {"KiB", 1U << 10}}};
    return bounded(text, kUnits, smallest, largest, "a size with its unit (KiB or MiB)");
}

base::Result<std::uint32_t> parse_bit_rate(std::string_view text, std::uint32_t lowest_kilobits,
                                           std::uint32_t highest_kilobits) {
    static constexpr std::array<Unit, 2> kUnits{{{"Mbps", 1'000}, {"kbps", 1}}};
    return bounded(text, kUnits, lowest_kilobits, highest_kilobits,
                   "a bit rate with its unit (kbps or Mbps)");
}

base::Result<PictureSize> parse_picture_size(std::string_view text) {
    const std::size_t cross = text.find('x');
    const auto width = digits(text.substr(0, cross));
    const auto height = cross == std::string_view::npos ? std::nullopt : digits(text.substr(cross + 1));
    const auto fits = [](std::optional<std::uint32_t> side) {
        return side && *side % 2 == 0 && *side >= boundary::FrameGeometry::kSmallestSide &&
               *side <= boundary::FrameGeometry::kLargestSide;
    };
    if (!fits(width) || !fits(height)) {
        return base::Error{"must be WIDTHxHEIGHT in pixels, as 1920x1080: both even, from " +
                           std::to_string(boundary::FrameGeometry::kSmallestSide) + " to " +
                           std::to_string(boundary::FrameGeometry::kLargestSide)};
    }
    return PictureSize{*width, *height};
}

base::Result<boundary::FrameGeometry> parse_picture(std::string_view text) {
    const std::size_t space = text.find(' ');
    CORDON_TRY(const auto size, parse_picture_size(text.substr(0, space)));
    auto colours = std::optional(boundary::Colours::kBt709);
    if (space != std::string_view::npos) {
        colours = boundary::colours_named(text.substr(space + 1));
    }
    if (!colours) {
        return base::Error{
            "must name the colours behind its size, where it names any, as bt709, bt601, bt709-full or "
            "bt601-full, as in 1920x1080 bt601-full"};
    }
    return boundary::FrameGeometry::create(size.width, size.height, *colours);
}

std::string picture_text(const boundary::FrameGeometry& picture) {
    std::string text = std::to_string(picture.width()) + "x" + std::to_string(picture.height());
    if (picture.colours() != boundary::Colours::kBt709) {
        text += " " + std::string(boundary::name_of(picture.colours()));
    }
    return text;
}

base::Result<EncoderChoice> parse_encoder(std::string_view text) {
    if (text == "auto") {
        return EncoderChoice();
    }
    for (const auto encoder : {boundary::EncoderKind::kOpenH264, boundary::EncoderKind::kX264}) {
        if (text == name_of(encoder)) {
            return EncoderChoice(encoder);
        }
    }
    return base::Error{"must be auto, openh264 or x264"};
}

base::Result<boundary::EncoderPreset> parse_preset(std::string_view text) {
    using enum boundary::EncoderPreset;
    for (const auto preset : {kLive, kBalanced, kArchive}) {
        if (text == name_of(preset)) {
            return preset;
        }
    }
    return base::Error{"must be live, balanced or archive"};
}

base::Result<boundary::CertificateFingerprint> parse_fingerprint(std::string_view text) {
    boundary::CertificateFingerprint bytes{};
    const std::size_t step = text.find(':') == std::string_view::npos ? 2 : 3;
    bool well = text.size() == bytes.size() * step - (step - 2);
    for (std::size_t i = 0; well && i < bytes.size(); ++i) {
        const char* digits = text.data() + i * step;
        const auto [rest, error] = std::from_chars(digits, digits + 2, bytes[i], 16);
        well = error == std::errc() && rest == digits + 2 && (step == 2 || i == 0 || digits[-1] == ':');
    }
    if (!well) {
        return base::Error{
            "must be the SHA-256 of the camera's certificate: 64 hexadecimal digits, with colons between "
            "pairs or "
            "without"};
    }
    return bytes;
}

base::Result<boundary::TransportPolicy> parse_transport_policy(std::string_view text) {
    using boundary::TransportPolicy;
    if (text == "auto") {
        return TransportPolicy::kAuto;
    }
    if (text == "tcp") {
        return TransportPolicy::kTcp;
    }
    if (text == "udp") {
        return TransportPolicy::kUdp;
    }
    if (text == "multicast") {
        return TransportPolicy::kMulticast;
    }
    return base::Error{"must be auto, tcp, udp or multicast"};
}

base::Result<CameraNetwork> parse_namespace(std::string_view text) {
    if (text == "host") {
        return CameraNetwork{.host = true, .path = {}};
    }
    if (text.starts_with('/')) {
        return CameraNetwork{.host = false, .path = std::string(text)};
    }
    if (text.empty() || text.find('/') != std::string_view::npos || text.starts_with('.')) {
        return base::Error{
            "must be the name of a network namespace (as ip netns lists them), an absolute path as "
            "/proc/123/ns/net, or host"};
    }
    return CameraNetwork{.host = false, .path = "/run/netns/" + std::string(text)};
}

bool is_camera_name(std::string_view name) {
    return !name.empty() && name.size() <= boundary::kLongestCameraName && !name.starts_with('-') &&
           std::ranges::all_of(
               name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

base::Result<NumericAddress> parse_address(std::string_view text) {
    NumericAddress address;
    address.text = text;
    if (::inet_pton(AF_INET, address.text.c_str(), address.bytes.data()) == 1) {
        address.family = 4;
        return address;
    }
    if (::inet_pton(AF_INET6, address.text.c_str(), address.bytes.data()) == 1) {
        address.family = 6;
        return address;
    }
    return base::Error{"must be an IPv4 or IPv6 address in digits"};
}

}  // namespace cordon::config
