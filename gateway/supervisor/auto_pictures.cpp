// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/auto_pictures.hpp"

#include <algorithm>
#include <string>

#include "config/scalar_values.hpp"
#include "gateway/supervisor/state_directory.hpp"

namespace cordon::supervisor {
namespace {

// A camera may well get out of it, but hardly within a start's patience.
bool is_in_trouble(const CameraSlot& camera) {
    using State = boundary::ReceiverState;
    const auto seen = camera.observe();
    return seen && seen->state != State::kStarting && seen->state != State::kConnecting &&
           seen->state != State::kStreaming;
}

}  // namespace

AutoPictures::AutoPictures(config::GatewayConfig& config, LogOutput& log)
    : config_(&config), log_(&log), pins_(config.state_directory) {}

base::Result<AutoPictures> AutoPictures::create(config::GatewayConfig& config, LogOutput& log) {
    AutoPictures pictures(config, log);
    if (std::ranges::any_of(config.cameras, &config::CameraConfig::picture_is_auto)) {
        CORDON_TRY_VOID(prepare_state_directory(config.state_directory));
    }
    for (std::size_t i = 0; i < config.cameras.size(); ++i) {
        config::CameraConfig& camera = config.cameras[i];
        if (!camera.picture_is_auto) {
            continue;
        }
        const auto pinned = pictures.pins_.find(camera);
        if (!pinned.ok()) {
            log.write('W', camera.name, pinned.error().message);
        }
        if (pinned.ok() && pinned.value()) {
            camera.picture = *pinned.value();
            log.write('I', camera.name,
                      "picture: " + config::picture_text(camera.picture) + ", as pinned in " +
                          pictures.pins_.file_of(camera).string());
        } else {
            log.write('I', camera.name, "picture: auto, and not known yet; its first picture will tell");
            pictures.unknown_.push_back(i);
        }
    }
    return pictures;
}

void AutoPictures::look(const std::vector<std::unique_ptr<CameraSlot>>& cameras, bool rings_are_read) {
    std::erase_if(unknown_, [&](std::size_t number) {
        const auto seen = cameras[number]->observe();
        const bool known = seen && seen->shows_pictures();
        if (known) {
            pin(number, *cameras[number], *seen, rings_are_read);
        }
        return known;
    });
}

void AutoPictures::pin(std::size_t number, CameraSlot& camera, const CameraObservation& seen,
                       bool ring_is_read) {
    config::CameraConfig& config = config_->cameras[number];
    const auto picture = picture_to_pin(seen.camera_width, seen.camera_height, *seen.camera_colours,
                                        config.encoder, config_->limits.largest_picture);
    std::string said = "sends " + std::to_string(seen.camera_width) + "x" +
                       std::to_string(seen.camera_height) + ": picture: " + config::picture_text(picture);
    if (const auto stored = pins_.store(config, picture); stored.ok()) {
        said += ", pinned in " + pins_.file_of(config).string();
    } else {
        log_->write('E', config.name, stored.error().message);
        said += ", not pinned";
    }
    if (picture != config.picture && ring_is_read) {
        said += "; from the next start on, until then it has " + config::picture_text(config.picture);
    } else if (picture != config.picture) {
        const auto before = std::exchange(config.picture, picture);
        if (const auto renewed = camera.renew_ring(); !renewed.ok()) {
            config.picture = before;
            log_->write('E', config.name, renewed.error().message);
        }
    }
    log_->write('I', config.name, said);
}

bool AutoPictures::should_wait(const std::vector<std::unique_ptr<CameraSlot>>& cameras,
                               std::chrono::nanoseconds waited) const {
    return std::ranges::any_of(unknown_, [&](std::size_t number) {
        return waited < (is_in_trouble(*cameras[number]) ? kPatienceInTrouble : kPatience);
    });
}

}  // namespace cordon::supervisor
