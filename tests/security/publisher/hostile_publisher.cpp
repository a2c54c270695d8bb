// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// Attacks from where a hostile viewer, or pixels that broke an encoder, would: inside cordon-publish's own
// policy.
#include <memory>

#include "pipelines/trusted/publish/sandbox_policy.hpp"
#include "tests/support/hostile/hostile_program.hpp"

int main() {
    const auto record = std::make_unique<cordon::boundary::PublisherLaunchRecord>();
    record->camera_count = 1;
    return cordon::hostile::run_hostile_program(cordon::trusted::publish::sandbox_policy(*record));
}
