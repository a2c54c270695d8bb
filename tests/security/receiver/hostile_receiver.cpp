// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// Attacks from where a hostile camera would: inside cordon-receive's own policy.
#include "pipelines/untrusted/receive/sandbox_policy.hpp"
#include "tests/support/hostile/hostile_program.hpp"

int main() {
    cordon::boundary::ReceiverLaunchRecord record;
    record.port = 554;
    record.transport = static_cast<std::uint32_t>(cordon::boundary::TransportPolicy::CORDON_TRANSPORT);
    record.largest_access_unit = 4U << 20;
    record.replay_limit = 8U << 20;
    return cordon::hostile::run_hostile_program(cordon::untrusted::receive::sandbox_policy(record));
}
