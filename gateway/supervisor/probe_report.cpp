// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/probe_report.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <regex>

#include <nlohmann/json.hpp>

#include "config/scalar_values.hpp"
#include "gateway/supervisor/camera_fact_words.hpp"
#include "gateway/supervisor/picture_pins.hpp"
#include "gateway/supervisor/state_words.hpp"

namespace cordon::supervisor {
namespace {

constexpr std::string_view kVariable = "${CAMERA_PASSWORD}";

std::string decimal(double value, int places) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.*f", places, std::clamp(value, 0.0, 1e9));
    return text.data();
}

std::string line(std::string_view what, std::string_view found) {
    std::string text = "  " + std::string(what);
    text.resize(std::max<std::size_t>(text.size(), 18), ' ');
    return text + std::string(found) + "\n";
}

std::string size_text(std::uint64_t width, std::uint64_t height) {
    return std::to_string(width) + "x" + std::to_string(height);
}

// As a configuration names them; empty while nothing is known.
std::string_view colours_word(const ProbeFindings& findings) {
    return findings.camera_colours ? boundary::name_of(*findings.camera_colours) : std::string_view();
}

std::string bit_rate(const std::optional<double>& kilobits) {
    if (!kilobits) {
        return "not measured";
    }
    return *kilobits < 1000 ? decimal(*kilobits, 0) + " kbps" : decimal(*kilobits / 1000, 1) + " Mbps";
}

// A double-quoted scalar (YAML 1.2 section 7.3.1). `text` has no control characters.
std::string yaml_text(std::string_view text) {
    std::string scalar = "\"";
    for (const char c : text) {
        scalar.append(c == '"' || c == '\\' ? "\\" : "").append(1, c);
    }
    return scalar + "\"";
}

// A receiver that has said nothing of its session yet has not said "none" either.
FactWords authentication_words(const ProbeFindings& findings) {
    return findings.transport == boundary::CameraTransport::kUnknown ? words_for(findings.transport)
                                                                     : words_for(findings.authentication);
}

// As it must be written where ${VARIABLE} would be replaced.
std::string configured_text(std::string_view text) {
    std::string escaped(text);
    for (std::size_t at = 0; (at = escaped.find("${", at)) != std::string::npos; at += 3) {
        escaped.insert(at, "$");
    }
    return escaped;
}

}  // namespace

std::string source_without_password(std::string_view url) {
    // "password=..." up to what ends a path segment or a parameter; some cameras part theirs with a _.
    static const std::regex password(
        "(^|[^A-Za-z0-9])(password|passwd|pass|pwd|psw)=(.+?)(?=[&?;/#]|_[A-Za-z]+=|$)", std::regex::icase);
    return std::regex_replace(configured_text(url), password, "$1$2=$${CAMERA_PASSWORD}");
}

std::string findings_text(const ProbeFindings& findings) {
    std::string text;
    if (!findings.picture_seen) {
        const StateWords& words = words_of(findings.state);
        text = "no picture: " + std::string(words.words) + "\n";
        if (!words.advice.empty()) {
            text += std::string(words.reason) + ". " + std::string(words.advice) + "\n";
        }
    } else if (findings.state != "streaming") {
        text = "the picture went: " + std::string(words_of(findings.state).words) + "\n";
    }
    if (!findings.codec.empty()) {
        text += line("codec", findings.codec);
        text += line("transport", words_for(findings.transport).phrase);
        text += line("authentication", authentication_words(findings).phrase);
    }
    if (findings.picture_seen) {
        text += line("size", size_text(findings.camera_width, findings.camera_height));
        text += line("colours", colours_word(findings));
        text += line("frame rate", findings.frames_per_second
                                       ? decimal(*findings.frames_per_second, 1) + " per second"
                                       : "not measured");
        text += line("bit rate", bit_rate(findings.kilobits_per_second));
        text += line(
            "keyframes",
            findings.keyframe_interval_ms == 0
                ? "no two of them seen"
                : "every " + decimal(static_cast<double>(findings.keyframe_interval_ms) / 1000, 1) + " s");
        text += line("lost packets", std::to_string(findings.lost_packets));
        text += line("damaged", std::to_string(findings.damaged) + " pictures");
    }
    if (findings.certificate != boundary::CertificateFingerprint{}) {
        text += line("certificate", "sha256 " + boundary::fingerprint_text(findings.certificate));
    }
    const auto oddities = words_for_oddities(findings.oddities);
    for (std::size_t i = 0; i < oddities.size(); ++i) {
        text += line(i == 0 ? "oddities" : "", oddities[i].phrase);
    }
    return text;
}

