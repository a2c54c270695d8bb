// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/gateway_config.hpp"
#include "gateway/base/result.hpp"
#include "gateway/base/unique_fd.hpp"
#include "gateway/supervisor/child_process.hpp"

namespace cordon::supervisor {

// The network namespace the receivers join, held open for as long as the gateway runs.
class OpenCameraNetwork {
public:
    // An Error says what is missing and how it is made.
    static base::Result<OpenCameraNetwork> create(const config::CameraNetwork& config);

    // Where a receiver's sockets live; borrows this object's descriptor.
    [[nodiscard]] NetworkPlace place() const;

private:
    explicit OpenCameraNetwork(base::UniqueFd descriptor) : descriptor_(std::move(descriptor)) {}
    base::UniqueFd descriptor_;  // none: the network we are in
};

}  // namespace cordon::supervisor
