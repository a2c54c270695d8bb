// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "gateway/base/clock.hpp"
#include "gateway/supervisor/camera_slot.hpp"
#include "gateway/supervisor/publisher_slot.hpp"

namespace cordon::supervisor {

// The orderly end: receivers first, so that each can tell its camera (TEARDOWN), then decoders, which hold
// nothing, and the publisher, so that viewers are told last. Each stage has kGrace; then it is killed.
class Shutdown {
public:
    static constexpr std::chrono::seconds kGrace{2};

    // Begins. Borrows both.
    Shutdown(const base::Clock& clock, const std::vector<std::unique_ptr<CameraSlot>>& cameras,
             PublisherSlot& publisher);

    // Goes on with what is due.
    void act();
    // No grace any more.
    void hurry();
    [[nodiscard]] bool is_over() const { return stage_ == Stage::kOver; }

private:
    enum class Stage { kReceivers, kOthers, kOver };
    [[nodiscard]] bool stage_is_empty() const;
    void kill_stage();

    const base::Clock& clock_;
    const std::vector<std::unique_ptr<CameraSlot>>& cameras_;
    PublisherSlot& publisher_;
    Stage stage_ = Stage::kReceivers;
    base::MonotonicTime deadline_;
};

}  // namespace cordon::supervisor
