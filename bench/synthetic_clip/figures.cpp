// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/synthetic_clip/figures.hpp"

#include <cmath>
#include <numbers>

namespace cordon::bench {
namespace {

constexpr Colour kShadow = Colour::rgb(10, 10, 14);

// `along` the heading, `across` to its right, `up`.
Place from(const Place& origin, double heading, double along, double across, double up) {
    return {origin.x + along * std::sin(heading) + across * std::cos(heading), origin.y + up,
            origin.z + along * std::cos(heading) - across * std::sin(heading)};
}

bool faces_camera(const std::vector<Point>& corners) {
    double area = 0;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const Point& a = corners[i];
        const Point& b = corners[(i + 1) % corners.size()];
        area += a.x * b.y - b.x * a.y;
    }
    return area > 0;
}

void draw_face(Canvas& canvas, const Viewpoint& view, const std::array<Place, 4>& face,
               const Colour& colour) {
    const auto corners = view.project_all(face);
    if (!corners.empty() && faces_camera(corners)) {
        canvas.fill(corners, colour);
    }
}

void draw_limb(Canvas& canvas, const Viewpoint& view, const Place& a, const Place& b, double thickness,
               const Colour& colour) {
    const auto first = view.project(a);
    const auto second = view.project(b);
    if (first && second) {
        canvas.stroke(*first, *second, thickness * view.scale(a), colour);
    }
}

void draw_disc(Canvas& canvas, const Viewpoint& view, const Place& centre, double heading, double radius,
               const Colour& colour) {
    constexpr int kCorners = 14;
    std::vector<Place> rim;
    for (int i = 0; i < kCorners; ++i) {
        const double angle = 2 * std::numbers::pi * i / kCorners;
        rim.push_back(from(centre, heading, radius * std::cos(angle), 0, radius * std::sin(angle)));
    }
    const auto corners = view.project_all(rim);
    canvas.fill(corners, colour);
}

void draw_lamp(Canvas& canvas, const Viewpoint& view, const Place& place, const Colour& colour, bool on) {
    const auto point = view.project(place);
    if (!point) {
        return;
    }
    const double scale = view.scale(place);
    canvas.ellipse(*point, 0.12 * scale, 0.09 * scale, colour);
    if (on) {
        canvas.glow(*point, 0.9 * scale, colour, 0.8);
    }
}

}  // namespace

void draw_box(Canvas& canvas, const Viewpoint& view, const Box& box, double light) {
    const double l = box.length / 2;
    const double w = box.width / 2;
    const double s = box.top_share;
    const auto low = [&](double along, double across) {
        return from(box.centre, box.heading, along, across, 0);
    };
    const auto high = [&](double along, double across) {
        return from(box.centre, box.heading, along * s, across * s, box.height);
    };
    const auto side = [&](double a, double b, double c, double d, double shade) {
        draw_face(canvas, view, {high(a, b), high(c, d), low(c, d), low(a, b)},
                  box.colour.lit(light * shade));
    };
    side(-l, -w, -l, w, 0.8);
    side(l, w, l, -w, 0.75);
    side(-l, w, l, w, 0.6);
    side(l, -w, -l, -w, 0.9);
    draw_face(canvas, view, {high(l, -w), high(l, w), high(-l, w), high(-l, -w)}, box.colour.lit(light));
}

void draw_ground(Canvas& canvas, const Viewpoint& view, std::span<const Place> corners, const Colour& colour,
                 double opacity) {
    canvas.fill(view.project_all(corners), colour, opacity);
}

void draw_ground(Canvas& canvas, const Viewpoint& view, double left, double right, double near, double far,
                 const Colour& colour, double opacity) {
    const std::array<Place, 4> corners{{{left, 0, near}, {left, 0, far}, {right, 0, far}, {right, 0, near}}};
    draw_ground(canvas, view, corners, colour, opacity);
}

