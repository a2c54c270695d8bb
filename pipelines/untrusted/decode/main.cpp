// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// cordon-decode: one camera's access units come in on a pipe, pixels go out into its ring. Loads everything,
// locks itself in, and only then looks at the first byte.
#include <array>

#include <unistd.h>

#include "gateway/base/log.hpp"
#include "gateway/boundary/launch_record.hpp"
#include "gateway/sandbox/sandbox.hpp"
#include "pipelines/untrusted/decode/decode_loop.hpp"
#include "pipelines/untrusted/decode/fixed_arena.hpp"
#include "pipelines/untrusted/decode/sandbox_policy.hpp"

namespace {

using namespace cordon;
using untrusted::decode::ExitCode;

// Comes back only with what kept it from starting: nothing is given back at the end, as giving back takes
// system calls.
base::Error run() {
    boundary::DecoderLaunchRecord record;
    CORDON_TRY_VOID(boundary::read_launch_record(boundary::kLaunchRecordFd, record));
    CORDON_TRY_VOID(untrusted::decode::grow_heap_for_good(record.arena_bytes));
    CORDON_TRY(const auto geometry, boundary::geometry_of(record));
    CORDON_TRY(auto ring, boundary::RingWriter::create(boundary::kDecoderRingFd, geometry));
    CORDON_TRY(
        auto decoder,
        untrusted::decode::VideoDecoder::create(
            {.largest_picture = record.largest_picture, .most_references = record.most_references}, &ring));
    untrusted::decode::FrameNormalizer normalizer(geometry, &ring);
    boundary::AccessUnitReader access_units(boundary::kDecoderPipeFd, record.largest_access_unit);

    // The log is kept for what confine() may have to say; under the filter nothing can be written to it.
    constexpr std::array kKept{boundary::kLogFd, boundary::kDecoderPipeFd};
    CORDON_TRY_VOID(sandbox::confine(untrusted::decode::sandbox_policy(record), record.confinement.uid,
                                     record.confinement.gid, kKept));
    untrusted::decode::DecodeLoop loop(access_units, decoder, normalizer, ring);
    ::_exit(static_cast<int>(loop.run()));
}

}  // namespace

int main() {
    base::log_error(run().message);
    return static_cast<int>(ExitCode::kDidNotStart);
}
