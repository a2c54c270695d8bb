// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/status_client.hpp"

#include <array>
#include <cerrno>

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "gateway/base/unique_fd.hpp"

namespace cordon::supervisor {
namespace {

constexpr std::size_t kLongestAnswer = std::size_t{4} << 20;
constexpr timeval kPatience{.tv_sec = 2, .tv_usec = 0};

base::Error connect_error(const std::string& path, int why) {
    if (why == ENOENT || why == ECONNREFUSED) {
        return base::Error{"no gateway is running here (nothing answers at " + path +
                           "). Start one with 'cordon run FILE', or name its socket with --socket PATH"};
    }
    if (why == EACCES || why == EPERM) {
        return base::Error{"the gateway at " + path + " is another user's; ask as that user or as root"};
    }
    return base::Error::from_errno("connect to the gateway at " + path, why);
}

}  // namespace

base::Result<std::string> fetch_status(const std::string& socket_path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (socket_path.size() >= sizeof(address.sun_path)) {
        return base::Error{"the control socket's path " + socket_path + " is too long"};
    }
    socket_path.copy(address.sun_path, socket_path.size());
    const base::UniqueFd server(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!server || ::setsockopt(server.get(), SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof(kPatience)) != 0 ||
        ::setsockopt(server.get(), SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof(kPatience)) != 0) {
        return base::Error::from_errno("make a socket");
    }
    if (::connect(server.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
        return connect_error(socket_path, errno);
    }
    std::string answer;
    std::array<char, 65536> part{};
    while (answer.size() < kLongestAnswer) {
        const ssize_t got = ::read(server.get(), part.data(), part.size());
        if (got == 0) {
            break;
        }
        if (got < 0 && errno == EAGAIN) {
            return base::Error{"the gateway at " + socket_path + " did not answer within " +
                               std::to_string(kPatience.tv_sec) +
                               " s: it hangs, or its machine is very busy"};
        }
        if (got < 0) {
            return base::Error::from_errno("hear from the gateway at " + socket_path);
        }
        answer.append(part.data(), static_cast<std::size_t>(got));
    }
    if (!answer.ends_with('\n')) {
        return base::Error{"the gateway at " + socket_path + " did not finish its answer"};
    }
    answer.pop_back();
    return answer;
}

}  // namespace cordon::supervisor
