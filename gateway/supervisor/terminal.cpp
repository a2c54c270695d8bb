// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/terminal.hpp"

#include <array>

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

namespace cordon::supervisor {
namespace {

constexpr std::size_t kLongestLine = 1024;

// As long as it lives, what is typed is not shown.
class EchoOff {
public:
    explicit EchoOff(int fd) : fd_(fd), changed_(::tcgetattr(fd, &before_) == 0) {
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        changed_ = changed_ && ::tcsetattr(fd_, TCSAFLUSH, &silent) == 0;
    }
    EchoOff(const EchoOff&) = delete;
    EchoOff& operator=(const EchoOff&) = delete;
    ~EchoOff() {
        if (changed_) {
            ::tcsetattr(fd_, TCSAFLUSH, &before_);
        }
    }
    [[nodiscard]] bool works() const { return changed_; }

private:
    int fd_;
    termios before_{};
    bool changed_;
};

}  // namespace

std::optional<Terminal> Terminal::open(int stop_fd) {
    base::UniqueFd fd(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
    return fd ? std::optional(Terminal(std::move(fd), stop_fd)) : std::nullopt;
}

base::Result<std::string> Terminal::ask(std::string_view question) {
    write(question);
    return read_line();
}

base::Result<config::Secret> Terminal::ask_secretly(std::string_view question) {
    const EchoOff silent(fd_.get());
    if (!silent.works()) {
        return base::Error{"the terminal would show the password; give --password-file or CORDON_PASSWORD"};
    }
    write(question);
    auto line = read_line();
    write("\n");
    if (!line.ok()) {
        return line.error();
    }
    return config::Secret(std::move(line).value());
}

void Terminal::write(std::string_view text) const {
    [[maybe_unused]] const ssize_t written = ::write(fd_.get(), text.data(), text.size());
}

base::Result<std::string> Terminal::read_line() {
    std::array<pollfd, 2> ready{{{.fd = fd_.get(), .events = POLLIN, .revents = 0},
                                 {.fd = stop_fd_, .events = POLLIN, .revents = 0}}};
    if (::poll(ready.data(), ready.size(), -1) < 0 || ready[1].revents != 0) {
        return base::Error{"given up"};
    }
    // A terminal gives whole lines.
    std::array<char, kLongestLine> bytes{};
    const ssize_t length = ::read(fd_.get(), bytes.data(), bytes.size());
    if (length <= 0) {
        return base::Error{"given up"};
    }
    std::string line(bytes.data(), static_cast<std::size_t>(length));
    while (line.ends_with('\n') || line.ends_with('\r')) {
        line.pop_back();
    }
    return line;
}

}  // namespace cordon::supervisor
