// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "bench/camera_sim/quirk.hpp"

namespace cordon::bench {

// Whether a request with this method, naming the session, keeps it alive.
[[nodiscard]] bool request_keeps_alive(std::string_view method, const QuirkSet& quirks);
// Whether these bytes, from a client by whichever way, are RTCP that begins with a receiver report (RFC 3550
// section 6.4.2).
[[nodiscard]] bool is_receiver_report(std::span<const std::uint8_t> bytes);
// Whether a receiver report does.
[[nodiscard]] bool rtcp_keeps_alive(const QuirkSet& quirks);

}  // namespace cordon::bench
