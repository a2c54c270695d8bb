// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// cordon-snapshot: one picture out of a camera's ring into a file. Maps the ring, locks itself in, and only
// then looks at the first pixel.
#include <array>
#include <span>
#include <vector>

#include <unistd.h>

#include "gateway/base/log.hpp"
#include "gateway/boundary/launch_record.hpp"
#include "gateway/boundary/ring_reader.hpp"
#include "gateway/sandbox/sandbox.hpp"
#include "pipelines/trusted/snapshot/png_picture.hpp"
#include "pipelines/trusted/snapshot/sandbox_policy.hpp"
#include "pipelines/trusted/snapshot/wait_for_frame.hpp"

namespace {

using namespace cordon;

constexpr int kMostNaps = 1000;  // some ten seconds: a camera may send a picture now and then only

base::Result<> write_whole(std::span<const std::byte> file) {
    while (!file.empty()) {
        const ssize_t written = ::write(boundary::kSnapshotFileFd, file.data(), file.size());
        if (written <= 0) {
            return base::Error::from_errno("write the picture");
        }
        file = file.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

base::Result<> run() {
    boundary::SnapshotLaunchRecord record;
    CORDON_TRY_VOID(boundary::read_launch_record(boundary::kLaunchRecordFd, record));
    CORDON_TRY(const auto geometry, boundary::geometry_of(record));
    CORDON_TRY(auto ring, boundary::RingReader::create(boundary::kSnapshotRingFd, geometry));
    constexpr std::array kKept{boundary::kLogFd, boundary::kSnapshotFileFd};
    CORDON_TRY_VOID(sandbox::confine(trusted::snapshot::sandbox_policy(record), record.confinement.uid,
                                     record.confinement.gid, kKept));
    std::vector<std::byte> frame(geometry.frame_bytes());
    CORDON_TRY_VOID(trusted::snapshot::wait_for_frame(ring, frame, kMostNaps));
    CORDON_TRY(const auto file, trusted::snapshot::png_picture(geometry, frame));
    return write_whole(file);
}

}  // namespace

int main() {
    const auto outcome = run();
    if (!outcome.ok()) {
        base::log_error(outcome.error().message);
    }
    return outcome.ok() ? 0 : 1;
}
