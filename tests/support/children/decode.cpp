// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// A decoder without a codec. The width of its pictures says how it behaves. Once a byte comes it has seen a
// picture of 641x359.
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
        constexpr std::array<std::uint64_t, 2> kSize{641, 359};
        [[maybe_unused]] const ssize_t written = ::pwrite(
            boundary::kDecoderRingFd, kSize.data(), sizeof(kSize),
            offsetof(boundary::RingHeader, decoder) + offsetof(boundary::DecoderStatus, camera_width));
    }
    return 0;
}
