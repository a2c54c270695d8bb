// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

#include "gateway/base/invariant.hpp"
#include "pipelines/untrusted/receive/nal_depayloader.hpp"
#include "pipelines/untrusted/receive/picture_scan.hpp"

using namespace cordon::untrusted;

namespace {

constexpr std::uint32_t kLargest = 4096;

// Flags of a packet.
constexpr unsigned kMarker = 1;
constexpr unsigned kLost = 2;     // it does not follow the one before
constexpr unsigned kNewTime = 4;  // another timestamp than the one before
constexpr unsigned kEnds = 8;     // the picture was ended before it

}  // namespace

// A byte for the codec, a description up to the first zero, then packets: two bytes of size, one of flags,
// the payload. Whatever it is, pictures keep to the limit and hold a slice.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto rest = std::as_bytes(std::span(data, size));
    if (rest.empty()) {
        return 0;
    }
    const auto codec =
        (data[0] & 1U) == 0 ? cordon::boundary::VideoCodec::kH264 : cordon::boundary::VideoCodec::kH265;
    std::size_t words = 1;
    while (words < size && data[words] != 0) {
        ++words;
    }
    const std::string_view description(reinterpret_cast<const char*>(data) + 1, words - 1);
    receive::NalDepayloader depayloader(
        codec, description, kLargest, [&](const receive::CodedPicture& picture) {
            CORDON_INVARIANT(picture.bytes.size() <= kLargest, "within the limit");
            CORDON_INVARIANT(receive::scan_picture(codec, picture.bytes).picture, "a picture");
        });
    rest = rest.subspan(std::min(words + 1, size));
    std::uint32_t timestamp = 0;
    while (rest.size() >= 3) {
        const auto byte = [&](std::size_t place) { return std::to_integer<unsigned>(rest[place]); };
        const std::size_t length = std::min<std::size_t>(byte(0) << 8U | byte(1), rest.size() - 3);
        const unsigned flags = byte(2);
        timestamp += (flags & kNewTime) != 0 ? 3600 : 0;
        if ((flags & kEnds) != 0) {
            depayloader.end_picture();
        }
        depayloader.push({.payload = rest.subspan(3, length),
                          .timestamp = timestamp,
                          .marker = (flags & kMarker) != 0,
                          .follows = (flags & kLost) == 0,
                          .arrival = {}});
        rest = rest.subspan(3 + length);
    }
    return 0;
}
