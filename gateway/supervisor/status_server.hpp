// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "gateway/supervisor/control_socket.hpp"
#include "gateway/supervisor/event_loop.hpp"

namespace cordon::supervisor {

// Tells whoever connects to the control socket how the gateway is: one JSON snapshot, then the end. Reads
// nothing, waits for nobody: what a client does not take at once it does not get.
class StatusServer {
public:
    // `snapshot` makes the JSON, in the event loop's thread.
    static base::Result<std::unique_ptr<StatusServer>> create(EventLoop& loop, const std::string& path,
                                                              std::function<std::string()> snapshot);
    // About once a second: who could not be answered before is now.
    void tick() { watch_.resume(); }
    StatusServer(const StatusServer&) = delete;
    StatusServer& operator=(const StatusServer&) = delete;

private:
    StatusServer(ControlSocket socket, std::function<std::string()> snapshot)
        : socket_(std::move(socket)), snapshot_(std::move(snapshot)) {}
    void serve_one();

    ControlSocket socket_;
    std::function<std::string()> snapshot_;
    EventLoop::Watch watch_;
};

}  // namespace cordon::supervisor
