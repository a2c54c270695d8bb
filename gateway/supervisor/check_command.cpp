// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "gateway/supervisor/commands.hpp"
#include "gateway/supervisor/configuration.hpp"
#include "gateway/supervisor/picture_pins.hpp"

namespace cordon::supervisor {

namespace {

void print_pin(const PicturePins& pins, const config::CameraConfig& camera) {
    const auto pinned = pins.find(camera);
    if (!pinned.ok()) {
        std::fprintf(stderr, "%s: %s\n", camera.name.c_str(), pinned.error().message.c_str());
    } else if (const auto& picture = pinned.value()) {
        std::printf("%s: picture: %ux%u, pinned in %s\n", camera.name.c_str(), picture->width(),
                    picture->height(), pins.file_of(camera).c_str());
    } else {
        std::printf("%s: picture: auto, to be pinned when 'cordon run' first sees the camera\n",
                    camera.name.c_str());
    }
}

}  // namespace

int check_command(const Command& command) {
    const auto config = load_or_explain(command.file);
    if (!config) {
        return kMisused;
    }
    const PicturePins pins(config->state_directory);
    for (const config::CameraConfig& camera : config->cameras) {
        if (camera.picture_is_auto) {
            print_pin(pins, camera);
        }
    }
    std::printf("%s is right: %zu cameras\n", command.file.c_str(), config->cameras.size());
    return kSucceeded;
}

}  // namespace cordon::supervisor
