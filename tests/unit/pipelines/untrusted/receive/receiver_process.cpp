// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "receiver_process.hpp"

#include <array>
#include <csignal>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gateway/boundary/descriptor_channel.hpp"
#include "gateway/sandbox/namespaces.hpp"

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

// In the child: becomes the program, with exactly these descriptors.
[[noreturn]] void become(const std::vector<std::string>& command, std::array<int, 4> ours) {
    constexpr std::array kTheirs{boundary::kLaunchRecordFd, boundary::kLogFd,
                                 boundary::kReceiverDescriptorChannelFd, boundary::kReceiverStatusFd};
    const uid_t uid = ::geteuid();
    const gid_t gid = ::getegid();
    // An ordinary user confines from inside a user namespace, as the supervisor would start it.
    if (uid != 0 && (::unshare(CLONE_NEWUSER) != 0 || !sandbox::map_own_user(uid, gid).ok())) {
        ::_exit(99);
    }
    for (int& fd : ours) {
        fd = ::fcntl(fd, F_DUPFD, 20);  // out of each other's way
    }
    for (std::size_t i = 0; i < ours.size(); ++i) {
        ::dup2(ours[i], kTheirs[i]);
    }
    ::close_range(20, ~0U, 0);
    ::close(1);
    std::vector<char*> arguments;
    for (const std::string& word : command) {
        arguments.push_back(const_cast<char*>(word.c_str()));
    }
    arguments.push_back(nullptr);
    std::array<char*, 1> environment{nullptr};
    ::execve(arguments[0], arguments.data(), environment.data());
    ::_exit(98);
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
        become(command, {launch.get(), log.writer.get(), channel.receiver.get(), status.writer.get()});
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
