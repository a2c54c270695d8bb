// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace cordon::tests {

// One box of an ISO base media file, read independently of the product's writer (ISO/IEC 14496-12, 4.2).
struct Mp4Box {
    std::string type;
    std::span<const std::byte> body;  // after size and type
    std::size_t offset = 0;           // of the body within what was searched

    [[nodiscard]] std::uint64_t number(std::size_t offset_in_body, std::size_t bytes) const;
};

// The first box at `path` ("moov/trak/mdia"), where each part but the last is a container of plain boxes.
std::optional<Mp4Box> find_box(std::span<const std::byte> file, std::string_view path);

// Whether `file` is nothing but whole boxes, one after the other.
bool is_whole_boxes(std::span<const std::byte> file);

}  // namespace cordon::tests
