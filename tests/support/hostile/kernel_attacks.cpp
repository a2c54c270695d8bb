// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <linux/bpf.h>
#include <linux/keyctl.h>
#include <linux/perf_event.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <x86intrin.h>

#include "tests/support/hostile/attacks.hpp"
#include "tests/support/hostile/raw_syscall.hpp"

namespace cordon::hostile {
namespace {

// These are here for the filter alone: a kernel may be built without any of them, so anything but the end of
// the process counts as having got through.
std::int64_t got_through(std::int64_t) {
    return 0;
}

std::int64_t set_up_io_uring(const Scene&) {
    std::array<std::byte, 256> parameters{};
    return got_through(raw(SYS_io_uring_setup, 4, parameters.data()));
}

std::int64_t load_bpf(const Scene&) {
    bpf_attr attributes{};
    return got_through(raw(SYS_bpf, BPF_MAP_CREATE, &attributes, sizeof(attributes)));
}

std::int64_t handle_page_faults(const Scene&) {
    return got_through(raw(SYS_userfaultfd, 0));
}

std::int64_t read_keys(const Scene&) {
    return got_through(raw(SYS_keyctl, KEYCTL_GET_KEYRING_ID, KEY_SPEC_SESSION_KEYRING, 0, 0, 0));
}

std::int64_t measure_performance(const Scene&) {
    perf_event_attr attributes{};
    attributes.size = sizeof(attributes);
    return got_through(raw(SYS_perf_event_open, &attributes, 0, -1, -1, 0));
}

std::int64_t change_personality(const Scene&) {
    return got_through(raw(SYS_personality, 0xffffffffUL));
}

std::int64_t change_segments(const Scene&) {
    return got_through(raw(SYS_modify_ldt, 0, nullptr, 0));
}

std::int64_t load_module(const Scene&) {
    return got_through(raw(SYS_init_module, nullptr, 0, ""));
}

std::int64_t make_anonymous_file(const Scene&) {
    return got_through(raw(SYS_memfd_create, "hostile", 0));
}

std::int64_t make_unknown_call(const Scene&) {
    return got_through(raw(4095));
}

std::int64_t call_as_32_bit(const Scene&) {
    return got_through(raw_32_bit_getpid());
}

std::int64_t call_as_x32(const Scene&) {
    constexpr long kX32 = 0x40000000;
    return got_through(raw(kX32 + SYS_getpid));
}

std::int64_t read_time_stamp_counter(const Scene&) {
    return static_cast<std::int64_t>(__rdtsc() >> 1U);
}

std::int64_t untrap_time_stamp_counter(const Scene&) {
    return got_through(raw(SYS_prctl, PR_SET_TSC, PR_TSC_ENABLE, 0, 0, 0));
}

constexpr std::array kAttacks{
    Attack{"set_up_io_uring", set_up_io_uring},
    Attack{"load_bpf", load_bpf},
    Attack{"handle_page_faults", handle_page_faults},
    Attack{"read_keys", read_keys},
    Attack{"measure_performance", measure_performance},
    Attack{"change_personality", change_personality},
    Attack{"change_segments", change_segments},
    Attack{"load_module", load_module},
    Attack{"make_anonymous_file", make_anonymous_file},
    Attack{"make_unknown_call", make_unknown_call},
    Attack{"call_as_32_bit", call_as_32_bit},
    Attack{"call_as_x32", call_as_x32},
    Attack{"read_time_stamp_counter", read_time_stamp_counter},
    Attack{"untrap_time_stamp_counter", untrap_time_stamp_counter},
};

}  // namespace

std::span<const Attack> kernel_attacks() {
    return kAttacks;
}

}  // namespace cordon::hostile
