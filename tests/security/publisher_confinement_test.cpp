// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// What somebody who took over cordon-publish can still do: use memory, threads and the time, write to the
// log, answer whom it can reach over UDP. It cannot write a ring, open a file, connect, or touch another
// process.
#include <cerrno>

#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/support/hostile/attack_tests.hpp"

namespace cordon::hostile {
namespace {

constexpr SurvivedAttack kSurvived[] = {
    {"make_ipv6_socket"},
    {"make_unix_pair"},
    {"map_memory"},
    {"write_log"},
    {"read_time_stamp_counter"},
    // glibc asks for a file of /proc and takes no for an answer: so does whoever asks for another.
    {"open_file", EACCES},
    {"climb_out_of_the_root", EACCES},
    {"open_proc", EACCES},
    {"open_device", EACCES},
    {"list_root", EACCES},
    {"write_file", EACCES},
    // So that glibc makes threads with clone, whose flags the filter sees.
    {"fork_process_the_new_way", ENOSYS},
    // The mapping's own rights: it came from a descriptor that may only read.
    {"make_ring_mapping_writable", EACCES},
    // It may send datagrams, to the core network it lives in; here it lives in none.
    {"send_to_the_host", ENETUNREACH},
};

class EveryAttackOnThePublisher : public FilterTest {};

TEST_P(EveryAttackOnThePublisher, EndsItUnlessItIsOneOfTheFewThingsAPublisherDoes) {
    const auto& [attack, starter] = GetParam();
    const Outcome outcome = run_hostile(
        {.program = "hostile_publisher", .attack = attack, .argument = ::getpid(), .ring = true}, starter);
    expect_end(outcome, attack, kSurvived);
}

INSTANTIATE_TEST_SUITE_P(Confined, EveryAttackOnThePublisher,
                         testing::Combine(testing::ValuesIn(every_attack()),
                                          testing::Values(Starter::kWhoWeAre, Starter::kOrdinaryUser)),
                         subject_and_starter);

}  // namespace
}  // namespace cordon::hostile
