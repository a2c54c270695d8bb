// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/decode/change_watch.hpp"

#include <array>
#include <cstddef>
#include <cstring>
#include <utility>

namespace cordon::untrusted::decode {
namespace {

constexpr std::uint32_t kRowStep = 4;
constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;  // the golden ratio's digits: mixes well

constexpr std::size_t kWord = sizeof(std::uint64_t);
// Sums that grow side by side: one product need not wait for the one before.
constexpr std::size_t kSums = 4;

void mix(std::uint64_t& sum, const std::byte* samples) {
    std::uint64_t word = 0;
    std::memcpy(&word, samples, kWord);
    sum = (sum ^ word) * kOdd;
    sum ^= sum >> 29U;
}

}  // namespace

bool ChangeWatch::differs(const boundary::PictureView& picture) {
    std::array<std::uint64_t, kSums> sums{1, 2, 3, 4};
    const std::size_t words = geometry_.width() / kWord;
    for (std::uint32_t y = 0; y < geometry_.height(); y += kRowStep) {
        const std::byte* row = picture.planes[0] + y * picture.strides[0];
        std::size_t word = 0;
        for (; word + kSums <= words; word += kSums) {
            for (std::size_t i = 0; i < kSums; ++i) {
                mix(sums[i], row + (word + i) * kWord);
            }
        }
        for (; word < words; ++word) {
            mix(sums[0], row + word * kWord);
        }
    }
    std::uint64_t sum = 0;
    for (const std::uint64_t each : sums) {
        sum = (sum ^ each) * kOdd;
    }
    const bool first = std::exchange(first_, false);
    return std::exchange(last_, sum) != sum || first;
}

}  // namespace cordon::untrusted::decode
