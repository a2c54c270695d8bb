// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cstdio>
#include <string>
#include <utility>

#include <poll.h>
#include <unistd.h>

#include "config/config_loader.hpp"
#include "gateway/supervisor/commands.hpp"
#include "gateway/supervisor/control_socket.hpp"
#include "gateway/supervisor/status_client.hpp"
#include "gateway/supervisor/status_table.hpp"
#include "gateway/supervisor/stop_signals.hpp"

namespace cordon::supervisor {
namespace {

constexpr int kRedrawMs = 1000;
constexpr const char* kHideCursor = "\x1b[?25l";
constexpr const char* kShowCursor = "\x1b[?25h";
constexpr const char* kHomeAndClear = "\x1b[H\x1b[2J";

void print(const std::string& text) {
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout);
}

base::Result<std::string> fetch_table(const std::string& socket, bool colour) {
    CORDON_TRY(const auto json, fetch_status(socket));
    CORDON_TRY(const auto status, parse_status(json));
    return draw_table(status, colour);
}

// Draws until a signal. A gateway that goes and comes back is shown as such.
base::Result<> draw_live(const std::string& socket) {
    CORDON_TRY(auto signals, StopSignals::create());
    CORDON_TRY(auto table, fetch_table(socket, true));
    print(kHideCursor);
    pollfd stop{.fd = signals.fd(), .events = POLLIN, .revents = 0};
    do {
        print(kHomeAndClear + table);
        const auto waited = ::poll(&stop, 1, kRedrawMs);
        if (waited != 0) {
            break;
        }
        auto next = fetch_table(socket, true);
        table = next.ok() ? std::move(next).value() : next.error().message + "\n";
    } while (true);
    print(kShowCursor);
    return {};
}

base::Result<> show(const Command& command, const std::string& socket) {
    if (command.json) {
        CORDON_TRY(const auto json, fetch_status(socket));
        print(json + "\n");
        return {};
    }
    if (command.once || ::isatty(STDOUT_FILENO) == 0) {
        CORDON_TRY(const auto table, fetch_table(socket, false));
        print(table);
        return {};
    }
    return draw_live(socket);
}

}  // namespace

int status_command(const Command& command) {
    std::string socket = command.socket;
    if (!command.file.empty()) {
        auto named = config::load_control_socket(command.file);
        if (!named.ok()) {
            std::fprintf(stderr, "%s\n", named.error().message.c_str());
            return kMisused;
        }
        socket = std::move(named).value();
    }
    if (socket.empty()) {
        socket = default_control_socket();
    }
    if (const auto outcome = show(command, socket); !outcome.ok()) {
        std::fprintf(stderr, "cordon: %s\n", outcome.error().message.c_str());
        return kFailed;
    }
    return kSucceeded;
}

}  // namespace cordon::supervisor
