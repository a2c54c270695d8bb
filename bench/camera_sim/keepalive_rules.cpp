// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/keepalive_rules.hpp"

namespace cordon::bench {

bool request_keeps_alive(std::string_view method, const QuirkSet& quirks) {
    // What begins a session always does.
    if (method == "SETUP" || method == "PLAY") {
        return true;
    }
    if (quirks.has(Quirk::kCountsOptions)) {
        return method == "OPTIONS";
    }
    if (quirks.has(Quirk::kCountsGetParameter)) {
        return method == "GET_PARAMETER";
    }
    if (quirks.has(Quirk::kCountsSetParameter)) {
        return method == "SET_PARAMETER";
    }
    return !quirks.has(Quirk::kCountsRtcp);
}

bool is_receiver_report(std::span<const std::uint8_t> bytes) {
    constexpr std::size_t kLeast = 8;
    constexpr std::uint8_t kReceiverReport = 201;
    return bytes.size() >= kLeast && bytes[0] >> 6U == 2 && bytes[1] == kReceiverReport;
}

bool rtcp_keeps_alive(const QuirkSet& quirks) {
    return !quirks.has(Quirk::kCountsOptions) && !quirks.has(Quirk::kCountsGetParameter) &&
           !quirks.has(Quirk::kCountsSetParameter) && !quirks.has(Quirk::kCountsNothingButRequests);
}

}  // namespace cordon::bench
