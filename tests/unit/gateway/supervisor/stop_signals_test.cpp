// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/stop_signals.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <string>

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace cordon::supervisor {
namespace {

// What it does to signals cannot be undone, so each test is a process of its own.
int status_of(int (*body)()) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(body());
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
}

bool is_readable(int fd) {
    pollfd readable{.fd = fd, .events = POLLIN, .revents = 0};
    return ::poll(&readable, 1, 0) == 1;
}

TEST(StopSignals, MakesASignalThatWouldEndUsADescriptor) {
    EXPECT_EQ(status_of([] {
                  auto signals = StopSignals::create();
                  if (!signals.ok() || is_readable(signals.value().fd())) {
                      return 1;
                  }
                  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
                      ::kill(::getpid(), signal);
                      if (!is_readable(signals.value().fd())) {
                          return 2;
                      }
                      (void)signals.value().take();
                  }
                  return is_readable(signals.value().fd()) ? 3 : 0;
              }),
              0);
}

TEST(StopSignals, SaysWhichItWasAndLeavesAHangUpThatIsIgnoredAlone) {
    EXPECT_EQ(status_of([] {
                  ::signal(SIGHUP, SIG_IGN);  // as under nohup
                  auto signals = StopSignals::create();
                  if (!signals.ok()) {
                      return 1;
                  }
                  ::kill(::getpid(), SIGHUP);
                  if (is_readable(signals.value().fd())) {
                      return 2;
                  }
                  ::kill(::getpid(), SIGTERM);
                  const std::string expected = "SIGTERM from process " + std::to_string(::getpid());
                  return signals.value().take() == expected ? 0 : 3;
              }),
              0);
}

TEST(StopSignals, LetALogLoseItsReader) {
    EXPECT_EQ(status_of([] {
                  std::array<int, 2> ends{};
                  if (!StopSignals::create().ok() || ::pipe(ends.data()) != 0) {
                      return 1;
                  }
                  ::close(ends[0]);
                  return ::write(ends[1], "x", 1) == -1 && errno == EPIPE ? 0 : 2;
              }),
              0);
}

}  // namespace
}  // namespace cordon::supervisor
