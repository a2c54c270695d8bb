// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/web/json_text.hpp"

#include <array>
#include <cstdio>
#include <ctime>

namespace cordon::trusted::web {

std::string json_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(c));
            out += escape.data();
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::string iso_utc(std::chrono::system_clock::time_point time) {
    using std::chrono::milliseconds;
    const auto since_epoch = std::chrono::floor<milliseconds>(time.time_since_epoch());
    const auto seconds = std::chrono::floor<std::chrono::seconds>(since_epoch);
    const std::time_t whole = static_cast<std::time_t>(seconds.count());
    std::tm parts{};
    ::gmtime_r(&whole, &parts);
    std::array<char, 32> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    std::array<char, 8> fraction{};
    std::snprintf(fraction.data(), fraction.size(), ".%03dZ",
                  static_cast<int>((since_epoch - seconds).count()));
    return std::string(text.data(), length) + fraction.data();
}

std::string_view state_word(stream::PictureState state) {
    switch (state) {
        case stream::PictureState::kLive:
            return "live";
        case stream::PictureState::kUnchanged:
            return "unchanged";
        case stream::PictureState::kOverloaded:
            return "overloaded";
        case stream::PictureState::kStale:
            return "stale";
        case stream::PictureState::kNoSignal:
            break;
    }
    return "no-signal";
}

std::string json_moment(base::MonotonicTime time, base::MonotonicTime now,
                        std::chrono::system_clock::time_point wall_now) {
    if (time == base::MonotonicTime{}) {
        return "null";
    }
    const auto age = std::chrono::duration_cast<std::chrono::system_clock::duration>(now - time);
    return json_string(iso_utc(wall_now - age));
}

}  // namespace cordon::trusted::web
