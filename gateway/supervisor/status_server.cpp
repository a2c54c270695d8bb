// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/status_server.hpp"

#include <utility>

#include <sys/socket.h>

namespace cordon::supervisor {

base::Result<std::unique_ptr<StatusServer>> StatusServer::create(EventLoop& loop, const std::string& path,
                                                                 std::function<std::string()> snapshot) {
    CORDON_TRY(auto socket, ControlSocket::create(path));
    std::unique_ptr<StatusServer> server(new StatusServer(std::move(socket), std::move(snapshot)));
    CORDON_TRY(server->watch_,
               loop.watch(server->socket_.fd(), [self = server.get()] { self->serve_one(); }));
    return server;
}

void StatusServer::serve_one() {
    const base::UniqueFd client(::accept4(socket_.fd(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!client) {
        // Where there is no descriptor to be had whoever asks stays in the queue, and would call us at once
        // again.
        watch_.pause();
        return;
    }
    // 256 cameras take about 300 KB, more than a socket holds by default.
    constexpr int kBufferBytes = 1 << 20;
    if (::setsockopt(client.get(), SOL_SOCKET, SO_SNDBUFFORCE, &kBufferBytes, sizeof(kBufferBytes)) != 0) {
        ::setsockopt(client.get(), SOL_SOCKET, SO_SNDBUF, &kBufferBytes, sizeof(kBufferBytes));
    }
    const std::string text = snapshot_() + "\n";
    // A short send is the client's loss: it sees that the JSON does not end.
    static_cast<void>(::send(client.get(), text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT));
}

}  // namespace cordon::supervisor
