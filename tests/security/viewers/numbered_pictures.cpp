// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/security/viewers/numbered_pictures.hpp"

#include <utility>

namespace cordon::tests {
namespace {

constexpr std::size_t kDigits = 8;
// Makes of no digit a zero byte, which could begin a start code.
constexpr std::uint32_t kDigitMark = 0x50;

}  // namespace

trusted::stream::AccessUnitPtr NumberedPictures::next(bool keyframe) {
    presentation_ += std::chrono::milliseconds(40);
    auto made = std::make_shared<trusted::stream::AccessUnit>(*source_.next(presentation_, keyframe));
    last_number_ = static_cast<std::uint32_t>(made->number);
    made->bytes.resize(kBytesEach - kDigits, std::byte{0x55});
    for (std::size_t digit = 0; digit < kDigits; ++digit) {
        made->bytes.push_back(static_cast<std::byte>(kDigitMark | (last_number_ >> (4 * digit) & 0xFU)));
    }
    if (made->keyframe) {
        keyframes_.insert(last_number_);
    }
    made_.push_back(made);
    return made;
}

std::size_t NumberedPictures::bytes_alive() {
    std::erase_if(made_, [](const auto& access_unit) { return access_unit.expired(); });
    return made_.size() * kBytesEach;
}

std::uint32_t number_at_end_of(std::span<const std::byte> bytes) {
    std::uint32_t number = 0;
    for (std::size_t digit = 0; digit < kDigits; ++digit) {
        const auto byte = std::to_integer<std::uint32_t>(bytes[bytes.size() - kDigits + digit]);
        number |= (byte & 0xFU) << (4 * digit);
    }
    return number;
}

}  // namespace cordon::tests
