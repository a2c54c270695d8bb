// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/decode/decoder_process.hpp"

#include <array>
#include <csignal>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gateway/boundary/decoder_arena.hpp"
#include "gateway/boundary/sealed_memory.hpp"
#include "tests/support/launch/become_program.hpp"

namespace cordon::tests {
namespace {

struct Pipe {
    base::UniqueFd reader;
    base::UniqueFd writer;
};

base::Result<Pipe> make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return base::Error::from_errno("pipe");
    }
    return Pipe{base::UniqueFd(ends[0]), base::UniqueFd(ends[1])};
}

}  // namespace

boundary::DecoderLaunchRecord decoder_record(std::uint32_t width, std::uint32_t height,
                                             boundary::Colours colours) {
    boundary::DecoderLaunchRecord record;
    put_geometry(record, boundary::FrameGeometry::create(width, height, colours).value());
    record.largest_access_unit = 4U << 20;
    record.largest_picture = 1920 * 1080;
    record.most_references = boundary::kMostReferences;
    // A user of its own, as the supervisor would give it, where there is privilege to change users.
    record.confinement =
        ::geteuid() == 0 ? boundary::Confinement{.uid = 61001, .gid = 61001} : boundary::Confinement{};
    record.arena_bytes = boundary::decoder_arena_bytes(record).value();
    return record;
}

base::Result<DecoderProcess> DecoderProcess::start(const std::vector<std::string>& command,
                                                   const boundary::DecoderLaunchRecord& record) {
    std::signal(SIGPIPE, SIG_IGN);  // a decoder that died is an answer, not our end
    CORDON_TRY(const auto geometry, boundary::geometry_of(record));
    CORDON_TRY(const auto ring,
               boundary::create_sealed_memory("cordon-test-ring", boundary::ring_bytes(geometry)));
    CORDON_TRY(auto ring_reader, boundary::open_read_only(ring));
    CORDON_TRY(auto header, base::MappedRegion::create(ring_reader.get(), sizeof(boundary::RingHeader),
                                                       base::MappedRegion::Access::kReadOnly));
    CORDON_TRY(const auto launch, boundary::write_launch_record(record));
    CORDON_TRY(auto units, make_pipe());
    CORDON_TRY(auto log, make_pipe());
    const pid_t pid = ::fork();
    if (pid < 0) {
        return base::Error::from_errno("fork");
    }
    if (pid == 0) {
        become_program(command, std::array{PassedDescriptor{launch.get(), boundary::kLaunchRecordFd},
                                           PassedDescriptor{log.writer.get(), boundary::kLogFd},
                                           PassedDescriptor{units.reader.get(), boundary::kDecoderPipeFd},
                                           PassedDescriptor{ring.get(), boundary::kDecoderRingFd}});
    }
    return DecoderProcess(pid, base::UniqueFd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))),
                          std::move(units.writer), std::move(log.reader), std::move(ring_reader),
                          std::move(header));
}

DecoderProcess::DecoderProcess(DecoderProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      pidfd_(std::move(other.pidfd_)),
      pipe_(std::move(other.pipe_)),
      log_(std::move(other.log_)),
      ring_reader_(std::move(other.ring_reader_)),
      header_(std::move(other.header_)) {}

DecoderProcess::~DecoderProcess() {
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
}

bool DecoderProcess::send(boundary::VideoCodec codec, const EncodedUnit& unit, std::uint32_t flags,
                          std::uint64_t origin_ns) {
    boundary::AccessUnitHeader header;
    header.codec = static_cast<std::uint32_t>(codec);
    header.flags = flags | (unit.keyframe ? boundary::AccessUnitHeader::kKeyframe : 0);
    header.size = static_cast<std::uint32_t>(unit.bytes.size());
    header.origin_ns = origin_ns;
    return send_raw(std::as_bytes(std::span(&header, 1))) && send_raw(unit.bytes);
}

bool DecoderProcess::send_raw(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        // A decoder that hangs does not hang the test.
        pollfd room{.fd = pipe_.get(), .events = POLLOUT, .revents = 0};
        if (::poll(&room, 1, 30'000) <= 0) {
            return false;
        }
        const ssize_t written = ::write(pipe_.get(), bytes.data(), std::min<std::size_t>(bytes.size(), 4096));
        if (written < 0) {
            return false;
        }
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

DecoderEnd DecoderProcess::wait(std::chrono::seconds limit) {
    DecoderEnd end;
    pollfd ended{.fd = pidfd_.get(), .events = POLLIN, .revents = 0};
    const auto milliseconds = std::chrono::milliseconds(limit).count();
    if (::poll(&ended, 1, static_cast<int>(milliseconds)) != 1) {
        end.hung = true;
        ::kill(pid_, SIGKILL);
    }
    int status = 0;
    rusage usage{};
    ::wait4(std::exchange(pid_, -1), &status, 0, &usage);
    end.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    end.code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    end.most_kilobytes = usage.ru_maxrss;
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    end.cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    return end;
}

bool DecoderProcess::wait_for_access_units(std::uint64_t count) const {
    pollfd ended{.fd = pidfd_.get(), .events = POLLIN, .revents = 0};
    for (int tries = 0; tries < 30'000; ++tries) {
        if (ring_header().decoder.access_units.load(std::memory_order_relaxed) >= count) {
            return true;
        }
        if (::poll(&ended, 1, 1) != 0) {
            return false;
        }
    }
    return false;
}

const boundary::RingHeader& DecoderProcess::ring_header() const {
    return *reinterpret_cast<const boundary::RingHeader*>(header_.data());
}

std::string DecoderProcess::read_log() const {
    std::string log;
    std::array<char, 4096> part{};
    for (ssize_t got = 0; (got = ::read(log_.get(), part.data(), part.size())) > 0;) {
        log.append(part.data(), static_cast<std::size_t>(got));
    }
    return log;
}

}  // namespace cordon::tests
