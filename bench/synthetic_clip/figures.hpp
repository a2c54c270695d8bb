// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bench/synthetic_clip/canvas.hpp"
#include "bench/synthetic_clip/viewpoint.hpp"

namespace cordon::bench {

// Things of a scene, drawn as a camera sees them.

// A box on the ground or above it. `centre` is the middle of its floor; `heading` in radians turns its length
// away from +z. `light` is the scene's, 0 to 1.
struct Box {
    Place centre;
    double length = 1;
    double width = 1;
    double height = 1;
    double heading = 0;
    double top_share = 1;  // how much of length and width is left at its top
    Colour colour;
};
void draw_box(Canvas& canvas, const Viewpoint& view, const Box& box, double light);

// A flat patch of ground between the corners.
void draw_ground(Canvas& canvas, const Viewpoint& view, std::span<const Place> corners, const Colour& colour,
                 double opacity = 1);
// The rectangle of ground from (left, near) to (right, far).
void draw_ground(Canvas& canvas, const Viewpoint& view, double left, double right, double near, double far,
                 const Colour& colour, double opacity = 1);

struct Person {
    Place feet;
    double heading = 0;  // radians, 0 walks to +z
    double step = 0;     // metres walked: moves the legs
    double tall = 1.75;
    Colour coat;
    Colour trousers;
};
void draw_person(Canvas& canvas, const Viewpoint& view, const Person& person, double light);

struct Car {
    Place middle;
    double heading = 0;
    Colour paint;
    bool lights = false;
};
void draw_car(Canvas& canvas, const Viewpoint& view, const Car& car, double light);

}  // namespace cordon::bench
