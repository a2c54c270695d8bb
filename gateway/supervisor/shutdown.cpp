// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/shutdown.hpp"

#include <algorithm>

namespace cordon::supervisor {

Shutdown::Shutdown(const base::Clock& clock, const std::vector<std::unique_ptr<CameraSlot>>& cameras,
                   PublisherSlot& publisher)
    : clock_(clock), cameras_(cameras), publisher_(publisher), deadline_(clock.now() + kGrace) {
    publisher_.stop_replacing();
    for (const auto& camera : cameras_) {
        camera->stop_replacing();
        camera->receiver().terminate();
    }
}

bool Shutdown::stage_is_empty() const {
    const bool receivers_gone =
        std::ranges::none_of(cameras_, [](const auto& camera) { return camera->receiver().is_running(); });
    if (stage_ == Stage::kReceivers) {
        return receivers_gone;
    }
    const bool decoders_gone =
        std::ranges::none_of(cameras_, [](const auto& camera) { return camera->decoder().is_running(); });
    return receivers_gone && decoders_gone && !publisher_.child().is_running();
}

void Shutdown::kill_stage() {
    for (const auto& camera : cameras_) {
        camera->receiver().kill();
        if (stage_ == Stage::kOthers) {
            camera->decoder().kill();
        }
    }
    if (stage_ == Stage::kOthers) {
        publisher_.child().kill();
    }
}

void Shutdown::act() {
    if (stage_ == Stage::kReceivers && stage_is_empty()) {
        stage_ = Stage::kOthers;
        deadline_ = clock_.now() + kGrace;
        for (const auto& camera : cameras_) {
            camera->decoder().kill();
        }
        publisher_.child().terminate();
    }
    if (stage_ == Stage::kOthers && stage_is_empty()) {
        stage_ = Stage::kOver;
    }
    if (stage_ != Stage::kOver && clock_.now() >= deadline_) {
        kill_stage();
    }
}

void Shutdown::hurry() {
    if (stage_ != Stage::kOver) {
        stage_ = Stage::kOthers;
        deadline_ = clock_.now();
        kill_stage();
    }
}

}  // namespace cordon::supervisor
