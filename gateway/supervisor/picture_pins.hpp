// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "config/gateway_config.hpp"
#include "gateway/base/result.hpp"
#include "gateway/boundary/frame_geometry.hpp"

namespace cordon::supervisor {

// The sizes and colours found for cameras with `picture: auto`, one small text file each, NAME.picture in the
// state directory (invariant 12: probed once, then pinned). A file holds the camera's address and a
// fingerprint of its URL, never the URL itself, which may hold a credential: with another source the pin is
// no longer one.
class PicturePins {
public:
    explicit PicturePins(std::filesystem::path directory) : directory_(std::move(directory)) {}

    // What is pinned for this camera as it is configured now. An Error when the file is there and is not one
    // of ours: it is to be taken as missing, and said.
    [[nodiscard]] base::Result<std::optional<boundary::FrameGeometry>> find(
        const config::CameraConfig& camera) const;

    // Takes the place of what was pinned before; whole or not at all. The directory is there.
    [[nodiscard]] base::Result<> store(const config::CameraConfig& camera,
                                       const boundary::FrameGeometry& picture) const;

    [[nodiscard]] std::filesystem::path file_of(const config::CameraConfig& camera) const;

private:
    std::filesystem::path directory_;
};

// What to pin for a camera that sends `width` x `height` pixels, neither 0, of those colours: odd sides
// rounded up, within what a ring takes, and, in proportion, within what the encoder takes and `most_pixels`,
// which no decoder goes beyond: so much is what a lie can cost.
[[nodiscard]] boundary::FrameGeometry picture_to_pin(std::uint64_t width, std::uint64_t height,
                                                     boundary::Colours colours, config::EncoderChoice encoder,
                                                     std::uint32_t most_pixels);

}  // namespace cordon::supervisor
