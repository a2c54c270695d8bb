// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/stream/box_writer.hpp"

namespace cordon::trusted::stream {

BoxWriter::Box::~Box() {
    writer_.patch_u32(begin_, static_cast<std::uint32_t>(writer_.size() - begin_));
}

BoxWriter::Box BoxWriter::box(std::string_view type) {
    const std::size_t begin = bytes_.size();
    u32(0);
    text(type);
    return {*this, begin};
}

BoxWriter::Box BoxWriter::full_box(std::string_view type, std::uint8_t version, std::uint32_t flags) {
    const std::size_t begin = bytes_.size();
    u32(0);
    text(type);
    u32(std::uint32_t{version} << 24U | flags);
    return {*this, begin};
}

void BoxWriter::text(std::string_view text) {
    append(std::as_bytes(std::span(text)));
}

void BoxWriter::patch_u32(std::size_t place, std::uint32_t value) {
    for (std::size_t i = 0; i < sizeof(value); ++i) {
        bytes_[place + i] = static_cast<std::byte>(value >> (24 - 8 * i));
    }
}

}  // namespace cordon::trusted::stream
