// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace cordon::trusted::stream {

// Writes ISO base media file format boxes (ISO/IEC 14496-12, 4.2): big-endian numbers, sizes filled in when
// a box ends.
class BoxWriter {
public:
    // Ends its box when it goes.
    class Box {
    public:
        Box(const Box&) = delete;
        Box& operator=(const Box&) = delete;
        ~Box();

    private:
        friend class BoxWriter;
        Box(BoxWriter& writer, std::size_t begin) : writer_(writer), begin_(begin) {}
        BoxWriter& writer_;
        std::size_t begin_;
    };

    // `type` has four characters.
    [[nodiscard]] Box box(std::string_view type);
    [[nodiscard]] Box full_box(std::string_view type, std::uint8_t version, std::uint32_t flags);

    void u8(std::uint8_t value) { number(value); }
    void u16(std::uint16_t value) { number(value); }
    void u32(std::uint32_t value) { number(value); }
    void u64(std::uint64_t value) { number(value); }
    void zeros(std::size_t count) { bytes_.resize(bytes_.size() + count); }
    void text(std::string_view text);
    void append(std::span<const std::byte> bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }

    void reserve(std::size_t bytes) { bytes_.reserve(bytes); }
    [[nodiscard]] std::size_t size() const { return bytes_.size(); }
    // Overwrites the four bytes at `place`.
    void patch_u32(std::size_t place, std::uint32_t value);
    [[nodiscard]] std::vector<std::byte> take() { return std::move(bytes_); }

private:
    template <std::unsigned_integral T>
    void number(T value) {
        for (std::size_t shift = sizeof(T) * 8; shift != 0; shift -= 8) {
            bytes_.push_back(static_cast<std::byte>(value >> (shift - 8)));
        }
    }

    std::vector<std::byte> bytes_;
};

}  // namespace cordon::trusted::stream
