// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/hostile/hostile_launch.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <new>
#include <span>
#include <sstream>

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <unistd.h>

#include "gateway/boundary/sealed_memory.hpp"

namespace cordon::hostile {
namespace {

constexpr int kPatienceMs = 20'000;
constexpr std::uint32_t kUserOfTheConfined = 61'234;
// Above every number a hostile program is given.
constexpr int kProgramFd = 200;
constexpr std::size_t kRingBytes = 4096;

// A test below a directory that an ordinary user may not enter still runs: through a descriptor opened
// before.
base::Result<base::UniqueFd> open_program(const std::string& name) {
    const base::UniqueFd file(::open(beside_this_program(name).c_str(), O_RDONLY | O_CLOEXEC));
    base::UniqueFd high(::fcntl(file.get(), F_DUPFD_CLOEXEC, kProgramFd));
    if (!high) {
        return base::Error::from_errno("open " + name);
    }
    return high;
}

base::Result<base::UniqueFd> write_page(const Order& order) {
    base::UniqueFd memory(::memfd_create("hostile-page", MFD_CLOEXEC));
    HostilePage page;
    order.attack.copy(page.attack.data(), page.attack.size() - 1);
    page.argument = order.argument;
    if (supervisor::starts_children_with_privilege()) {
        page.uid = kUserOfTheConfined;
        page.gid = kUserOfTheConfined;
    }
    if (::pwrite(memory.get(), &page, sizeof(page), 0) != sizeof(page)) {
        return base::Error::from_errno("write the hostile page");
    }
    return memory;
}

bool becomes_readable(int descriptor) {
    pollfd one{.fd = descriptor, .events = POLLIN, .revents = 0};
    return ::poll(&one, 1, kPatienceMs) == 1;
}

// An Outcome in memory that a forked starter shares with the test.
struct SharedOutcome {
    Stage stage;
    std::int64_t result;
    supervisor::ChildEnd end;
    std::array<char, 1024> start_error;
    std::array<char, 4096> log;
};

void put(std::span<char> field, const std::string& text) {
    field[text.copy(field.data(), field.size() - 1)] = '\0';
}

Outcome run_here(const Order& order) {
    auto child = HostileChild::start(order);
    if (!child.ok()) {
        return Outcome{.start_error = child.error().message};
    }
    return child.value().wait();
}

}  // namespace

bool Outcome::succeeded() const {
    return start_error.empty() && stage == Stage::kReturned && result >= 0;
}

bool Outcome::refused_with(int error_number) const {
    return start_error.empty() && stage == Stage::kReturned && result == -error_number;
}

bool Outcome::killed_by(int signal) const {
    return start_error.empty() && stage == Stage::kConfined && end.signalled && end.code == signal;
}

std::string Outcome::describe() const {
    if (!start_error.empty()) {
        return "did not start: " + start_error;
    }
    std::ostringstream text;
    const std::array stages{"not confined yet", "confinement refused", "in its attack",
                            "back from its attack"};
    text << stages.at(static_cast<std::size_t>(stage)) << ", result " << result;
    if (result < 0) {
        text << " (" << std::strerror(static_cast<int>(-result)) << ")";
    }
    text << ", ended with " << (end.signalled ? "signal " : "status ") << end.code << ", log: " << log;
    return text.str();
}

base::Result<HostileChild> HostileChild::start(const Order& order) {
    CORDON_TRY(const auto program, open_program(order.program));
    CORDON_TRY(const auto page, write_page(order));
    CORDON_TRY(auto mapped, base::MappedRegion::create(page.get(), sizeof(HostilePage),
                                                       base::MappedRegion::Access::kReadOnly));
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
        return base::Error::from_errno("make a log pipe");
    }
    base::UniqueFd log_reader(ends[0]);
    const base::UniqueFd log_writer(ends[1]);
    supervisor::ChildLaunch launch;
    launch.program = "/proc/self/fd/" + std::to_string(program.get());
    launch.descriptors = {{page.get(), kPageFd}, {log_writer.get(), STDERR_FILENO}};
    base::UniqueFd ring;
    if (order.ring) {
        CORDON_TRY(const auto memory, boundary::create_sealed_memory("hostile-ring", kRingBytes));
        CORDON_TRY(ring, boundary::open_read_only(memory));
        launch.descriptors.push_back({ring.get(), kRingFd});
    }
    launch.descriptors.insert(launch.descriptors.end(), order.more.begin(), order.more.end());
    launch.network = order.network;
    CORDON_TRY(auto process, supervisor::ChildProcess::start(launch));
    return HostileChild(std::move(process), std::move(mapped), std::move(log_reader));
}

bool HostileChild::wait_for_attack() {
    const auto* page = reinterpret_cast<const HostilePage*>(page_.data());
    pollfd ended{.fd = process_.pidfd(), .events = POLLIN, .revents = 0};
    for (int waited = 0; waited < kPatienceMs && page->stage == Stage::kStarted; ++waited) {
        if (::poll(&ended, 1, 1) == 1) {
            break;
        }
    }
    return page->stage == Stage::kConfined;
}

std::string HostileChild::read_log() {
    std::array<char, 4096> text{};
    becomes_readable(log_.get());
    const ssize_t got = ::read(log_.get(), text.data(), text.size());
    return {text.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0))};
}

Outcome HostileChild::wait() {
    if (!becomes_readable(process_.pidfd())) {
        process_.kill();
        becomes_readable(process_.pidfd());
    }
    const auto* page = reinterpret_cast<const HostilePage*>(page_.data());
    Outcome outcome{.stage = page->stage, .result = page->result};
    outcome.end = process_.reap().value_or(supervisor::ChildEnd{});
    outcome.log = read_log();
    return outcome;
}

Outcome run_hostile(const Order& order, Starter starter) {
    if (starter == Starter::kWhoWeAre) {
        return run_here(order);
    }
    void* memory =
        ::mmap(nullptr, sizeof(SharedOutcome), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {  // NOLINT: the cast is in the C header's macro
        return Outcome{.start_error = "no shared memory"};
    }
    auto* shared = new (memory) SharedOutcome{};
    const int status = run_as(starter, [&] {
        const Outcome outcome = run_here(order);
        shared->stage = outcome.stage;
        shared->result = outcome.result;
        shared->end = outcome.end;
        put(shared->start_error, outcome.start_error);
        put(shared->log, outcome.log);
        return 0;
    });
    Outcome outcome{.start_error = status == 0 ? shared->start_error.data() : "its starter failed",
                    .stage = shared->stage,
                    .result = shared->result,
                    .end = shared->end,
                    .log = shared->log.data()};
    ::munmap(memory, sizeof(SharedOutcome));
    return outcome;
}

std::string beside_this_program(const std::string& name) {
    std::array<char, 4096> path{};
    const ssize_t length = ::readlink("/proc/self/exe", path.data(), path.size() - 1);
    const std::string own(path.data(), static_cast<std::size_t>(std::max<ssize_t>(length, 0)));
    return own.substr(0, own.rfind('/') + 1) + name;
}

}  // namespace cordon::hostile
