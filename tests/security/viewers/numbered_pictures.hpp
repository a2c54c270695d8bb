// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <span>
#include <vector>

#include "pipelines/trusted/stream/access_unit.hpp"
#include "tests/support/stream/test_picture_source.hpp"

namespace cordon::tests {

// Access units so large that a viewer who does not read is soon behind, each of which ends with its number,
// so that it can be told by whatever protocol it came. Knows which of them are still held by anybody.
class NumberedPictures {
public:
    static constexpr std::size_t kBytesEach = 200'000;

    [[nodiscard]] trusted::stream::AccessUnitPtr next(bool keyframe);
    [[nodiscard]] std::uint32_t last_number() const { return last_number_; }
    [[nodiscard]] bool is_keyframe(std::uint32_t number) const { return keyframes_.contains(number); }
    // Of the access units that somebody still holds.
    [[nodiscard]] std::size_t bytes_alive();

private:
    static constexpr std::uint32_t kSide = 320;

    TestPictureSource source_{kSide, kSide, 25};
    base::MonotonicTime presentation_ = base::MonotonicClock().now();
    std::uint32_t last_number_ = 0;
    std::set<std::uint32_t> keyframes_;
    std::vector<std::weak_ptr<const trusted::stream::AccessUnit>> made_;
};

// The number at the end of an access unit, wherever it was copied to.
[[nodiscard]] std::uint32_t number_at_end_of(std::span<const std::byte> bytes);

}  // namespace cordon::tests
