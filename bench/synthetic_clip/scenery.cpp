// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/synthetic_clip/scenery.hpp"

#include <array>

#include "bench/synthetic_clip/figures.hpp"

namespace cordon::bench {
namespace {

constexpr Colour kAsphalt = Colour::rgb(78, 80, 84);
constexpr Colour kPaint = Colour::rgb(205, 205, 198);
constexpr Colour kPavement = Colour::rgb(150, 146, 138);
constexpr Colour kGrass = Colour::rgb(84, 112, 62);

void draw_wall(Canvas& canvas, const Viewpoint& view, const Place& a, const Place& b, double low, double high,
               const Colour& colour) {
    const std::array<Place, 4> corners{
        {{a.x, low, a.z}, {b.x, low, b.z}, {b.x, high, b.z}, {a.x, high, a.z}}};
    canvas.fill(view.project_all(corners), colour);
}

void draw_house(Canvas& canvas, const Viewpoint& view, double x, double near, double far, double height,
                const Colour& colour) {
    const double outer = x < 0 ? x - 9 : x + 9;
    draw_wall(canvas, view, {x, 0, near}, {outer, 0, near}, 0, height, colour.lit(0.72));
    draw_wall(canvas, view, {x, 0, near}, {x, 0, far}, 0, height, colour);
    for (double floor = 0.9; floor + 2 < height; floor += 3) {
        for (double z = near + 0.9; z + 1.2 < far; z += 2.6) {
            draw_wall(canvas, view, {x, 0, z}, {x, 0, z + 1.3}, floor, floor + 1.6, Colour::rgb(52, 62, 74));
            draw_wall(canvas, view, {x, 0, z}, {x, 0, z + 1.3}, floor + 1.2, floor + 1.6,
                      Colour::rgb(104, 122, 140));
        }
    }
}

void draw_street(Canvas& canvas, const Viewpoint& view) {
    canvas.gradient(0, canvas.height() / 2, Colour::rgb(150, 176, 205), Colour::rgb(214, 220, 224));
    draw_ground(canvas, view, -60, 60, 1, 160, Colour::rgb(128, 132, 120));
    draw_ground(canvas, view, -9, 9, 1, 150, kPavement);
    draw_ground(canvas, view, -5, 5, 1, 150, kAsphalt);
    for (const double kerb : {-5.2, 5.0}) {
        draw_ground(canvas, view, kerb, kerb + 0.2, 1, 150, Colour::rgb(178, 176, 170));
    }
    for (double z = 2; z < 120; z += 6) {
        draw_ground(canvas, view, -0.1, 0.1, z, z + 3, kPaint);
    }
    draw_ground(canvas, view, -5, 5, 14, 18, kAsphalt);
    for (double x = -4.6; x < 4.4; x += 1.1) {
        draw_ground(canvas, view, x, x + 0.55, 14.3, 17.7, kPaint);
    }
    struct House {
        double x, near, far, height;
        Colour colour;
    };
    constexpr std::array<House, 8> kHouses{{{-9.5, 86, 130, 13, Colour::rgb(150, 140, 132)},
                                            {9.5, 80, 130, 11, Colour::rgb(160, 148, 140)},
                                            {-9.5, 56, 84, 10, Colour::rgb(172, 150, 124)},
                                            {9.5, 50, 78, 14, Colour::rgb(142, 118, 104)},
                                            {-9.5, 32, 55, 13, Colour::rgb(140, 126, 118)},
                                            {9.5, 28, 48, 9, Colour::rgb(186, 170, 140)},
                                            {-9.5, 12, 31, 9, Colour::rgb(178, 132, 108)},
                                            {9.5, 10, 26, 12, Colour::rgb(164, 152, 142)}}};
    for (const House& house : kHouses) {
        draw_house(canvas, view, house.x, house.near, house.far, house.height, house.colour);
    }
}

void draw_corridor(Canvas& canvas, const Viewpoint& view) {
    constexpr double kEnd = 26;
    constexpr double kCeiling = 3.1;
    canvas.gradient(0, canvas.height(), Colour::rgb(190, 190, 186), Colour::rgb(150, 150, 148));
    draw_wall(canvas, view, {-2.6, 0, kEnd}, {2.6, 0, kEnd}, 0, kCeiling, Colour::rgb(196, 196, 188));
    draw_wall(canvas, view, {-1, 0, kEnd}, {1, 0, kEnd}, 0, 2.2, Colour::rgb(90, 104, 118));
    for (int row = 0; row < 26; ++row) {
        for (int column = 0; column < 6; ++column) {
            const double tone = (row + column) % 2 == 0 ? 1.0 : 0.9;
            const double left = -2.6 + column * 5.2 / 6;
            draw_ground(canvas, view, left, left + 5.2 / 6, 0.8 + row, 1.8 + row,
                        Colour::rgb(158, 152, 142).lit(tone));
        }
    }
    for (const double x : {-2.6, 2.6}) {
        draw_wall(canvas, view, {x, 0, 0.8}, {x, 0, kEnd}, 0, kCeiling,
                  Colour::rgb(206, 202, 190).lit(x < 0 ? 0.94 : 1));
        draw_wall(canvas, view, {x, 0, 0.8}, {x, 0, kEnd}, 0, 0.15, Colour::rgb(96, 90, 84));
        draw_wall(canvas, view, {x, 0, 0.8}, {x, 0, kEnd}, 1.0, 1.12, Colour::rgb(64, 110, 140));
        for (double z = x < 0 ? 4.5 : 6.0; z < kEnd - 2; z += 4.6) {
            draw_wall(canvas, view, {x, 0, z}, {x, 0, z + 1.1}, 0, 2.1, Colour::rgb(128, 92, 62));
            draw_wall(canvas, view, {x, 0, z + 0.85}, {x, 0, z + 0.95}, 1.0, 1.1, Colour::rgb(220, 216, 200));
        }
    }
    for (double z = 2.5; z < kEnd; z += 3.2) {
        const std::array<Place, 4> lamp{
            {{-0.6, kCeiling, z}, {0.6, kCeiling, z}, {0.6, kCeiling, z + 1.2}, {-0.6, kCeiling, z + 1.2}}};
        canvas.fill(view.project_all(lamp), Colour::rgb(252, 252, 244));
        draw_ground(canvas, view, -0.7, 0.7, z + 0.2, z + 1.4, Colour::rgb(240, 238, 228), 0.25);
    }
}

void draw_car_park(Canvas& canvas, const Viewpoint& view) {
    canvas.gradient(0, canvas.height() / 3, Colour::rgb(170, 186, 200), Colour::rgb(206, 212, 212));
    draw_ground(canvas, view, -90, 90, 1, 160, kGrass);
    draw_ground(canvas, view, -45, 45, 1, 42, Colour::rgb(104, 104, 104));
    draw_ground(canvas, view, -45, 45, 42, 43, Colour::rgb(176, 172, 164));
    for (const double near : {8.0, 21.0, 34.0}) {
        for (double x = -30; x <= 30; x += 2.9) {
            draw_ground(canvas, view, x - 0.06, x + 0.06, near, near + 5, kPaint);
        }
    }
    draw_ground(canvas, view, -45, 45, 17, 17.12, kPaint, 0.7);
    draw_wall(canvas, view, {-60, 0, 60}, {60, 0, 60}, 0, 7, Colour::rgb(170, 158, 146));
    for (double x = -56; x < 56; x += 5) {
        draw_wall(canvas, view, {x, 0, 60}, {x + 3, 0, 60}, 3.6, 5.4, Colour::rgb(70, 84, 98));
        draw_wall(canvas, view, {x, 0, 60}, {x + 3, 0, 60}, 0.6, 2.4, Colour::rgb(62, 74, 88));
    }
}

void draw_gate(Canvas& canvas, const Viewpoint& view) {
    canvas.gradient(0, canvas.height() / 2, Colour::rgb(10, 12, 22), Colour::rgb(28, 30, 42));
    draw_ground(canvas, view, -80, 80, 1, 140, Colour::rgb(30, 34, 28));
    draw_ground(canvas, view, -4, 4, 1, 140, Colour::rgb(44, 45, 50));
    draw_ground(canvas, view, -4, 4, 19.5, 20, Colour::rgb(150, 148, 140));
    draw_wall(canvas, view, {6, 0, 48}, {34, 0, 48}, 0, 8, Colour::rgb(44, 44, 50));
    for (double x = 8; x < 32; x += 4) {
        draw_wall(canvas, view, {x, 0, 48}, {x + 2.2, 0, 48}, 4, 5.6,
                  static_cast<int>(x) % 8 == 0 ? Colour::rgb(196, 176, 110) : Colour::rgb(24, 26, 34));
    }
    draw_wall(canvas, view, {-8.6, 0, 22}, {-5, 0, 22}, 0, 2.8, Colour::rgb(76, 74, 66));
    draw_wall(canvas, view, {-8, 0, 22}, {-5.6, 0, 22}, 1.1, 2.2, Colour::rgb(226, 208, 140));
    for (const double side : {-1.0, 1.0}) {
        const double begin = side < 0 ? -40 : 4.4;
        for (double x = begin; x < begin + 35.6; x += 0.5) {
            draw_wall(canvas, view, {x, 0, 24}, {x + 0.07, 0, 24}, 0, 2.4, Colour::rgb(72, 76, 82));
        }
        draw_wall(canvas, view, {begin, 0, 24}, {begin + 35.6, 0, 24}, 2.2, 2.32, Colour::rgb(82, 86, 92));
        draw_wall(canvas, view, {side * 4.3, 0, 23.9}, {side * 4.3 + 0.5, 0, 23.9}, 0, 3,
                  Colour::rgb(110, 104, 92));
        draw_wall(canvas, view, {side * 6, 0, 18}, {side * 6 + 0.14, 0, 18}, 0, 6.2, Colour::rgb(70, 70, 74));
        const std::array<Place, 4> pool{
            {{side * 6 - 5, 0, 13}, {side * 6 + 5, 0, 13}, {side * 6 + 5, 0, 23}, {side * 6 - 5, 0, 23}}};
        const auto corners = view.project_all(pool);
        const auto lamp = view.project({side * 6, 6.2, 18});
        const auto foot = view.project({side * 6, 0, 18});
        if (corners.size() == 4 && lamp && foot) {
            canvas.glow(*foot, (corners[1].x - corners[0].x) * 0.7, Colour::rgb(214, 186, 120), 0.45);
            canvas.glow(*lamp, canvas.height() / 6.0, Colour::rgb(255, 236, 180), 0.9);
        }
    }
}

constexpr Colour kNavy = Colour::rgb(36, 48, 86);
constexpr Colour kRed = Colour::rgb(168, 40, 38);
constexpr Colour kGrey = Colour::rgb(112, 114, 120);
constexpr Colour kBlack = Colour::rgb(34, 34, 38);
constexpr Colour kWhite = Colour::rgb(222, 222, 218);
constexpr Colour kYellow = Colour::rgb(226, 186, 40);
constexpr Colour kJeans = Colour::rgb(58, 72, 104);
constexpr Colour kBrown = Colour::rgb(110, 80, 56);
constexpr Colour kLeaves = Colour::rgb(70, 98, 50);

Actor person(Place from, Place to, double speed, double phase, Colour coat, Colour trousers) {
    return {ActorKind::kPerson, from, to, speed, phase, 1.66 + 0.2 * phase, coat, trousers};
}
Actor car(Place from, Place to, double speed, double phase, Colour paint) {
    return {ActorKind::kCar, from, to, speed, phase, 0, paint, {}};
}
Actor parked(double x, double z, Colour paint) {
    return {ActorKind::kParkedCar, {x, 0, z}, {x, 0, z + 1}, 0, 0, 0, paint, {}};
}
Actor tree(double x, double z, double tall) {
    return {ActorKind::kTree, {x, 0, z}, {x, 0, z + 1}, 0, 0, tall, kLeaves, kBrown};
}

}  // namespace

Scenery scenery(int number) {
    switch (number) {
        case 0:
            return {
                "NORTH STREET",
                6.2,
                0.26,
                1.05,
                1,
                8,
                false,
                draw_street,
                {tree(7.6, 22, 6.5), tree(-7.6, 27, 6), tree(7.6, 40, 7), tree(-7.6, 46, 7), tree(7.6, 60, 7),
                 parked(4.0, 33, kGrey), car({-2.5, 0, 112}, {-2.5, 0, -8}, 10, 0.35, kRed),
                 car({-2.5, 0, 112}, {-2.5, 0, -8}, 10, 0.85, kWhite),
                 car({2.5, 0, -8}, {2.5, 0, 112}, 9, 0.1, kNavy),
                 car({2.5, 0, -8}, {2.5, 0, 112}, 9, 0.6, kYellow),
                 person({-8.8, 0, 16}, {8.8, 0, 16}, 1.4, 0.15, kRed, kJeans),
                 person({8.8, 0, 16.8}, {-8.8, 0, 16.8}, 1.4, 0.7, kGrey, kBlack),
                 person({-6.6, 0, 9}, {-6.6, 0, 28}, 1.5, 0.4, kNavy, kBrown),
                 person({6.4, 0, 27}, {6.4, 0, 8}, 1.4, 0.3, kBlack, kJeans),
                 person({7.2, 0, 9}, {7.2, 0, 30}, 1.6, 0.8, kYellow, kBlack)}};
        case 1:
            return {"CORRIDOR B",
                    2.75,
                    0.2,
                    1.2,
                    1,
                    9,
                    false,
                    draw_corridor,
                    {person({-0.9, 0, 25.5}, {-0.9, 0, 0.2}, 1.4, 0.3, kNavy, kBlack),
                     person({0.9, 0, 0.2}, {0.9, 0, 25.5}, 1.4, 0.15, kWhite, kJeans),
                     person({-2.4, 0, 9.6}, {2.4, 0, 11.2}, 0.8, 0.6, kRed, kGrey),
                     person({1.6, 0, 25}, {1.4, 0, 0.2}, 1.5, 0.75, kYellow, kBrown)}};
        case 2:
            return {"CAR PARK 2",
                    9,
                    0.42,
                    1.15,
                    0.95,
                    14,
                    false,
                    draw_car_park,
                    {parked(-12.95, 10.6, kWhite),
                     parked(-7.15, 10.4, kNavy),
                     parked(7.35, 10.5, kGrey),
                     parked(13.15, 10.6, kRed),
                     parked(-18.75, 23.5, kGrey),
                     parked(-10.05, 23.6, kRed),
                     parked(-4.25, 23.4, kBlack),
                     parked(4.45, 23.5, kWhite),
                     parked(16.05, 23.5, kNavy),
                     parked(-15.85, 36.5, kYellow),
                     parked(-1.35, 36.5, kGrey),
                     parked(10.25, 36.6, kWhite),
                     tree(-24, 48, 8),
                     tree(-8, 50, 7),
                     tree(12, 49, 8),
                     tree(27, 50, 7),
                     car({-40, 0, 17.6}, {40, 0, 17.6}, 6.5, 0.2, kRed),
                     car({38, 0, 30.5}, {-38, 0, 30.5}, 6.2, 0.55, kBlack),
                     person({-11, 0, 15}, {6, 0, 19.5}, 1.4, 0.4, kNavy, kBrown),
                     person({15, 0, 14.5}, {-2, 0, 14.2}, 1.4, 0.1, kRed, kJeans),
                     person({1, 0, 28}, {1, 0, 12}, 1.4, 0.65, kYellow, kBlack)}};
        default:
            return {"GATE 4",
                    4.6,
                    0.22,
                    1.1,
                    0.42,
                    23,
                    true,
                    draw_gate,
                    {car({-1.9, 0, 104}, {-1.9, 0, -10}, 9, 0.3, kWhite),
                     car({1.9, 0, -10}, {1.9, 0, 104}, 9, 0.75, kNavy),
                     person({-8, 0, 17}, {8, 0, 17.5}, 1.3, 0.25, kYellow, kBlack),
                     person({9, 0, 15}, {-9, 0, 14}, 1.4, 0.7, kGrey, kJeans),
                     person({-5, 0, 20.5}, {-5, 0, 6}, 1.2, 0.5, kRed, kBlack)}};
    }
}

}  // namespace cordon::bench
