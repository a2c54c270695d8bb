// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cstdio>

#include <unistd.h>

#include "gateway/supervisor/commands.hpp"
#include "gateway/supervisor/configuration.hpp"
#include "gateway/supervisor/preconditions.hpp"
#include "gateway/supervisor/stop_signals.hpp"
#include "gateway/supervisor/supervisor.hpp"

namespace cordon::supervisor {
namespace {

base::Result<> run(config::GatewayConfig config) {
    // First of all: a signal that comes while children start must not end us before them.
    CORDON_TRY(auto signals, StopSignals::create());
    CORDON_TRY(const auto loop, EventLoop::create());
    CORDON_TRY(const auto programs, own_folder());
    LogOutput log(STDERR_FILENO);
    const base::MonotonicClock clock;
    const Surroundings surroundings{.loop = *loop, .log = log, .clock = clock, .programs = programs};
    CORDON_TRY(const auto supervisor, Supervisor::create(surroundings, std::move(config)));
    CORDON_TRY(const auto watch, loop->watch(signals.fd(), [&] {
        log.write('I', "cordon", "asked to end (" + signals.take() + ")");
        supervisor->stop();
    }));
    CORDON_TRY_VOID(supervisor->start());
    while (!supervisor->has_stopped()) {
        supervisor->step(std::chrono::minutes(1));
    }
    if (supervisor->failure()) {
        return *supervisor->failure();
    }
    log.write('I', "cordon", "ended");
    return {};
}

}  // namespace

int run_command(const Command& command) {
    auto config = load_or_explain(command.file);
    if (!config) {
        return kMisused;
    }
    if (const auto outcome = run(std::move(*config)); !outcome.ok()) {
        std::fprintf(stderr, "cordon: %s\n", outcome.error().message.c_str());
        return kFailed;
    }
    return kSucceeded;
}

}  // namespace cordon::supervisor
