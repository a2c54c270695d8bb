// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/hostile/ordinary_user.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include <grp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace cordon::hostile {
namespace {

constexpr uid_t kNobody = 65534;

bool become_nobody() {
    // A change of user makes a process undumpable, which one that was this user from the start is not.
    return ::setgroups(0, nullptr) == 0 && ::setresgid(kNobody, kNobody, kNobody) == 0 &&
           ::setresuid(kNobody, kNobody, kNobody) == 0 && ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0;
}

}  // namespace

std::string why_not_as(Starter starter) {
    if (starter == Starter::kWhoWeAre && ::geteuid() == 0) {
        return {};
    }
    static const std::string kProgram = std::filesystem::read_symlink("/proc/self/exe").string();
    static const int kUnreachable =
        run_as(Starter::kOrdinaryUser, [] { return ::access(kProgram.c_str(), X_OK) == 0 ? 0 : errno; });
    if (kUnreachable != 0) {
        return "an ordinary user cannot reach " + kProgram + " (" + std::strerror(kUnreachable) +
               "): what one meets was NOT checked here; build where every user may look, not in /root";
    }
    static const int kRefusal =
        run_as(Starter::kOrdinaryUser, [] { return ::unshare(CLONE_NEWUSER) == 0 ? 0 : errno; });
    return kRefusal == 0
               ? ""
               : std::string("an ordinary user gets no user namespace here: ") + std::strerror(kRefusal);
}

int run_as(Starter starter, const std::function<int()>& body) {
    const pid_t pid = ::fork();
    if (pid == 0) {
        if (starter == Starter::kOrdinaryUser && ::geteuid() == 0 && !become_nobody()) {
            std::perror("become an ordinary user");
            ::_exit(127);
        }
        ::_exit(body());
    }
    int status = 0;
    if (pid < 0 || ::waitpid(pid, &status, 0) != pid || !WIFEXITED(status)) {
        return -1;
    }
    return WEXITSTATUS(status);
}

}  // namespace cordon::hostile
