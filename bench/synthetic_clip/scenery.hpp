// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "bench/synthetic_clip/canvas.hpp"
#include "bench/synthetic_clip/viewpoint.hpp"

namespace cordon::bench {

enum class ActorKind { kPerson, kCar, kParkedCar, kTree };

// Something that stands or moves between two places, over and over.
struct Actor {
    ActorKind kind = ActorKind::kPerson;
    Place from;
    Place to;
    double speed = 0;  // metres per second, about: a whole number of journeys fits into the clip
    double phase = 0;  // share of the journey already made when the clip begins
    double tall = 1.75;
    Colour coat;  // or paint, or leaves
    Colour trousers;
};

// One of the four places the synthetic cameras look at.
struct Scenery {
    std::string_view name;
    double camera_height = 5;  // metres
    double camera_tilt = 0.3;  // radians
    double camera_field = 1.1;
    double light = 1;  // 1 is day
    int hour = 8;      // when the clip begins
    bool car_lights = false;
    void (*draw)(Canvas& canvas, const Viewpoint& view) = nullptr;  // all that stands still behind the actors
    std::vector<Actor> actors;
};

inline constexpr int kSceneries = 4;
// 0 a street, 1 a corridor, 2 a car park, 3 a gate at night.
Scenery scenery(int number);

}  // namespace cordon::bench
