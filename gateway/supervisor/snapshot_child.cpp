// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/snapshot_child.hpp"

#include <array>
#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

#include "gateway/supervisor/child_slot.hpp"
#include "gateway/supervisor/printable.hpp"

namespace cordon::supervisor {
namespace {

// Removes a file unless it is kept.
class Unfinished {
public:
    explicit Unfinished(std::string name) : name_(std::move(name)) {}
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    ~Unfinished() {
        if (!name_.empty()) {
            ::unlink(name_.c_str());
        }
    }
    std::string keep() { return std::exchange(name_, {}); }

private:
    std::string name_;
};

}  // namespace

base::Result<SnapshotChild> SnapshotChild::start(const std::string& programs,
                                                 const boundary::SnapshotLaunchRecord& record, int ring,
                                                 const std::string& file) {
    const std::string name = file + ".part";
    const base::UniqueFd output(::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!output && errno == EEXIST) {
        return base::Error{"no snapshot: " + name +
                           " is there already, of a probe that runs or was killed; remove it"};
    }
    if (!output) {
        return base::Error::from_errno("make the snapshot's file " + name);
    }
    Unfinished unfinished(name);
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return base::Error::from_errno("make a log pipe");
    }
    base::UniqueFd log(ends[0]);
    const base::UniqueFd log_writer(ends[1]);
    CORDON_TRY(const auto memory, boundary::write_launch_record(record));
    CORDON_TRY(auto process, ChildProcess::start({.program = programs + "/cordon-snapshot",
                                                  .descriptors = {{memory.get(), boundary::kLaunchRecordFd},
                                                                  {log_writer.get(), boundary::kLogFd},
                                                                  {output.get(), boundary::kSnapshotFileFd},
                                                                  {ring, boundary::kSnapshotRingFd}},
                                                  .network = {.kind = NetworkPlace::Kind::kEmpty}}));
    return SnapshotChild(std::move(process), std::move(log), file, unfinished.keep());
}

SnapshotChild::~SnapshotChild() {
    const Unfinished leftover(unfinished_);
}

base::Result<> SnapshotChild::finish() {
    const auto end = process_.reap();
    CORDON_INVARIANT(end.has_value(), "a snapshot is looked at once its child has ended");
    if (end->signalled || end->code != 0) {
        // It is gone and with it the pipe's writer: this cannot block.
        std::array<char, 512> said{};
        const ssize_t length = ::read(log_.get(), said.data(), said.size());
        const std::string_view line(said.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
        return base::Error{"no snapshot: cordon-snapshot " + to_text(*end) + " " +
                           printable(line.substr(0, line.find('\n')))};
    }
    if (::rename(unfinished_.c_str(), file_.c_str()) != 0) {
        return base::Error::from_errno("put the snapshot in its place " + file_);
    }
    unfinished_.clear();
    return {};
}

}  // namespace cordon::supervisor
