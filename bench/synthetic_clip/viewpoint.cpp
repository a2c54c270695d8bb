// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/synthetic_clip/viewpoint.hpp"

#include <cmath>

namespace cordon::bench {
namespace {

constexpr double kNearest = 0.5;  // metres

}  // namespace

Viewpoint::Viewpoint(int picture_width, int picture_height, double height, double tilt, double field)
    : centre_x_(picture_width / 2.0),
      centre_y_(picture_height / 2.0),
      focal_(picture_width / 2.0 / std::tan(field / 2)),
      height_(height),
      sine_(std::sin(tilt)),
      cosine_(std::cos(tilt)) {}

double Viewpoint::depth(const Place& place) const {
    return place.z * cosine_ - (place.y - height_) * sine_;
}

std::optional<Point> Viewpoint::project(const Place& place) const {
    const double away = depth(place);
    if (away < kNearest) {
        return std::nullopt;
    }
    const double up = place.z * sine_ + (place.y - height_) * cosine_;
    return Point{centre_x_ + focal_ * place.x / away, centre_y_ - focal_ * up / away};
}

double Viewpoint::scale(const Place& place) const {
    const double away = depth(place);
    return away < kNearest ? 0 : focal_ / away;
}

std::vector<Point> Viewpoint::project_all(std::span<const Place> places) const {
    std::vector<Point> points;
    for (const Place& place : places) {
        const auto point = project(place);
        if (!point) {
            return {};
        }
        points.push_back(*point);
    }
    return points;
}

}  // namespace cordon::bench
