// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/base/mapped_region.hpp"
#include "gateway/base/unique_fd.hpp"
#include "gateway/boundary/frame_geometry.hpp"
#include "gateway/boundary/ring_layout.hpp"

namespace cordon::boundary {

// One camera's ring as the supervisor makes it: a memfd of the right size, sealed against shrinking, growing
// and further seals, mode 0400, before anybody else sees it. Of what is in it the supervisor itself touches
// the decoder's counters only.
class RingMemory {
public:
    static base::Result<RingMemory> create(const FrameGeometry& geometry);

    // For the decoder: may write. For the publisher: a description that was opened for reading only.
    [[nodiscard]] int writer_fd() const { return writer_.get(); }
    [[nodiscard]] int reader_fd() const { return reader_.get(); }

    [[nodiscard]] std::uint64_t latest() const { return header().latest.load(std::memory_order_relaxed); }
    [[nodiscard]] const DecoderStatus& decoder_status() const { return header().decoder; }
    // Forgets what a decoder said of itself. Only while none runs.
    base::Result<> clear_decoder_status();

private:
    RingMemory(base::UniqueFd writer, base::UniqueFd reader, base::MappedRegion header)
        : writer_(std::move(writer)), reader_(std::move(reader)), header_(std::move(header)) {}
    [[nodiscard]] const RingHeader& header() const;

    base::UniqueFd writer_;
    base::UniqueFd reader_;
    base::MappedRegion header_;
};

}  // namespace cordon::boundary
