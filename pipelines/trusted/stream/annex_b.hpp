// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace cordon::trusted::stream {

// nal_unit_type of ITU-T H.264 table 7-1, as far as Cordon's own encoders write them.
enum class NalType : std::uint8_t { kSlice = 1, kIdrSlice = 5, kSei = 6, kSps = 7, kPps = 8, kDelimiter = 9 };

// Type of a NAL unit that is not empty.
[[nodiscard]] inline NalType nal_type(std::span<const std::byte> nal) {
    return static_cast<NalType>(nal[0] & std::byte{0x1f});
}

// The NAL units of an Annex B byte stream (ITU-T H.264 annex B), in order, without start codes and without
// trailing zero bytes. Borrowed views; empty ones are left out. The bytes are Cordon's own encoder's.
class NalUnits {
public:
    explicit NalUnits(std::span<const std::byte> byte_stream) : rest_(byte_stream) {}

    // The next one; empty at the end.
    [[nodiscard]] std::span<const std::byte> next();

private:
    std::span<const std::byte> rest_;
    bool inside_ = false;  // rest_ begins just after a start code
};

}  // namespace cordon::trusted::stream
