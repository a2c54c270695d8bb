// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/boundary/ring_memory.hpp"

#include <array>
#include <cstddef>

#include <unistd.h>

#include "gateway/boundary/sealed_memory.hpp"

namespace cordon::boundary {

base::Result<RingMemory> RingMemory::create(const FrameGeometry& geometry) {
    CORDON_TRY(auto writer, create_sealed_memory("cordon-ring", ring_bytes(geometry)));
    CORDON_TRY(auto reader, open_read_only(writer));
    CORDON_TRY(auto header, base::MappedRegion::create(reader.get(), sizeof(RingHeader),
                                                       base::MappedRegion::Access::kReadOnly));
    return RingMemory(std::move(writer), std::move(reader), std::move(header));
}

base::Result<> RingMemory::clear_decoder_status() {
    constexpr std::array<std::byte, sizeof(DecoderStatus)> kNothing{};
    if (::pwrite(writer_.get(), kNothing.data(), kNothing.size(), offsetof(RingHeader, decoder)) !=
        static_cast<ssize_t>(kNothing.size())) {
        return base::Error::from_errno("clear a decoder's counters");
    }
    return {};
}

const RingHeader& RingMemory::header() const {
    return *reinterpret_cast<const RingHeader*>(header_.data());
}

}  // namespace cordon::boundary
