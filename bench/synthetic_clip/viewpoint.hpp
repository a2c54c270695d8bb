// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "bench/synthetic_clip/canvas.hpp"

namespace cordon::bench {

// A place in the scene, metres: x to the right, y up, z away from the camera; the ground is y = 0.
struct Place {
    double x = 0;
    double y = 0;
    double z = 0;
};

// A camera on its pole: where a place appears in the picture.
class Viewpoint {
public:
    // `height` in metres above the ground, `tilt` downwards in radians, `field` of view across in radians.
    Viewpoint(int picture_width, int picture_height, double height, double tilt, double field);

    // Nothing when the place is behind the camera or closer than half a metre.
    [[nodiscard]] std::optional<Point> project(const Place& place) const;
    // Pixels per metre there; 0 where project() gives nothing.
    [[nodiscard]] double scale(const Place& place) const;
    // All corners, or none when one cannot be seen from here.
    [[nodiscard]] std::vector<Point> project_all(std::span<const Place> places) const;

private:
    [[nodiscard]] double depth(const Place& place) const;

    double centre_x_;
    double centre_y_;
    double focal_;
    double height_;
    double sine_;
    double cosine_;
};

}  // namespace cordon::bench