std::string findings_yaml(const ProbeFindings& findings, const config::CameraConfig& camera,
                          std::string_view name) {
    const auto picture = picture_to_pin(findings.camera_width, findings.camera_height,
                                        findings.camera_colours.value_or(boundary::Colours::kBt709), {},
                                        boundary::kLargestPicture);
    const std::string source = source_without_password(camera.source.url.reveal());
    std::string text;
    if (std::uint64_t{picture.width()} * picture.height() > config::LimitsConfig().largest_picture) {
        text += "limits:\n  largestPicture: " + size_text(picture.width(), picture.height()) + "\n";
    }
    text += "cameras:\n  " + std::string(name) + ":\n    source: " + yaml_text(source) + "\n";
    if (source.find(kVariable) != std::string::npos) {
        text += "    # CAMERA_PASSWORD: an environment variable of cordon's; name it as you like.\n";
    }
    if (camera.source.tls) {
        text +=
            "    tlsFingerprint: " + yaml_text(boundary::fingerprint_text(camera.certificate.fingerprint)) +
            "\n";
    }
    if (!camera.username.empty()) {
        text += "    username: " + yaml_text(configured_text(camera.username.reveal())) + "\n";
    }
    if (!camera.password.empty()) {
        text += "    # The password is this file's first line; keep it readable for Cordon's user alone.\n";
        text += "    passwordFile: " + std::string(name) + ".password\n";
    }
    text += "    picture: " + config::picture_text(picture) + "\n";
    if (const double rate = findings.frames_per_second.value_or(0); rate > config::kDefaultFrameRate + 0.5) {
        text += "    maxFrameRate: " + decimal(std::min(std::ceil(rate), 120.0), 0) + "\n";
    }
    return text;
}

std::string findings_json(const ProbeFindings& findings) {
    nlohmann::ordered_json json;
    const auto number = [](const std::optional<double>& value) {
        return value ? nlohmann::ordered_json(std::round(*value * 100) / 100) : nlohmann::ordered_json();
    };
    json["pictureSeen"] = findings.picture_seen;
    json["state"] = findings.state;
    json["stateText"] = words_of(findings.state).words;
    json["codec"] = findings.codec;
    json["cameraWidth"] = findings.camera_width;
    json["cameraHeight"] = findings.camera_height;
    json["cameraColours"] = colours_word(findings);
    json["framesPerSecond"] = number(findings.frames_per_second);
    json["kilobitsPerSecond"] = number(findings.kilobits_per_second);
    json["keyframeIntervalMs"] = findings.keyframe_interval_ms == 0
                                     ? nlohmann::ordered_json()
                                     : nlohmann::ordered_json(findings.keyframe_interval_ms);
    json["transport"] = words_for(findings.transport).name;
    json["authentication"] = authentication_words(findings).name;
    if (findings.certificate != boundary::CertificateFingerprint{}) {
        json["certificate"] = boundary::fingerprint_text(findings.certificate);
    }
    json["oddities"] = nlohmann::ordered_json::array();
    for (const FactWords& words : words_for_oddities(findings.oddities)) {
        json["oddities"].push_back(words.name);
    }
    json["lostPackets"] = findings.lost_packets;
    json["damaged"] = findings.damaged;
    return json.dump();
}

}  // namespace cordon::supervisor
