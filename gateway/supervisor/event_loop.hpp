// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>

#include "gateway/base/result.hpp"
#include "gateway/base/unique_fd.hpp"

namespace cordon::supervisor {

// Waits for descriptors to become readable and calls who asked (epoll, level-triggered). One thread. A
// handler may add and remove watches, its own too.
class EventLoop {
public:
    using Handler = std::function<void()>;

    // Keeps one descriptor watched until it goes. The descriptor must outlive it, and it the loop.
    class Watch {
    public:
        Watch() = default;
        Watch(Watch&& other) noexcept;
        Watch& operator=(Watch&& other) noexcept;
        Watch(const Watch&) = delete;
        Watch& operator=(const Watch&) = delete;
        ~Watch() { stop(); }

        // No calls until resume(), not even when the other end hangs up.
        void pause();
        void resume();
        [[nodiscard]] bool is_paused() const { return loop_ != nullptr && paused_; }
        void stop();

    private:
        friend class EventLoop;
        Watch(EventLoop* loop, int fd, std::uint64_t id) : loop_(loop), fd_(fd), id_(id) {}

        EventLoop* loop_ = nullptr;
        int fd_ = -1;
        std::uint64_t id_ = 0;
        bool paused_ = false;
    };

    static base::Result<std::unique_ptr<EventLoop>> create();
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;

    base::Result<Watch> watch(int fd, Handler handler);

    // Waits up to `patience` (rounded up to milliseconds) and calls the handlers of what is readable.
    void run_once(std::chrono::nanoseconds patience);

private:
    explicit EventLoop(base::UniqueFd epoll) : epoll_(std::move(epoll)) {}
    [[nodiscard]] bool add(int fd, std::uint64_t id) const;

    base::UniqueFd epoll_;
    std::uint64_t next_id_ = 1;
    std::map<std::uint64_t, std::shared_ptr<Handler>> handlers_;
};

}  // namespace cordon::supervisor
