// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "bench/synthetic_clip/canvas.hpp"
#include "bench/synthetic_clip/scenery.hpp"

namespace cordon::bench {

// How much of a scene changes from one picture to the next.
enum class Life {
    kBusy,
    // As a camera shows an empty yard that takes the noise out by comparing pictures: after a tenth of the
    // clip everything stands still but the clock. Without number and mark, which change every picture.
    kStill,
};

// A scene as a fixed camera films it, picture by picture: the scenery, who and what crosses it, sensor noise,
// and what the camera burns in (name, clock, picture number, and the number again as a machine-readable
// mark). The same seed gives the same clip; the last picture leads over to the first. One thread.
class Scene {
public:
    // `seed` picks the scenery, the noise and the clock's start. `picture_count` is the whole clip's.
    Scene(int seed, int width, int height, double frames_per_second, int picture_count,
          Life life = Life::kBusy);

    // Valid until the next call.
    const Canvas& draw(int picture);

private:
    void draw_actor(const Actor& actor, double time);
    void add_noise(int picture);
    void burn_in(int picture);

    int seed_;
    double frames_per_second_;
    int picture_count_;
    Life life_;
    Scenery scenery_;
    Viewpoint view_;
    Canvas background_;
    Canvas canvas_;
    std::vector<std::int8_t> noise_;
};

}  // namespace cordon::bench
