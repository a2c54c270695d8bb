// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/nearest_word.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace cordon::config {
namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Levenshtein's distance, row by row.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        row[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

}  // namespace

std::optional<std::string_view> nearest_word(std::string_view written,
                                             std::span<const std::string_view> known) {
    constexpr std::size_t kLongest = 64;  // bounds the work
    if (written.size() > kLongest) {
        return std::nullopt;
    }
    std::optional<std::string_view> nearest;
    std::size_t shortest = 0;
    for (const std::string_view word : known) {
        const std::size_t apart = distance(written, word);
        if (apart <= std::max<std::size_t>(word.size() / 3, 1) && (!nearest || apart < shortest)) {
            nearest = word;
            shortest = apart;
        }
    }
    return nearest;
}

}  // namespace cordon::config
