// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// A decoder without a codec. The width of its pictures says how it behaves. Once a byte comes it has seen a
// picture of 641x359, BT.601 in full range.
#include <array>
#include <cstddef>

#include <unistd.h>

#include "gateway/boundary/launch_record.hpp"
#include "gateway/boundary/ring_layout.hpp"

using namespace cordon;

int main() {
    boundary::DecoderLaunchRecord record;
    if (!boundary::read_launch_record(boundary::kLaunchRecordFd, record).ok()) {
        return 1;
    }
    if (record.width == 66) {
        return 4;
    }
    if (record.width == 68) {
        constexpr std::uint64_t kImpossible = 1'000'000;
        const auto place =
            offsetof(boundary::RingHeader, decoder) + offsetof(boundary::DecoderStatus, camera_width);
        [[maybe_unused]] const ssize_t written =
            ::pwrite(boundary::kDecoderRingFd, &kImpossible, sizeof(kImpossible), place);
    }
    std::array<std::byte, 4096> bytes{};
    while (::read(boundary::kDecoderPipeFd, bytes.data(), bytes.size()) > 0) {
        constexpr std::array<std::uint64_t, 3> kPicture{
            641, 359, static_cast<std::uint64_t>(boundary::Colours::kBt601Full)};
        [[maybe_unused]] const ssize_t written = ::pwrite(
            boundary::kDecoderRingFd, kPicture.data(), sizeof(kPicture),
            offsetof(boundary::RingHeader, decoder) + offsetof(boundary::DecoderStatus, camera_width));
    }
    return 0;
}
