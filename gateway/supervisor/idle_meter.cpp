// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/idle_meter.hpp"

#include <fstream>
#include <sstream>
#include <string>
#include <utility>

namespace cordon::supervisor {
namespace {

// user, nice, system, idle, iowait, irq, softirq, steal: what follows is counted in these already.
constexpr int kColumns = 8;
constexpr int kIdle = 3;
constexpr int kWaitsForDisk = 4;

}  // namespace

double IdleMeter::sample() {
    std::ifstream file("/proc/stat");
    std::string line;
    std::getline(file, line);
    return sample(line);
}

double IdleMeter::sample(std::string_view text) {
    std::istringstream words{std::string(text)};
    std::string name;
    words >> name;
    std::uint64_t idle = 0;
    std::uint64_t all = 0;
    for (int column = 0; column < kColumns; ++column) {
        std::uint64_t ticks = 0;
        words >> ticks;
        all += ticks;
        idle += column == kIdle || column == kWaitsForDisk ? ticks : 0;
    }
    const std::uint64_t idle_before = std::exchange(idle_, idle);
    const std::uint64_t all_before = std::exchange(all_, all);
    if (all_before == 0 || all <= all_before || idle < idle_before) {
        return 0;
    }
    return static_cast<double>(idle - idle_before) / static_cast<double>(all - all_before);
}

}  // namespace cordon::supervisor
