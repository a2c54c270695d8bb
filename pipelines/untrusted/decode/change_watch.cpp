// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/decode/change_watch.hpp"

#include <cstddef>
#include <cstring>
#include <utility>

namespace cordon::untrusted::decode {
namespace {

constexpr std::uint32_t kRowStep = 4;
constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;  // the golden ratio's digits: mixes well

}  // namespace

bool ChangeWatch::differs(const boundary::PictureView& picture) {
    std::uint64_t sum = kOdd;
    for (std::uint32_t y = 0; y < geometry_.height(); y += kRowStep) {
        const std::byte* row = picture.planes[0] + y * picture.strides[0];
        for (std::size_t x = 0; x + sizeof(std::uint64_t) <= geometry_.width(); x += sizeof(std::uint64_t)) {
            std::uint64_t samples = 0;
            std::memcpy(&samples, row + x, sizeof(samples));
            sum = (sum ^ samples) * kOdd;
            sum ^= sum >> 29U;
        }
    }
    const bool first = std::exchange(first_, false);
    return std::exchange(last_, sum) != sum || first;
}

}  // namespace cordon::untrusted::decode