void draw_person(Canvas& canvas, const Viewpoint& view, const Person& person, double light) {
    const double tall = person.tall;
    const double swing = 0.5 * std::sin(person.step * 2 * std::numbers::pi / 1.5);
    const auto at = [&](double along, double across, double up) {
        return from(person.feet, person.heading, along, across, up);
    };
    const std::array<Place, 4> shadow{{at(0.1, -0.25, 0),
                                       at(0.1, 0.25, 0),
                                       {person.feet.x + 1.1, 0, person.feet.z + 0.5},
                                       {person.feet.x + 0.8, 0, person.feet.z + 0.7}}};
    draw_ground(canvas, view, shadow, kShadow, 0.35 * light);
    const Colour trousers = person.trousers.lit(light);
    const Colour coat = person.coat.lit(light);
    const Colour skin = Colour::rgb(205, 160, 130).lit(light);
    const double hip = 0.48 * tall;
    for (const double side : {-1.0, 1.0}) {
        const double reach = swing * side * 0.45 * tall;
        const double lift = side * std::cos(person.step * 2 * std::numbers::pi / 1.5) > 0 ? 0.06 : 0.0;
        const Place knee = at(reach * 0.6 + lift, 0.09 * side, 0.26 * tall + lift);
        draw_limb(canvas, view, at(0, 0.09 * side, hip), knee, 0.17, trousers);
        draw_limb(canvas, view, knee, at(reach, 0.09 * side, 0.05 + lift), 0.13, trousers);
        draw_limb(canvas, view, at(reach, 0.09 * side, 0.04 + lift),
                  at(reach + 0.16, 0.09 * side, 0.04 + lift), 0.09, Colour::rgb(25, 22, 20).lit(light));
    }
    draw_limb(canvas, view, at(0, 0, hip + 0.05), at(0, 0, 0.78 * tall), 0.42, coat);
    for (const double side : {-1.0, 1.0}) {
        const Place elbow = at(-swing * side * 0.2 * tall, 0.25 * side, 0.6 * tall);
        draw_limb(canvas, view, at(0, 0.21 * side, 0.8 * tall), elbow, 0.12, coat.lit(0.9));
        draw_limb(canvas, view, elbow, at(-swing * side * 0.35 * tall + 0.06, 0.24 * side, 0.46 * tall), 0.1,
                  coat.lit(0.85));
    }
    draw_limb(canvas, view, at(0, 0, 0.9 * tall), at(0.01, 0, 0.93 * tall), 0.22, skin);
    draw_limb(canvas, view, at(-0.02, 0, 0.95 * tall), at(-0.02, 0, 0.96 * tall), 0.21,
              Colour::rgb(50, 38, 30).lit(light));
}

void draw_car(Canvas& canvas, const Viewpoint& view, const Car& car, double light) {
    constexpr double kLength = 4.3;
    constexpr double kWidth = 1.8;
    const auto at = [&](double along, double across, double up) {
        return from(car.middle, car.heading, along, across, up);
    };
    const std::array<Place, 4> shadow{{at(-2.2, -0.95, 0), at(2.2, -0.95, 0),
                                       from(at(2.2, 0.95, 0), 0, 0.3, 0.5, 0),
                                       from(at(-2.2, 0.95, 0), 0, 0.3, 0.5, 0)}};
    draw_ground(canvas, view, shadow, kShadow, 0.3 + 0.2 * light);
    if (car.lights) {
        for (double share = 1; share > 0.3; share -= 0.2) {  // brighter towards its middle
            const double reach = 2.2 + 9 * share;
            const std::array<Place, 4> beam{
                {at(2.2, -0.7, 0), at(reach, -2.6 * share, 0), at(reach, 2.6 * share, 0), at(2.2, 0.7, 0)}};
            draw_ground(canvas, view, beam, Colour::rgb(255, 245, 200), 0.07 * (1.3 - light));
        }
    }
    const auto wheels = [&](double side) {
        for (const double along : {-1.35, 1.35}) {
            draw_disc(canvas, view, at(along, side * 0.92, 0.32), car.heading, 0.33, Colour::rgb(18, 18, 20));
            draw_disc(canvas, view, at(along, side * 0.93, 0.32), car.heading, 0.18,
                      Colour::rgb(140, 140, 145).lit(light));
        }
    };
    // The camera stands above x = 0, z = 0: which sides it sees depends on where the car is from there.
    const bool right_side_seen =
        car.middle.x * std::cos(car.heading) - car.middle.z * std::sin(car.heading) < 0;
    const bool front_seen = car.middle.x * std::sin(car.heading) + car.middle.z * std::cos(car.heading) < 0;
    wheels(right_side_seen ? -1 : 1);
    draw_box(canvas, view, {at(0, 0, 0.3), kLength, kWidth, 0.55, car.heading, 0.97, car.paint}, light);
    draw_box(canvas, view, {at(-0.25, 0, 0.85), 2.5, 1.66, 0.52, car.heading, 0.72, Colour::rgb(38, 46, 56)},
             light);
    draw_box(canvas, view, {at(-0.25, 0, 1.36), 1.75, 1.2, 0.05, car.heading, 0.95, car.paint}, light);
    wheels(right_side_seen ? 1 : -1);
    for (const double side : {-0.65, 0.65}) {
        if (front_seen) {
            draw_lamp(canvas, view, at(2.14, side, 0.62), Colour::rgb(255, 248, 220), car.lights);
        } else {
            draw_lamp(canvas, view, at(-2.14, side, 0.66), Colour::rgb(225, 25, 20), car.lights);
        }
    }
}

}  // namespace cordon::bench
