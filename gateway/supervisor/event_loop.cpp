// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/event_loop.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <sys/epoll.h>

namespace cordon::supervisor {

EventLoop::Watch::Watch(Watch&& other) noexcept
    : loop_(std::exchange(other.loop_, nullptr)), fd_(other.fd_), id_(other.id_), paused_(other.paused_) {}

EventLoop::Watch& EventLoop::Watch::operator=(Watch&& other) noexcept {
    if (this != &other) {
        stop();
        loop_ = std::exchange(other.loop_, nullptr);
        fd_ = other.fd_;
        id_ = other.id_;
        paused_ = other.paused_;
    }
    return *this;
}

void EventLoop::Watch::pause() {
    // Taken out, not masked: epoll reports a hang-up whatever the mask.
    if (loop_ != nullptr && !std::exchange(paused_, true)) {
        ::epoll_ctl(loop_->epoll_.get(), EPOLL_CTL_DEL, fd_, nullptr);
    }
}

void EventLoop::Watch::resume() {
    if (is_paused()) {
        paused_ = !loop_->add(fd_, id_);
    }
}

void EventLoop::Watch::stop() {
    if (loop_ != nullptr) {
        pause();
        std::exchange(loop_, nullptr)->handlers_.erase(id_);
    }
}

base::Result<std::unique_ptr<EventLoop>> EventLoop::create() {
    base::UniqueFd epoll(::epoll_create1(EPOLL_CLOEXEC));
    if (!epoll) {
        return base::Error::from_errno("make an event loop");
    }
    return std::unique_ptr<EventLoop>(new EventLoop(std::move(epoll)));
}

bool EventLoop::add(int fd, std::uint64_t id) const {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = id;
    return ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event) == 0;
}

base::Result<EventLoop::Watch> EventLoop::watch(int fd, Handler handler) {
    const std::uint64_t id = next_id_++;
    if (!add(fd, id)) {
        return base::Error::from_errno("watch a descriptor");
    }
    handlers_.emplace(id, std::make_shared<Handler>(std::move(handler)));
    return Watch(this, fd, id);
}

void EventLoop::run_once(std::chrono::nanoseconds patience) {
    using std::chrono::milliseconds;
    constexpr milliseconds kLongest{60'000};
    const auto wait = std::clamp(std::chrono::ceil<milliseconds>(patience), milliseconds(0), kLongest);
    std::array<epoll_event, 64> events{};
    const int ready = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()),
                                   static_cast<int>(wait.count()));
    for (int i = 0; i < ready; ++i) {
        // Looked up one by one: an earlier handler may have removed this one.
        const auto found = handlers_.find(events[static_cast<std::size_t>(i)].data.u64);
        if (found != handlers_.end()) {
            const std::shared_ptr<Handler> handler = found->second;
            (*handler)();
        }
    }
}

}  // namespace cordon::supervisor
