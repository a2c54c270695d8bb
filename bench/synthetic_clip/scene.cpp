// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/synthetic_clip/scene.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <random>

#include "bench/synthetic_clip/figures.hpp"
#include "bench/synthetic_clip/frame_mark.hpp"

namespace cordon::bench {
namespace {

constexpr std::size_t kNoiseLength =
    1U << 18U;                  // a multiple of no picture width, read from a new place each time
constexpr double kNoise = 1.6;  // standard deviation, of 255

void draw_tree(Canvas& canvas, const Viewpoint& view, const Actor& tree, double light, double time) {
    const auto foot = view.project(tree.from);
    const auto crown = view.project({tree.from.x, tree.tall * 0.7, tree.from.z});
    if (!foot || !crown) {
        return;
    }
    const double scale = view.scale(tree.from);
    canvas.stroke(*foot, *crown, 0.3 * scale, tree.trousers.lit(light));
    std::minstd_rand random(static_cast<unsigned>(tree.from.z * 10 + 500));
    std::uniform_real_distribution<double> spread(-1, 1);
    for (int i = 0; i < 26; ++i) {
        const double sway = 0.05 * std::sin(time * 2 + i);
        const Point leaf{crown->x + (spread(random) * 1.7 + sway) * scale,
                         crown->y + spread(random) * 1.5 * scale};
        const double size = (0.5 + 0.3 * spread(random)) * scale;
        canvas.ellipse(leaf, size, size * 0.85, tree.coat.lit(light * (0.85 + 0.25 * spread(random))));
    }
}

// What the years and the weather did to every surface.
void add_texture(Canvas& canvas, unsigned seed) {
    constexpr std::size_t kPatch = 40;
    std::minstd_rand random(seed);
    std::normal_distribution<double> patch(0, 2.2);
    std::normal_distribution<double> grain(0, 2);
    const auto width = static_cast<std::size_t>(canvas.width());
    const auto height = static_cast<std::size_t>(canvas.height());
    const std::size_t columns = width / kPatch + 2;
    std::vector<double> patches(columns * (height / kPatch + 2));
    std::generate(patches.begin(), patches.end(), [&] { return patch(random); });
    auto luma = canvas.plane(0);
    for (std::size_t y = 0; y < height; ++y) {
        for (std::size_t x = 0; x < width; ++x) {
            const std::size_t at = y / kPatch * columns + x / kPatch;
            const double right = double(x % kPatch) / kPatch;
            const double down = double(y % kPatch) / kPatch;
            const double top = patches[at] * (1 - right) + patches[at + 1] * right;
            const std::size_t below = at + columns;
            const double bottom = patches[below] * (1 - right) + patches[below + 1] * right;
            auto& pixel = luma[y * width + x];
            const double changed = pixel + top * (1 - down) + bottom * down + grain(random);
            pixel = static_cast<std::uint8_t>(std::clamp(changed, 16.0, 235.0));
        }
    }
}

}  // namespace

Scene::Scene(int seed, int width, int height, double frames_per_second, int picture_count, Life life)
    : seed_(seed),
      frames_per_second_(frames_per_second),
      picture_count_(picture_count),
      life_(life),
      scenery_(scenery(seed % kSceneries)),
      view_(width, height, scenery_.camera_height, scenery_.camera_tilt, scenery_.camera_field),
      background_(width, height),
      canvas_(width, height),
      noise_(kNoiseLength) {
    scenery_.draw(background_, view_);
    add_texture(background_, static_cast<unsigned>(seed) + 1);
    std::minstd_rand random(static_cast<unsigned>(seed) + 7);
    std::normal_distribution<double> noise(0, kNoise);
    std::generate(noise_.begin(), noise_.end(),
                  [&] { return static_cast<std::int8_t>(std::lround(noise(random))); });
    const auto nearer = [](const Actor& a, const Actor& b) { return a.from.z > b.from.z; };
    std::sort(scenery_.actors.begin(), scenery_.actors.end(), nearer);
}

const Canvas& Scene::draw(int picture) {
    canvas_ = background_;
    const int moment = life_ == Life::kStill ? std::min(picture, picture_count_ / 10) : picture;
    const double time = moment / frames_per_second_;
    const double length = picture_count_ / frames_per_second_;
    std::vector<Actor> now = scenery_.actors;
    for (Actor& actor : now) {
        const double way = std::hypot(actor.to.x - actor.from.x, actor.to.z - actor.from.z);
        const double journeys = actor.speed > 0 ? std::max(1.0, std::round(actor.speed * length / way)) : 0;
        double whole = 0;
        const double share = std::modf(actor.phase + journeys * time / length, &whole);
        const Place start = actor.from;
        actor.from.x += (actor.to.x - start.x) * share;
        actor.from.z += (actor.to.z - start.z) * share;
        actor.phase = share * way;  // from here on: metres gone
    }
    std::stable_sort(now.begin(), now.end(),
                     [](const Actor& a, const Actor& b) { return a.from.z > b.from.z; });
    for (const Actor& actor : now) {
        draw_actor(actor, time);
    }
    if (life_ != Life::kStill) {
        add_noise(picture);
    }
    burn_in(picture);
    return canvas_;
}

void Scene::draw_actor(const Actor& actor, double time) {
    const double heading = std::atan2(actor.to.x - actor.from.x, actor.to.z - actor.from.z);
    switch (actor.kind) {
        case ActorKind::kPerson:
            draw_person(canvas_, view_,
                        {actor.from, heading, actor.phase, actor.tall, actor.coat, actor.trousers},
                        scenery_.light);
            break;
        case ActorKind::kCar:
        case ActorKind::kParkedCar:
            draw_car(canvas_, view_,
                     {actor.from, heading, actor.coat, scenery_.car_lights && actor.kind == ActorKind::kCar},
                     scenery_.light);
            break;
        case ActorKind::kTree:
            draw_tree(canvas_, view_, actor, scenery_.light, time);
            break;
    }
}

void Scene::add_noise(int picture) {
    std::minstd_rand random(static_cast<unsigned>(picture) * 2654435761U + static_cast<unsigned>(seed_) + 1);
    auto luma = canvas_.plane(0);
    std::size_t done = 0;
    while (done < luma.size()) {
        // A new place in the noise every few rows, so that no pattern stands still.
        const std::size_t from = random() % (kNoiseLength / 2);
        const std::size_t count = std::min(luma.size() - done, kNoiseLength / 2);
        for (std::size_t i = 0; i < count; ++i) {
            const int noisy = luma[done + i] + noise_[from + i];
            luma[done + i] = static_cast<std::uint8_t>(std::clamp(noisy, 16, 235));
        }
        done += count;
    }
}

void Scene::burn_in(int picture) {
    constexpr int kSecondsPerDay = 86'400;
    const auto seconds =
        (scenery_.hour * 3600 + seed_ * 71 + static_cast<int>(picture / frames_per_second_)) % kSecondsPerDay;
    std::array<char, 64> clock{};
    std::snprintf(clock.data(), clock.size(), "2026-03-02 %02d:%02d:%02d", seconds / 3600, seconds / 60 % 60,
                  seconds % 60);
    const double dot = std::max(1.0, std::floor(canvas_.height() / 240.0));
    const Colour ink = Colour::rgb(245, 245, 245);
    canvas_.text({4 * dot, 4 * dot}, clock.data(), dot, ink);
    const double name_width = 6.0 * double(scenery_.name.size()) * dot;
    canvas_.text({canvas_.width() - name_width - 4 * dot, canvas_.height() - 12 * dot}, scenery_.name, dot,
                 ink);
    if (life_ == Life::kStill) {
        return;
    }
    std::array<char, 32> number{};
    std::snprintf(number.data(), number.size(), "FRAME %05d", picture);
    canvas_.text({canvas_.width() - (6.0 * 11 + 4) * dot, 4 * dot}, number.data(), dot, ink);
    draw_frame_mark(canvas_, static_cast<std::uint16_t>(picture));
}

}  // namespace cordon::bench
