// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "coded_clip.hpp"

#include <utility>

#include "bench/camera_sim/nal_units.hpp"
#include "tests/support/decode/encoded_stream.hpp"

namespace cordon::untrusted::receive {

using boundary::VideoCodec;

std::vector<ByteString> code_clip(const ClipSettings& settings) {
    const std::string interval = std::to_string(settings.keyframe_interval);
    // Fine enough that a picture takes several packets.
    std::string options =
        "keyint=" + interval + ":min-keyint=" + interval + ":scenecut=0:bframes=0:rc-lookahead=0:qp=12";
    options += settings.codec == VideoCodec::kH264 ? ":sync-lookahead=0" : ":repeat-headers=1";
    options += settings.encoder_options.empty() ? "" : ":" + settings.encoder_options;
    std::vector<ByteString> clip;
    for (auto& unit : tests::encode({.codec = settings.codec,
                      .width = settings.width,
                      .height = settings.height,
                      .pictures = settings.frames,
                      .options = options})) {
        clip.push_back(std::move(unit.bytes));
    }
    return clip;
}

std::vector<ByteString> split_units(const ByteString& access_unit) {
    std::vector<ByteString> units;
    const bench::Bytes stream(reinterpret_cast<const std::uint8_t*>(access_unit.data()), access_unit.size());
    for (const bench::Bytes unit : bench::split_annex_b(stream)) {
        const auto bytes = std::as_bytes(unit);
        units.emplace_back(bytes.begin(), bytes.end());
    }
    return units;
}

}  // namespace cordon::untrusted::receive
