// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace cordon::children {

// Blocks SIGTERM, so that it waits until asked for. A child is process 1 of its namespace: unblocked and
// unhandled it would never see one.
void block_end();

// Waits up to `milliseconds` for SIGTERM; whether it came.
bool asked_to_end(int milliseconds);

}  // namespace cordon::children
