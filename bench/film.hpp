// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/result.hpp"
#include "pipelines/trusted/encode/frame.hpp"

namespace cordon::bench {

// Decoded pictures in memory, for what is measured on the trusted side.
struct Film {
    static constexpr std::size_t kMostPictures = 300;

    // The first pictures of a file of I420 pictures, one behind the other, without padding; `size` as
    // 1920x1080. An Error when there is not one.
    static base::Result<Film> read(const std::string& file, std::string_view size);

    boundary::FrameGeometry geometry;
    std::vector<std::unique_ptr<trusted::encode::Frame>> frames;
};

}  // namespace cordon::bench
