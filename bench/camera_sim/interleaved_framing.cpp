// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/interleaved_framing.hpp"

#include <string_view>

namespace cordon::bench {
namespace {

constexpr std::uint64_t kNowAndThen = 50;  // packets

void append_frame(std::vector<std::uint8_t>& bytes, std::uint8_t channel, std::size_t size) {
    bytes.insert(bytes.end(),
                 {'$', channel, static_cast<std::uint8_t>(size >> 8U), static_cast<std::uint8_t>(size)});
}

}  // namespace

void append_frame_head(std::vector<std::uint8_t>& bytes, std::uint8_t channel, std::size_t size,
                       std::uint64_t number, const QuirkSet& quirks) {
    if (quirks.has(Quirk::kBlankLinesBetweenFrames)) {
        bytes.insert(bytes.end(), {'\r', '\n'});
    }
    if (quirks.has(Quirk::kGarbageBetweenFrames) && number % kNowAndThen == 0) {
        constexpr std::string_view kGarbage = "\x01\x7F garbage $\x55\xFF\xFF that no frame is made of";
        bytes.insert(bytes.end(), kGarbage.begin(), kGarbage.end());
    }
    if (quirks.has(Quirk::kTinyFrames) && number % kNowAndThen == 0) {
        append_frame(bytes, channel, 3);
        bytes.insert(bytes.end(), {0x80, 0x60, 0x00});
    }
    if (quirks.has(Quirk::kUnknownChannels) && number % kNowAndThen == 0) {
        append_frame(bytes, 6, 16);
        bytes.insert(bytes.end(), 16, 0x2A);
    }
    if (quirks.has(Quirk::kSendsOtherTracks) && number % kNowAndThen == 0) {
        append_frame(bytes, static_cast<std::uint8_t>(channel + 2), 12 + 160);
        bytes.insert(bytes.end(), {0x80, 0x00});
        bytes.insert(bytes.end(), 10 + 160, 0xD5);
    }
    append_frame(bytes, channel, size);
}

std::size_t bytes_written(std::size_t size, std::uint64_t number, const QuirkSet& quirks) {
    const bool cut = quirks.has(Quirk::kTruncatedFrames) && number % (4 * kNowAndThen) == kNowAndThen;
    return cut ? size / 2 : size;
}

}  // namespace cordon::bench
