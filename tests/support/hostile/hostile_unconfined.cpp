// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// Attacks with no confinement but what it was started with: shows that the attacks are real.
#include "tests/support/hostile/hostile_program.hpp"

int main() {
    return cordon::hostile::run_hostile_program(std::nullopt);
}
