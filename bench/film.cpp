// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/film.hpp"

#include <algorithm>
#include <cstdint>
#include <fstream>

#include "bench/command_line.hpp"

namespace cordon::bench {
namespace {

// One picture of the file into a frame's rows; false at its end.
bool read_picture(std::ifstream& file, trusted::encode::Frame& frame) {
    const boundary::FrameGeometry& geometry = frame.geometry();
    const auto planes = frame.planes();
    for (std::size_t plane = 0; plane < planes.size(); ++plane) {
        const std::size_t width = plane == 0 ? geometry.width() : geometry.chroma_width();
        const std::size_t height = plane == 0 ? geometry.height() : geometry.chroma_height();
        const std::size_t stride = plane == 0 ? geometry.luma_stride() : geometry.chroma_stride();
        for (std::size_t row = 0; row < height; ++row) {
            auto* place = reinterpret_cast<char*>(planes[plane] + row * stride);
            if (!file.read(place, static_cast<std::streamsize>(width))) {
                return false;
            }
        }
    }
    return true;
}

}  // namespace

base::Result<Film> Film::read(const std::string& file, std::string_view size) {
    const std::size_t cross = std::min(size.find('x'), size.size());
    const auto width = parse_number(size.substr(0, cross), 1, boundary::FrameGeometry::kLargestSide);
    const auto height =
        parse_number(size.substr(std::min(cross + 1, size.size())), 1, boundary::FrameGeometry::kLargestSide);
    if (!width || !height) {
        return base::Error{"the pictures' size is given as WIDTHxHEIGHT"};
    }
    CORDON_TRY(const auto geometry, boundary::FrameGeometry::create(static_cast<std::uint32_t>(*width),
                                                                    static_cast<std::uint32_t>(*height)));
    std::ifstream pictures(file, std::ios::binary);
    Film film{.geometry = geometry, .frames = {}};
    while (film.frames.size() < kMostPictures) {
        auto frame = std::make_unique<trusted::encode::Frame>(geometry);
        if (!read_picture(pictures, *frame)) {
            break;
        }
        film.frames.push_back(std::move(frame));
    }
    if (film.frames.empty()) {
        return base::Error{file + ": holds no picture of " + std::string(size)};
    }
    return film;
}

}  // namespace cordon::bench
