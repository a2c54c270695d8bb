// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/pipelines/trusted/stream/box_reader.hpp"

namespace cordon::tests {
namespace {

std::uint64_t read_number(std::span<const std::byte> bytes, std::size_t offset, std::size_t count) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        value =
            value << 8U | (offset + i < bytes.size() ? std::to_integer<std::uint64_t>(bytes[offset + i]) : 0);
    }
    return value;
}

// The box at `offset`, or nothing when there is no whole one.
std::optional<Mp4Box> box_at(std::span<const std::byte> file, std::size_t offset) {
    const std::uint64_t size = read_number(file, offset, 4);
    if (offset + 8 > file.size() || size < 8 || size > file.size() - offset) {
        return std::nullopt;
    }
    const auto* type = reinterpret_cast<const char*>(file.data() + offset + 4);
    return Mp4Box{std::string(type, 4), file.subspan(offset + 8, size - 8), offset + 8};
}

}  // namespace

std::uint64_t Mp4Box::number(std::size_t offset_in_body, std::size_t bytes) const {
    return read_number(body, offset_in_body, bytes);
}

std::optional<Mp4Box> find_box(std::span<const std::byte> file, std::string_view path) {
    const auto slash = path.find('/');
    const auto wanted = path.substr(0, slash);
    std::size_t offset = 0;
    while (const auto box = box_at(file, offset)) {
        if (box->type == wanted) {
            if (slash == std::string_view::npos) {
                return box;
            }
            auto inner = find_box(box->body, path.substr(slash + 1));
            if (inner) {
                inner->offset += box->offset;
            }
            return inner;
        }
        offset = box->offset + box->body.size();
    }
    return std::nullopt;
}

bool is_whole_boxes(std::span<const std::byte> file) {
    std::size_t offset = 0;
    while (const auto box = box_at(file, offset)) {
        offset = box->offset + box->body.size();
    }
    return offset == file.size();
}

}  // namespace cordon::tests
