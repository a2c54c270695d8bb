// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "coded_clip.hpp"
#include "gateway/base/result.hpp"
#include "gateway/base/unique_fd.hpp"
#include "gateway/boundary/access_unit_header.hpp"
#include "gateway/boundary/launch_record.hpp"
#include "gateway/boundary/status_page.hpp"

namespace cordon::untrusted::receive {

// A decoder's end of the pipe, without a decoder: keeps what came.
class DecoderEnd {
public:
    struct AccessUnit {
        boundary::AccessUnitHeader header;
        ByteString payload;
    };

    explicit DecoderEnd(base::UniqueFd pipe);

    // Takes what is there, without waiting.
    void poll();
    [[nodiscard]] const std::vector<AccessUnit>& access_units() const { return access_units_; }
    [[nodiscard]] bool ended() const { return ended_; }  // nobody can write to it any more
    void die() { pipe_.reset(); }

private:
    base::UniqueFd pipe_;
    ByteString bytes_;
    std::vector<AccessUnit> access_units_;
    bool ended_ = false;
};

// How a receiver ended.
struct ReceiverEnd {
    int signal = 0;
    int code = 0;
    double cpu_seconds = 0;
};

// Plays the supervisor to a real, really confined receiver program.
class ReceiverProcess {
public:
    // A record for a camera on this loopback port.
    static boundary::ReceiverLaunchRecord record(std::uint16_t port, const std::string& url);
    // `command` is the program and, where it is run by another (strace), that one and its arguments first.
    static base::Result<ReceiverProcess> start(const std::vector<std::string>& command,
                                               const boundary::ReceiverLaunchRecord& record);

    ReceiverProcess(ReceiverProcess&& other) noexcept;
    ReceiverProcess& operator=(ReceiverProcess&&) = delete;
    ~ReceiverProcess();

    // A new pipe, whose write end goes down the channel.
    DecoderEnd connect_decoder();
    void terminate() const;
    // The supervisor goes away.
    void close_channel() { channel_.reset(); }
    // How it ended, once it has.
    std::optional<ReceiverEnd> reap();

    [[nodiscard]] const boundary::ReceiverStatus& status() const { return status_.read(); }
    [[nodiscard]] boundary::ReceiverState state() const {
        return static_cast<boundary::ReceiverState>(status().state.load());
    }
    // What it logged so far.
    std::string log();
    [[nodiscard]] pid_t pid() const { return pid_; }

private:
    ReceiverProcess(pid_t pid, base::UniqueFd channel, base::UniqueFd log,
                    boundary::StatusPage<boundary::ReceiverStatus> status)
        : pid_(pid), channel_(std::move(channel)), log_fd_(std::move(log)), status_(std::move(status)) {}

    pid_t pid_;
    base::UniqueFd channel_;
    base::UniqueFd log_fd_;
    boundary::StatusPage<boundary::ReceiverStatus> status_;
    std::string log_;
};

}  // namespace cordon::untrusted::receive
