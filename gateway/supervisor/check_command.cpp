// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "config/encoder_choice.hpp"
#include "config/scalar_values.hpp"
#include "gateway/supervisor/commands.hpp"
#include "gateway/supervisor/configuration.hpp"
#include "gateway/supervisor/launch_plan.hpp"
#include "gateway/supervisor/picture_pins.hpp"
#include "gateway/supervisor/users.hpp"

namespace cordon::supervisor {

namespace {

void print_pin(const PicturePins& pins, const config::CameraConfig& camera) {
    const auto pinned = pins.find(camera);
    if (!pinned.ok()) {
        std::fprintf(stderr, "%s: %s\n", camera.name.c_str(), pinned.error().message.c_str());
    } else if (const auto& picture = pinned.value()) {
        std::printf("%s: picture: %s, pinned in %s\n", camera.name.c_str(),
                    config::picture_text(*picture).c_str(), pins.file_of(camera).c_str());
    } else {
        std::printf("%s: picture: auto, to be pinned when 'cordon run' first sees the camera\n",
                    camera.name.c_str());
    }
}

// What a camera's stream is to be, with the keys and values of a configuration, and whether its picture is
// known: one with `picture: auto` that nobody has seen yet has the provisional one.
nlohmann::ordered_json to_json(const PicturePins& pins, const config::CameraConfig& camera) {
    const auto pinned = pins.find(camera);
    const bool is_pinned = camera.picture_is_auto && pinned.ok() && pinned.value();
    const boundary::FrameGeometry picture = is_pinned ? *pinned.value() : camera.picture;
    return {{"name", camera.name},
            {"picture", config::picture_text(picture)},
            {"pictureIsKnown", is_pinned || !camera.picture_is_auto},
            {"maxFrameRate", camera.most_frames_per_second},
            {"preset", config::name_of(camera.preset)},
            {"encoder", config::name_of(config::encoder_for(camera.encoder))},
            {"quality", camera.quality},
            {"maxBitrate", std::to_string(camera.most_kilobits_per_second) + "kbps"},
            {"noiseTolerance", camera.noise_tolerance}};
}

}  // namespace

int check_command(const Command& command) {
    const auto config = load_or_explain(command.file);
    if (!config) {
        return kMisused;
    }
    if (const auto account =
            account_in({.first = config->uid_base, .count = kFirstProbeUser + kProbeUsers})) {
        std::fprintf(stderr,
                     "%s: warning: uidBase: %s is among the users that Cordon's children run as where "
                     "root starts it; choose a range nobody has\n",
                     command.file.c_str(), account->c_str());
    }
    const PicturePins pins(config->state_directory);
    if (command.json) {
        auto cameras = nlohmann::ordered_json::array();
        for (const config::CameraConfig& camera : config->cameras) {
            cameras.push_back(to_json(pins, camera));
        }
        std::puts(nlohmann::ordered_json{{"cameras", std::move(cameras)}}.dump().c_str());
        return kSucceeded;
    }
    for (const config::CameraConfig& camera : config->cameras) {
        if (camera.picture_is_auto) {
            print_pin(pins, camera);
        }
    }
    std::printf("%s is right: %zu cameras\n", command.file.c_str(), config->cameras.size());
    return kSucceeded;
}

}  // namespace cordon::supervisor
