// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/publish/sandbox_policy.hpp"

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>

namespace cordon::trusted::publish {
namespace {

using sandbox::ArgumentRule;
using sandbox::SyscallRule;

constexpr std::uint64_t kInt = 0xffffffff;
constexpr std::uint64_t kSocketType = 0xf;  // SOCK_TYPE_MASK: without SOCK_CLOEXEC and SOCK_NONBLOCK
// What pthread_create asks for (glibc 2.36, sysdeps/unix/sysv/linux/createthread.c).
constexpr std::uint64_t kThreadFlags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SYSVSEM | CLONE_SIGHAND |
                                       CLONE_THREAD | CLONE_SETTLS | CLONE_PARENT_SETTID |
                                       CLONE_CHILD_CLEARTID;

constexpr ArgumentRule equals(unsigned index, std::uint64_t value) {
    return {.index = index, .mask = kInt, .value = value};
}
constexpr ArgumentRule without(unsigned index, std::uint64_t bits) {
    return {.index = index, .mask = bits, .value = 0};
}

// Derived from strace -f under real viewers. What is not here is the point: nothing that opens, reads or
// writes a file by name, starts a program, traces, connects, or makes memory executable.
const std::array kSyscalls{
    // Memory, never of a file and never executable.
    SyscallRule{.number = SYS_mmap,
                .why = "memory for buffers and thread stacks",
                .first = without(2, PROT_EXEC),
                .second = ArgumentRule{.index = 3, .mask = MAP_ANONYMOUS, .value = MAP_ANONYMOUS}},
    SyscallRule{.number = SYS_munmap, .why = "to give memory back"},
    SyscallRule{.number = SYS_mremap, .why = "large buffers that grow"},
    SyscallRule{.number = SYS_mprotect, .why = "thread stacks and heaps", .first = without(2, PROT_EXEC)},
    SyscallRule{.number = SYS_madvise, .why = "stacks of threads that ended"},
    SyscallRule{.number = SYS_brk, .why = "the main thread's heap"},
    SyscallRule{
        .number = SYS_openat,
        .why = "glibc asks /proc/sys/vm/overcommit_memory before it shrinks a thread's heap; refused, it "
               "gives the memory back with madvise",
        .refused_with = EACCES},
    // Threads.
    SyscallRule{
        .number = SYS_clone, .why = "threads, and nothing but threads", .first = equals(0, kThreadFlags)},
    SyscallRule{.number = SYS_clone3,
                .why = "glibc then uses clone, whose flags can be checked",
                .refused_with = ENOSYS},
    SyscallRule{.number = SYS_set_robust_list, .why = "each thread's start"},
    SyscallRule{.number = SYS_rseq, .why = "each thread's start"},
    SyscallRule{.number = SYS_futex, .why = "mutexes and condition variables"},
    SyscallRule{.number = SYS_sched_yield, .why = "spinning locks of the libraries"},
    SyscallRule{.number = SYS_clock_nanosleep, .why = "the poller's sleep until a frame is due"},
    SyscallRule{.number = SYS_clock_gettime, .why = "where the kernel's clock is not mapped"},
    SyscallRule{.number = SYS_gettid, .why = "abort() and the libraries' locks"},
    SyscallRule{.number = SYS_getpid, .why = "abort()"},
    SyscallRule{.number = SYS_exit, .why = "each thread's end"},
    SyscallRule{.number = SYS_exit_group, .why = "to end"},
    SyscallRule{.number = SYS_prctl, .why = "names of threads", .first = equals(0, PR_SET_NAME)},
    SyscallRule{.number = SYS_setpriority,
                .why = "encoders stand back behind the servers",
                .first = equals(0, PRIO_PROCESS),
                .second = equals(1, 0)},
    SyscallRule{.number = SYS_sched_getattr, .why = "GLib's thread pools pass a thread's priority on"},
    SyscallRule{.number = SYS_sched_setattr, .why = "GLib's thread pools pass a thread's priority on"},
    // Signals.
    SyscallRule{.number = SYS_rt_sigprocmask, .why = "each thread's start and end"},
    SyscallRule{.number = SYS_rt_sigaction, .why = "the first thread sets up cancellation"},
    SyscallRule{.number = SYS_rt_sigtimedwait, .why = "to wait for SIGTERM"},
    SyscallRule{.number = SYS_rt_sigreturn, .why = "to go on after a stop and continue"},
    SyscallRule{.number = SYS_restart_syscall, .why = "to go on after a stop and continue"},
    SyscallRule{.number = SYS_tgkill, .why = "abort()"},
    // Descriptors that are open: ports, viewers, and what wakes a thread.
    SyscallRule{.number = SYS_read, .why = "wake-ups of event loops"},
    SyscallRule{.number = SYS_write, .why = "the log, and wake-ups of event loops"},
    SyscallRule{.number = SYS_close, .why = "viewers that left"},
    SyscallRule{.number = SYS_poll, .why = "the RTSP server's loops"},
    SyscallRule{.number = SYS_ppoll, .why = "the RTSP server's loops, where they have a deadline"},
    SyscallRule{.number = SYS_epoll_wait, .why = "the web server's loop"},
    SyscallRule{.number = SYS_epoll_ctl, .why = "the web server's viewers"},
    SyscallRule{.number = SYS_timerfd_settime, .why = "the web server's deadlines"},
    SyscallRule{.number = SYS_eventfd2, .why = "each RTSP viewer's event loop is woken through one"},
    SyscallRule{.number = SYS_socketpair,
                .why = "GStreamer wakes a waiting element through one",
                .first = equals(0, AF_UNIX)},
    SyscallRule{.number = SYS_fcntl, .why = "blocking or not", .first = equals(1, F_GETFL)},
    SyscallRule{.number = SYS_fcntl, .why = "blocking or not", .first = equals(1, F_SETFL)},
    SyscallRule{.number = SYS_fcntl, .why = "closed on exec", .first = equals(1, F_GETFD)},
    SyscallRule{.number = SYS_fcntl, .why = "closed on exec", .first = equals(1, F_SETFD)},
    SyscallRule{.number = SYS_ioctl, .why = "sockets that do not block", .first = equals(1, FIONBIO)},
    // Viewers.
    SyscallRule{.number = SYS_accept, .why = "viewers that come"},
    SyscallRule{.number = SYS_recvmsg, .why = "what viewers ask"},
    SyscallRule{.number = SYS_recvfrom, .why = "what viewers ask, and their RTCP reports"},
    SyscallRule{.number = SYS_sendmsg, .why = "what viewers get"},
    SyscallRule{.number = SYS_sendmmsg, .why = "what viewers get over UDP"},
    SyscallRule{.number = SYS_sendto, .why = "what viewers get"},
    SyscallRule{.number = SYS_shutdown, .why = "to end a viewer's connection in order"},
    SyscallRule{.number = SYS_getpeername, .why = "where a viewer is"},
    SyscallRule{.number = SYS_getsockname, .why = "which of our addresses it reached"},
    SyscallRule{.number = SYS_getsockopt,
                .why = "GIO looks at each socket it takes over; how much a viewer has sent"},
    // A viewer over UDP gets a pair of ports of its own. Nothing that connects: no stream sockets.
    SyscallRule{.number = SYS_socket,
                .why = "RTP and RTCP ports of a viewer over UDP",
                .first = equals(0, AF_INET),
                .second = ArgumentRule{.index = 1, .mask = kSocketType, .value = SOCK_DGRAM}},
    SyscallRule{.number = SYS_socket,
                .why = "RTP and RTCP ports of a viewer over UDP",
                .first = equals(0, AF_INET6),
                .second = ArgumentRule{.index = 1, .mask = kSocketType, .value = SOCK_DGRAM}},
    SyscallRule{.number = SYS_bind, .why = "RTP and RTCP ports of a viewer over UDP"},
    SyscallRule{.number = SYS_setsockopt, .why = "buffers, address reuse", .first = equals(1, SOL_SOCKET)},
    SyscallRule{.number = SYS_setsockopt, .why = "time to live of RTP", .first = equals(1, IPPROTO_IP)},
    SyscallRule{.number = SYS_setsockopt, .why = "hop limit of RTP", .first = equals(1, IPPROTO_IPV6)},
    SyscallRule{.number = SYS_setsockopt,
                .why = "pictures leave at once, dead viewers are noticed",
                .first = equals(1, IPPROTO_TCP)},
};

// Each of 256 RTSP viewers has about six.
constexpr std::uint64_t kMostThreads = 4096;
constexpr std::uint64_t kMostDescriptors = 8192;
// Pictures, encoders, viewers' queues, and a stack for each thread. Address space, most of it never touched.
constexpr std::uint64_t kAddressSpace = std::uint64_t{32} << 30;
constexpr std::uint64_t kAddressSpacePerCamera = std::uint64_t{1} << 30;

}  // namespace

sandbox::Policy sandbox_policy(const boundary::PublisherLaunchRecord& record) {
    return {.program = "cordon-publish",
            .syscalls = kSyscalls,
            .limits = {.address_space_bytes = kAddressSpace + record.camera_count * kAddressSpacePerCamera,
                       .open_files = kMostDescriptors,
                       .processes = kMostThreads,
                       .file_size_bytes = 0}};
}

}  // namespace cordon::trusted::publish
