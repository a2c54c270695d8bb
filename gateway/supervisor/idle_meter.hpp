// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace cordon::supervisor {

// Which share of the machine's processor time nobody used, from one look at /proc/stat (proc(5)) to the next.
class IdleMeter {
public:
    // Since the last call, 0 to 1; 0 the first time and where the file cannot be read.
    double sample();
    // The same of the file's text.
    double sample(std::string_view text);

private:
    std::uint64_t idle_ = 0;
    std::uint64_t all_ = 0;
};

}  // namespace cordon::supervisor
