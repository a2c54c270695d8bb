// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/rtsp/flood_guard.hpp"

#include <utility>

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "gateway/base/invariant.hpp"
#include "gateway/base/log.hpp"
#include "pipelines/gst/gst_ptr.hpp"

namespace cordon::trusted::rtsp {
namespace {

// Bytes that have come so far, whether or not they have been read; 0 where the kernel does not say.
std::uint64_t bytes_received(int socket) {
    tcp_info info{};
    socklen_t size = sizeof(info);
    return ::getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 ? info.tcpi_bytes_received : 0;
}

}  // namespace

void FloodGuard::start() {
    CORDON_INVARIANT(!thread_.joinable(), "a flood guard is started once");
    thread_ = std::thread([this] { look_until_stopped(); });
}

void FloodGuard::stop() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    stopped_.notify_all();
    if (thread_.joinable()) {
        thread_.join();
    }
}

void FloodGuard::watch(GSocket* socket) {
    const std::scoped_lock lock(mutex_);
    connections_.emplace_back(socket);
}

void FloodGuard::look_until_stopped() {
    std::unique_lock lock(mutex_);
    while (!stopped_.wait_for(lock, kLooksApart, [this] { return stopping_; })) {
        look();
    }
}

// Under mutex_.
void FloodGuard::look() {
    connections_.remove_if([](Connection& connection) { return !look_at(connection); });
}

// It is shut down both ways, as the kernel then takes nothing more: whoever reads comes to its end and closes
// it. Only a reset then reaches a peer who waits until there is room.
bool FloodGuard::look_at(Connection& connection) {
    const auto held = gst::adopt(static_cast<GSocket*>(g_weak_ref_get(&connection.socket)));
    if (!held) {
        return false;
    }
    const int socket = g_socket_get_fd(held.get());
    const std::uint64_t received = bytes_received(socket);
    if (received > std::exchange(connection.received, received) + kMostBytes) {
        base::log_warning("rtsp: a viewer who sends without end is disconnected");
        constexpr linger kReset{.l_onoff = 1, .l_linger = 0};
        ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &kReset, sizeof(kReset));
        ::shutdown(socket, SHUT_RDWR);
    }
    return true;
}

}  // namespace cordon::trusted::rtsp
