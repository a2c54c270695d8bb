// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// A bug planted into a test build of the decoder: the linker puts this function in front of libavcodec's
// avcodec_send_packet (--wrap), so that the sources, the policy and the program are the product's own, and
// the hole is where holes are. Never installed.
#include <cstring>
#include <ctime>

#include <fcntl.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>
#include <x86intrin.h>

extern "C" {
#include <libavcodec/avcodec.h>
}

#include "tests/security/decoder/planted_bug.hpp"
#include "tests/support/hostile/raw_syscall.hpp"

namespace {

using cordon::tests::Attack;

char scratch[4096];

void write_to_every_descriptor() {
    for (int fd = 0; fd < 64; ++fd) {
        ::syscall(SYS_write, fd, "x", 1);
    }
}

void write_past_ring(const AVCodecContext* context) {
    // Wherever it is mapped: every page above the heap up to the stack is tried from this frame upwards.
    auto* page = reinterpret_cast<volatile char*>(reinterpret_cast<std::uintptr_t>(context) & ~0xFFFUL);
    for (;; page += 4096) {
        *page = 1;
    }
}

void attempt(Attack attack, const AVCodecContext* context) {
    switch (attack) {
        case Attack::kOpenFile:
            ::syscall(SYS_open, "/etc/passwd", O_RDONLY);
            break;
        case Attack::kOpenMemoryOfSelf:
            ::syscall(SYS_openat, AT_FDCWD, "/proc/self/mem", O_RDWR);
            break;
        case Attack::kCreateSocket:
            ::syscall(SYS_socket, AF_INET, SOCK_STREAM, 0);
            break;
        case Attack::kCreateMemory:
            ::syscall(SYS_memfd_create, "x", 0);
            break;
        case Attack::kWriteLog:
            ::syscall(SYS_write, 2, "x", 1);
            break;
        case Attack::kWritePipe:
            ::syscall(SYS_write, 3, "x", 1);
            break;
        case Attack::kWriteAnyDescriptor:
            write_to_every_descriptor();
            break;
        case Attack::kReadLog:
            ::syscall(SYS_read, 2, scratch, 1);
            break;
        case Attack::kReadOtherDescriptor:
            ::syscall(SYS_read, 5, scratch, 1);
            break;
        case Attack::kDuplicateDescriptor:
            ::syscall(SYS_dup2, 3, 0);
            break;
        case Attack::kStartThread:
            ::syscall(SYS_clone, CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD,
                      scratch + sizeof(scratch), nullptr, nullptr, 0);
            break;
        case Attack::kFork:
            ::syscall(SYS_fork);
            break;
        case Attack::kExecute:
            ::syscall(SYS_execve, "/bin/sh", nullptr, nullptr);
            break;
        case Attack::kTraceAnother:
            ::syscall(SYS_ptrace, PTRACE_ATTACH, 1, 0, 0);
            break;
        case Attack::kReadAnothersMemory: {
            const iovec ours{scratch, 1};
            const iovec theirs{scratch, 1};
            ::syscall(SYS_process_vm_readv, 1, &ours, 1, &theirs, 1, 0);
            break;
        }
        case Attack::kSignalAnother:
            ::syscall(SYS_kill, -1, 9);
            break;
        case Attack::kMapExecutable:
            ::syscall(SYS_mmap, 0, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                      0);
            break;
        case Attack::kMakeExecutable:
            ::syscall(SYS_mprotect, reinterpret_cast<std::uintptr_t>(scratch) & ~0xFFFUL, 4096,
                      PROT_READ | PROT_EXEC);
            break;
        case Attack::kGrowHeap:
            ::syscall(SYS_brk, 0);
            break;
        case Attack::kAskClock: {
            timespec now{};
            ::clock_gettime(CLOCK_MONOTONIC, &now);
            break;
        }
        case Attack::kReadTimeStampCounter:
            scratch[0] = static_cast<char>(__rdtsc());
            break;
        case Attack::kSleep: {
            const timespec moment{0, 1};
            ::syscall(SYS_nanosleep, &moment, nullptr);
            break;
        }
        case Attack::kForeignSystemCall:
            scratch[0] = static_cast<char>(cordon::hostile::raw_32_bit_getpid());
            break;
        case Attack::kLoadFilter:
            ::syscall(SYS_seccomp, SECCOMP_SET_MODE_STRICT, 0, nullptr);
            break;
        case Attack::kWritePastRing:
            write_past_ring(context);
            break;
        case Attack::kReachable:
        case Attack::kEnd:
            break;
    }
}

}  // namespace

extern "C" {

int __real_avcodec_send_packet(AVCodecContext* context,
                               const AVPacket* packet);  // NOLINT: the linker's names
int __wrap_avcodec_send_packet(AVCodecContext* context, const AVPacket* packet);  // NOLINT

int __wrap_avcodec_send_packet(AVCodecContext* context, const AVPacket* packet) {  // NOLINT
    constexpr auto kMark = cordon::tests::kAttackMark;
    if (packet != nullptr && static_cast<std::size_t>(packet->size) > kMark.size() &&
        std::memcmp(packet->data, kMark.data(), kMark.size()) == 0) {
        attempt(static_cast<Attack>(packet->data[kMark.size()]), context);
        ::_exit(cordon::tests::kAttackSucceeded);
    }
    return __real_avcodec_send_packet(context, packet);
}

}  // extern "C"
