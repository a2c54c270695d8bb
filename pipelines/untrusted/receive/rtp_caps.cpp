// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/rtp_caps.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

namespace cordon::untrusted::receive {
namespace {

constexpr std::array<std::string_view, 5> kForwarded{"sprop-parameter-sets", "sprop-vps", "sprop-sps",
                                                     "sprop-pps", "sprop-max-don-diff"};

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    const auto last = text.find_last_not_of(" \t");
    return first == std::string_view::npos ? std::string_view() : text.substr(first, last - first + 1);
}

// Base64 of any number of parameter sets, or a decimal number.
bool is_plain(std::string_view value) {
    return std::ranges::all_of(value, [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '/' || c == '=' ||
               c == ',';
    });
}

void forward(GstCaps* caps, std::string_view parameter) {
    const auto equals = parameter.find('=');
    if (equals == std::string_view::npos) {
        return;
    }
    std::string name(trim(parameter.substr(0, equals)));
    std::ranges::transform(name, name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const std::string value(trim(parameter.substr(equals + 1)));
    if (std::ranges::find(kForwarded, name) != kForwarded.end() && !value.empty() && is_plain(value)) {
        gst_caps_set_simple(caps, name.c_str(), G_TYPE_STRING, value.c_str(), nullptr);
    }
}

}  // namespace

gst::GstPtr<GstCaps> rtp_caps(const rtsp::VideoTrack& track) {
    const int clock_rate =
        track.clock_rate == 0 || track.clock_rate > INT32_MAX ? 90000 : static_cast<int>(track.clock_rate);
    auto caps = gst::adopt(gst_caps_new_simple("application/x-rtp", "media", G_TYPE_STRING, "video",
                                               "encoding-name", G_TYPE_STRING, track.encoding_name.c_str(),
                                               "payload", G_TYPE_INT, int{track.payload_type}, "clock-rate",
                                               G_TYPE_INT, clock_rate, nullptr));
    std::string_view rest = track.format_parameters;
    while (!rest.empty()) {
        const auto end = rest.find(';');
        forward(caps.get(), rest.substr(0, end));
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    return caps;
}

}  // namespace cordon::untrusted::receive
