// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <list>
#include <mutex>
#include <thread>

#include <gio/gio.h>

namespace cordon::trusted::rtsp {

// Hangs up on viewers who send more than anybody has to say. gst-rtsp-server 1.22 reads a request's header
// for as long as there is more of it, line by line and without a limit: one viewer who sends without end
// holds up the thread that runs all connections, and fills the memory with ten times of it. So a thread of
// our own asks the kernel how much has come.
class FloodGuard {
public:
    // More than so much between two looks is a flood: requests and reports are some hundred bytes, and
    // seconds apart.
    static constexpr std::chrono::milliseconds kLooksApart{500};
    static constexpr std::uint64_t kMostBytes = 64U << 10U;

    FloodGuard() = default;
    ~FloodGuard() { stop(); }
    FloodGuard(const FloodGuard&) = delete;
    FloodGuard& operator=(const FloodGuard&) = delete;

    // Begins to look, once.
    void start();
    // Ends its thread. Idempotent.
    void stop();

    // Looks after this connected TCP socket, too, until somebody closes it. Any thread.
    void watch(GSocket* socket);

private:
    struct Connection {
        explicit Connection(GSocket* connected) { g_weak_ref_init(&socket, connected); }
        ~Connection() { g_weak_ref_clear(&socket); }
        Connection(const Connection&) = delete;
        Connection& operator=(const Connection&) = delete;

        GWeakRef socket{};           // who holds it keeps it from being closed
        std::uint64_t received = 0;  // bytes, at the last look
    };
    void look_until_stopped();
    void look();
    // Whether there is anything left to look at.
    static bool look_at(Connection& connection);

    std::mutex mutex_;  // what follows
    std::condition_variable stopped_;
    bool stopping_ = false;
    std::list<Connection> connections_;
    std::thread thread_;
};

}  // namespace cordon::trusted::rtsp
