// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gateway/base/result.hpp"
#include "gateway/base/unique_fd.hpp"
#include "gateway/boundary/launch_record.hpp"
#include "gateway/supervisor/child_process.hpp"

namespace cordon::supervisor {

// One run of cordon-snapshot: it reads a ring and writes one picture into a file that this process has opened
// for it. The file takes its name only once it is whole; without finish() nothing is left of it.
class SnapshotChild {
public:
    // `ring` is a read-only descriptor, borrowed for the call. `file` is replaced in the end; mode 0600.
    static base::Result<SnapshotChild> start(const std::string& programs,
                                             const boundary::SnapshotLaunchRecord& record, int ring,
                                             const std::string& file);
    SnapshotChild(SnapshotChild&&) noexcept = default;
    SnapshotChild& operator=(SnapshotChild&&) = delete;
    ~SnapshotChild();

    // Does not block. It ends by itself, with or without a picture, within some ten seconds.
    [[nodiscard]] bool has_ended() { return process_.reap().has_value(); }
    // Once it has ended: puts the file in its place, or says why there is none.
    base::Result<> finish();

private:
    SnapshotChild(ChildProcess process, base::UniqueFd log, std::string file, std::string unfinished)
        : process_(std::move(process)),
          log_(std::move(log)),
          file_(std::move(file)),
          unfinished_(std::move(unfinished)) {}

    ChildProcess process_;
    base::UniqueFd log_;
    std::string file_;
    std::string unfinished_;  // its name until it is whole; empty when moved away
};

}  // namespace cordon::supervisor
