// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/sandbox_policy.hpp"

#include <array>
#include <span>
#include <vector>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>

namespace cordon::untrusted::receive {
namespace {

using sandbox::ArgumentRule;
using sandbox::SyscallRule;

// The low bits of socket(2)'s type; the rest are SOCK_NONBLOCK and SOCK_CLOEXEC.
constexpr ArgumentRule kStream{.index = 1, .mask = 0xF, .value = SOCK_STREAM};
// And its protocol: of streams there are others, which Landlock's rule of ports does not know (MPTCP).
constexpr ArgumentRule kTcp{.index = 2, .mask = 0xFFFFFFFF, .value = IPPROTO_TCP};
// mmap(2): never memory that can be run.
constexpr ArgumentRule kNotExecutable{.index = 2, .mask = PROT_EXEC, .value = 0};

constexpr ArgumentRule kDatagrams{.index = 1, .mask = 0xF, .value = SOCK_DGRAM};
constexpr ArgumentRule kUdp{.index = 2, .mask = 0xFFFFFFFF, .value = IPPROTO_UDP};

// What a receiver may do beyond the rest where its camera may send by UDP.
const std::array kUdpSyscalls{
    SyscallRule{.number = SYS_socket,
                .why = "packets from the camera by UDP",
                .first = ArgumentRule{.index = 0, .value = AF_INET},
                .second = kDatagrams,
                .third = kUdp},
    SyscallRule{.number = SYS_socket,
                .why = "packets by UDP from a camera with an IPv6 address",
                .first = ArgumentRule{.index = 0, .value = AF_INET6},
                .second = kDatagrams,
                .third = kUdp},
    SyscallRule{.number = SYS_sendto,
                .why = "reports, and packets that open a way through the camera's network, by UDP",
                .first = ArgumentRule{.index = 3, .mask = MSG_FASTOPEN, .value = 0}},
    SyscallRule{.number = SYS_bind, .why = "a pair of ports for RTP and RTCP, or a group's"},
    SyscallRule{.number = SYS_setsockopt,
                .why = "a keyframe comes in one burst",
                .first = ArgumentRule{.index = 1, .value = SOL_SOCKET},
                .second = ArgumentRule{.index = 2, .value = SO_RCVBUF}},
    SyscallRule{.number = SYS_setsockopt,
                .why = "several receivers may listen to one group",
                .first = ArgumentRule{.index = 1, .value = SOL_SOCKET},
                .second = ArgumentRule{.index = 2, .value = SO_REUSEADDR}},
    SyscallRule{.number = SYS_setsockopt,
                .why = "a group's packets from this camera",
                .first = ArgumentRule{.index = 1, .value = IPPROTO_IP},
                .second = ArgumentRule{.index = 2, .value = IP_ADD_SOURCE_MEMBERSHIP}},
    SyscallRule{.number = SYS_getsockname, .why = "which ports were given, and our own address"},
};

const std::array kSyscalls{
    SyscallRule{.number = SYS_socket,
                .why = "the connection to the camera",
                .first = ArgumentRule{.index = 0, .value = AF_INET},
                .second = kStream,
                .third = kTcp},
    SyscallRule{.number = SYS_socket,
                .why = "the connection to a camera with an IPv6 address",
                .first = ArgumentRule{.index = 0, .value = AF_INET6},
                .second = kStream,
                .third = kTcp},
    SyscallRule{.number = SYS_connect, .why = "the connection to the camera; Landlock pins the port"},
    SyscallRule{.number = SYS_getsockopt,
                .why = "whether the connection was made (Asio)",
                .first = ArgumentRule{.index = 1, .value = SOL_SOCKET},
                .second = ArgumentRule{.index = 2, .value = SO_ERROR}},
    SyscallRule{.number = SYS_setsockopt,
                .why = "requests leave at once: TCP_NODELAY",
                .first = ArgumentRule{.index = 1, .value = IPPROTO_TCP},
                .second = ArgumentRule{.index = 2, .value = TCP_NODELAY}},
    SyscallRule{.number = SYS_ioctl,
                .why = "sockets do not block (Asio)",
                .first = ArgumentRule{.index = 1, .value = FIONBIO}},
    SyscallRule{.number = SYS_ioctl,
                .why = "how much the decoder has not read yet",
                .first = ArgumentRule{.index = 1, .value = FIONREAD}},
    SyscallRule{.number = SYS_poll, .why = "whether the connection was made (Asio)"},
    SyscallRule{.number = SYS_recvmsg, .why = "descriptors from the supervisor"},
    SyscallRule{.number = SYS_recvfrom, .why = "what the camera says"},
    // Not to an address: with one it is a way to connect (TCP Fast Open) that Landlock does not see.
    SyscallRule{.number = SYS_sendto,
                .why = "requests and reports to the camera",
                .first = ArgumentRule{.index = 4, .value = 0}},
    SyscallRule{.number = SYS_close, .why = "connections and pipes that are over"},
    SyscallRule{.number = SYS_epoll_create1, .why = "Asio waits, begun after confinement"},
    SyscallRule{.number = SYS_epoll_ctl, .why = "Asio waits"},
    SyscallRule{.number = SYS_epoll_wait, .why = "Asio waits"},
    SyscallRule{.number = SYS_eventfd2, .why = "Asio wakes itself"},
    SyscallRule{.number = SYS_timerfd_create, .why = "Asio's timers"},
    SyscallRule{.number = SYS_timerfd_settime, .why = "Asio's timers"},
    SyscallRule{.number = SYS_read, .why = "Asio's timers and wakes"},
    SyscallRule{.number = SYS_write, .why = "access units to the decoder's pipe; the log"},
    SyscallRule{.number = SYS_fcntl,
                .why = "a new pipe does not block",
                .first = ArgumentRule{.index = 1, .value = F_SETFL}},
    SyscallRule{.number = SYS_clock_gettime, .why = "time, where the vDSO cannot tell it"},
    SyscallRule{.number = SYS_getrandom, .why = "nonces, session numbers, jitter"},
    SyscallRule{.number = SYS_getpid, .why = "OpenSSL's generator asks whether it was forked"},
    SyscallRule{.number = SYS_brk, .why = "memory"},
    SyscallRule{.number = SYS_mmap,
                .why = "memory, not of files",
                .first = kNotExecutable,
                .second = ArgumentRule{.index = 3, .mask = MAP_ANONYMOUS, .value = MAP_ANONYMOUS}},
    SyscallRule{.number = SYS_mremap, .why = "memory: large blocks that grow"},
    SyscallRule{.number = SYS_munmap, .why = "memory"},
    SyscallRule{.number = SYS_futex, .why = "locks of GLib and OpenSSL"},
    SyscallRule{.number = SYS_restart_syscall, .why = "to go on after a stop and continue"},
    SyscallRule{.number = SYS_rt_sigreturn, .why = "to go on after a stop and continue"},
    SyscallRule{.number = SYS_exit_group, .why = "to end"},
};

// The program, its libraries, and what the allocator wastes.
constexpr std::uint64_t kProgramBytes = std::uint64_t{512} << 20;
// Log, channel, signal, three of Asio's, a connection and the one before, two for UDP and the two before, a
// pipe and the one before; numbers below 16.
constexpr std::uint64_t kOpenFiles = 16;

std::span<const SyscallRule> syscalls_of(const boundary::ReceiverLaunchRecord& record) {
    if (record.transport == static_cast<std::uint32_t>(boundary::TransportPolicy::kTcp)) {
        return kSyscalls;
    }
    static const std::vector<SyscallRule> all = [] {
        std::vector<SyscallRule> rules(kSyscalls.begin(), kSyscalls.end());
        rules.insert(rules.end(), kUdpSyscalls.begin(), kUdpSyscalls.end());
        return rules;
    }();
    return all;
}

}  // namespace

sandbox::Policy sandbox_policy(const boundary::ReceiverLaunchRecord& record) {
    const std::uint64_t pictures =
        4 * std::uint64_t{record.replay_limit} + 16 * std::uint64_t{record.largest_access_unit};
    return {.program = "cordon-receive",
            .syscalls = syscalls_of(record),
            .limits = {.address_space_bytes = kProgramBytes + pictures,
                       .open_files = kOpenFiles,
                       .processes = 1,
                       .file_size_bytes = 0,
                       .niceness = 5},
            .tcp_connect_port = record.port};
}

}  // namespace cordon::untrusted::receive
