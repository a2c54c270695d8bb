// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "config/gateway_config.hpp"
#include "gateway/boundary/launch_record.hpp"

namespace cordon::supervisor {

// A gateway's children have the users uidBase and the 512 after it; a probe's, those from here on.
inline constexpr std::uint32_t kFirstProbeUser = 2 * boundary::kMostCameras + 1;
inline constexpr std::uint32_t kProbeUsers = 3;

// What each child is told, from what the operator decided. The configuration has been checked: what does not
// fit a record here is our own bug.
class LaunchPlan {
public:
    // `config` is borrowed. `one_user_each`: this process may give every child a user of its own.
    LaunchPlan(const config::GatewayConfig& config, bool one_user_each)
        : config_(config), one_user_each_(one_user_each) {}

    // Of the camera with this number in the configuration. Holds its password: keep it no longer than needed.
    [[nodiscard]] boundary::ReceiverLaunchRecord receiver(std::size_t camera) const;
    [[nodiscard]] boundary::DecoderLaunchRecord decoder(std::size_t camera) const;
    [[nodiscard]] boundary::PublisherLaunchRecord publisher() const;
    // Of a probe's one camera.
    [[nodiscard]] boundary::SnapshotLaunchRecord snapshot() const;

private:
    // Camera i's receiver has number 2 i, its decoder 2 i + 1, the publisher the one after all cameras'.
    [[nodiscard]] boundary::Confinement confinement(std::size_t number) const;

    const config::GatewayConfig& config_;
    bool one_user_each_;
};

}  // namespace cordon::supervisor
