// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "gateway/base/clock.hpp"
#include "pipelines/trusted/stream/stream.hpp"

namespace cordon::trusted::web {

// "text" as a JSON string, quotes included (RFC 8259, 7). Bytes of 0x80 and above pass: the text is UTF-8.
[[nodiscard]] std::string json_string(std::string_view text);

// A moment as ISO 8601 in UTC with milliseconds: 2026-03-01T14:03:22.125Z.
[[nodiscard]] std::string iso_utc(std::chrono::system_clock::time_point time);

// The word for a state in every document: "live", "stale" or "no-signal".
[[nodiscard]] std::string_view state_word(stream::PictureState state);

// A monotonic moment as a JSON value in wall time, reckoned from one moment known in both; null for the
// clock's epoch, which means "never".
[[nodiscard]] std::string json_moment(base::MonotonicTime time, base::MonotonicTime now,
                                      std::chrono::system_clock::time_point wall_now);

}  // namespace cordon::trusted::web
