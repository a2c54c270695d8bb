// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "receiver_process.hpp"

#include <array>
#include <csignal>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gateway/boundary/descriptor_channel.hpp"
#include "tests/support/launch/become_program.hpp"

namespace cordon::untrusted::receive {
namespace {

using boundary::AccessUnitHeader;
using boundary::ReceiverLaunchRecord;

struct Pipe {
    base::UniqueFd reader;
    base::UniqueFd writer;
};

Pipe make_pipe() {
    std::array<int, 2> ends{};
    CORDON_INVARIANT(::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) == 0, "there are descriptors for a pipe");
    return {base::UniqueFd(ends[0]), base::UniqueFd(ends[1])};
}

// Appends what can be read at once; false at the end of it.
template <typename Container>
bool read_all(int fd, Container& into) {
    std::array<char, 65536> part{};
    ssize_t got = 0;
    while ((got = ::read(fd, part.data(), part.size())) > 0) {
        const auto* begin = reinterpret_cast<const typename Container::value_type*>(part.data());
        into.insert(into.end(), begin, begin + got);
    }
    return got < 0;
}

}  // namespace

DecoderEnd::DecoderEnd(base::UniqueFd pipe) : pipe_(std::move(pipe)) {}

void DecoderEnd::poll() {
    ended_ |= pipe_.valid() && !read_all(pipe_.get(), bytes_);
    AccessUnitHeader header;
    while (bytes_.size() >= sizeof(header)) {
        std::memcpy(&header, bytes_.data(), sizeof(header));
        CORDON_INVARIANT(is_well_formed(header, 64U << 20), "a receiver writes well-formed records");
        if (bytes_.size() < sizeof(header) + header.size) {
            return;
        }
        const auto begin = bytes_.begin() + sizeof(header);
        access_units_.push_back({header, ByteString(begin, begin + header.size)});
        bytes_.erase(bytes_.begin(), begin + header.size);
    }
}

ReceiverLaunchRecord ReceiverProcess::record(std::uint16_t port, const std::string& url) {
    ReceiverLaunchRecord record;
    record.port = port;
    record.address_family = 4;
    record.address = {127, 0, 0, 1};
    CORDON_INVARIANT(boundary::put_text(record.url, url), "the URL fits");
    record.largest_access_unit = 4U << 20;
    record.replay_limit = 8U << 20;
    record.silence_limit_ms = 5000;
    record.confinement =
        ::geteuid() == 0 ? boundary::Confinement{.uid = 61002, .gid = 61002} : boundary::Confinement{};
    return record;
}

base::Result<ReceiverProcess> ReceiverProcess::start(const std::vector<std::string>& command,
                                                     const ReceiverLaunchRecord& record) {
    CORDON_TRY(const auto launch, boundary::write_launch_record(record));
    CORDON_TRY(auto channel, boundary::DescriptorChannel::create());
    CORDON_TRY(auto status, boundary::StatusPage<boundary::ReceiverStatus>::create());
    Pipe log = make_pipe();
    const pid_t pid = ::fork();
    if (pid < 0) {
        return base::Error::from_errno("fork");
    }
    if (pid == 0) {
        tests::become_program(
            command, std::array{tests::PassedDescriptor{launch.get(), boundary::kLaunchRecordFd},
                                tests::PassedDescriptor{log.writer.get(), boundary::kLogFd},
                                tests::PassedDescriptor{channel.receiver.get(),
                                                        boundary::kReceiverDescriptorChannelFd},
                                tests::PassedDescriptor{status.writer.get(), boundary::kReceiverStatusFd}});
    }
    return ReceiverProcess(pid, std::move(channel.sender), std::move(log.reader), std::move(status));
}

ReceiverProcess::ReceiverProcess(ReceiverProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      channel_(std::move(other.channel_)),
      log_fd_(std::move(other.log_fd_)),
      status_(std::move(other.status_)),
      log_(std::move(other.log_)) {}

ReceiverProcess::~ReceiverProcess() {
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
}

DecoderEnd ReceiverProcess::connect_decoder() {
    Pipe pipe = make_pipe();
    const auto sent = boundary::send_descriptor(channel_.get(), pipe.writer.get());
    CORDON_INVARIANT(sent.ok(), "the channel takes a descriptor");
    return DecoderEnd(std::move(pipe.reader));
}

void ReceiverProcess::terminate() const {
    ::kill(pid_, SIGTERM);
}

std::optional<ReceiverEnd> ReceiverProcess::reap() {
    int status = 0;
    rusage usage{};
    if (pid_ <= 0 || ::wait4(pid_, &status, WNOHANG, &usage) != pid_) {
        return std::nullopt;
    }
    pid_ = -1;
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return ReceiverEnd{.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0,
                       .code = WIFEXITED(status) ? WEXITSTATUS(status) : 0,
                       .cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime)};
}

std::string ReceiverProcess::log() {
    read_all(log_fd_.get(), log_);
    return log_;
}

}  // namespace cordon::untrusted::receive
