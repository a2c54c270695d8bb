// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/stream/annex_b.hpp"

#include <algorithm>
#include <array>

namespace cordon::trusted::stream {
namespace {

constexpr std::array kStartCode{std::byte{0}, std::byte{0}, std::byte{1}};

std::span<const std::byte> without_trailing_zeros(std::span<const std::byte> nal) {
    while (!nal.empty() && nal.back() == std::byte{0}) {
        nal = nal.first(nal.size() - 1);
    }
    return nal;
}

}  // namespace

std::span<const std::byte> NalUnits::next() {
    while (!rest_.empty()) {
        const auto found = std::ranges::search(rest_, kStartCode);
        const auto before = static_cast<std::size_t>(found.begin() - rest_.begin());
        const auto nal = inside_ ? without_trailing_zeros(rest_.first(before)) : rest_.first(0);
        rest_ = rest_.subspan(before + found.size());
        inside_ = !found.empty();
        if (!nal.empty()) {
            return nal;
        }
    }
    return {};
}

}  // namespace cordon::trusted::stream
