// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gateway/base/result.hpp"
#include "gateway/base/unique_fd.hpp"

namespace cordon::supervisor {

// Where a gateway of this user's is found when nobody says otherwise.
[[nodiscard]] std::string default_control_socket();

// A listening Unix socket that belongs to one gateway alone: a lock file beside it says so for as long as
// this lives, so that a socket a killed gateway left behind is replaced and a running gateway's never is.
class ControlSocket {
public:
    // Prepares the folder (private_folder.hpp). The socket has mode 0600.
    static base::Result<ControlSocket> create(const std::string& path);

    ControlSocket(ControlSocket&&) noexcept = default;
    ControlSocket& operator=(ControlSocket&&) = delete;
    ~ControlSocket();

    [[nodiscard]] int fd() const { return listener_.get(); }
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    ControlSocket(std::string path, base::UniqueFd lock, base::UniqueFd listener)
        : path_(std::move(path)), lock_(std::move(lock)), listener_(std::move(listener)) {}

    std::string path_;
    base::UniqueFd lock_;
    base::UniqueFd listener_;
};

}  // namespace cordon::supervisor
