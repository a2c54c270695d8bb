// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/control_socket.hpp"

#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "gateway/supervisor/private_folder.hpp"

namespace cordon::supervisor {
namespace {

base::Result<base::UniqueFd> take_lock(const std::string& path) {
    const std::string lock_path = path + ".lock";
    base::UniqueFd lock(::open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!lock) {
        return base::Error::from_errno("open " + lock_path);
    }
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
        return base::Error{
            "a gateway is running already with the control socket " + path +
            "; end it, or give this one a controlSocket, rtspPort, webPort and uidBase of its own"};
    }
    return lock;
}

base::Result<> remove_stale(const std::string& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) {
        return {};
    }
    if (!S_ISSOCK(status.st_mode)) {
        return base::Error{path + " exists and is no socket; set controlSocket to another path"};
    }
    if (::unlink(path.c_str()) != 0) {
        return base::Error::from_errno("remove the socket " + path + " that another gateway left");
    }
    return {};
}

}  // namespace

std::string default_control_socket() {
    if (::geteuid() == 0) {
        return "/run/cordon/control.sock";
    }
    const char* runtime = std::getenv("XDG_RUNTIME_DIR");  // NOLINT(concurrency-mt-unsafe): one thread
    if (runtime != nullptr && runtime[0] == '/') {
        return std::string(runtime) + "/cordon/control.sock";
    }
    return "/tmp/cordon-" + std::to_string(::geteuid()) + "/control.sock";
}

base::Result<ControlSocket> ControlSocket::create(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof(address.sun_path)) {
        return base::Error{"the control socket's path " + path + " is too long"};
    }
    path.copy(address.sun_path, path.size());
    CORDON_TRY_VOID(prepare_private_folder(std::filesystem::path(path).parent_path(),
                                           "the control socket's folder", "controlSocket"));
    CORDON_TRY(auto lock, take_lock(path));
    CORDON_TRY_VOID(remove_stale(path));
    base::UniqueFd listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    // Nobody else may connect, not even between bind and listen.
    const mode_t before = ::umask(0177);
    const bool bound =
        listener && ::bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
    const int why = errno;
    ::umask(before);
    if (!bound || ::listen(listener.get(), 16) != 0) {
        return base::Error::from_errno("open the control socket " + path, bound ? errno : why);
    }
    return ControlSocket(path, std::move(lock), std::move(listener));
}

ControlSocket::~ControlSocket() {
    if (listener_) {
        ::unlink(path_.c_str());
    }
}

}  // namespace cordon::supervisor
