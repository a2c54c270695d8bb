// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// Attacks from where pixels that broke the PNG encoder would: inside cordon-snapshot's own policy.
#include "pipelines/trusted/snapshot/sandbox_policy.hpp"
#include "tests/support/hostile/hostile_program.hpp"

int main() {
    cordon::boundary::SnapshotLaunchRecord record;
    put_geometry(record, cordon::boundary::FrameGeometry::create(640, 360).value());
    return cordon::hostile::run_hostile_program(cordon::trusted::snapshot::sandbox_policy(record));
}
