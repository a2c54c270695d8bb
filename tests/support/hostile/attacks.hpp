// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace cordon::hostile {

// What an attack may use that was there before the program was confined.
struct Scene {
    std::int64_t argument = 0;        // HostilePage::argument
    const void* ring_page = nullptr;  // kRingFd, mapped read-only, where the test gave one
};

// One thing a compromised program would try. `run` makes the attack with bare system calls (nothing that
// allocates, locks or logs on the side), and returns what it got, 0 or more, or -errno.
struct Attack {
    std::string_view name;
    std::int64_t (*run)(const Scene&);
};

// By theme. In an unconfined program started by root each returns 0 or more.
std::span<const Attack> file_attacks();
std::span<const Attack> network_attacks();
std::span<const Attack> process_attacks();
std::span<const Attack> memory_attacks();
std::span<const Attack> kernel_attacks();
// Not attacks: they tell what a program is and has.
std::span<const Attack> probes();

// nullptr when there is none of that name.
const Attack* find_attack(std::string_view name);

}  // namespace cordon::hostile
