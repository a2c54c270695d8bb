// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// A child reaches the network it was given and no other.
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/hostile/attacks.hpp"
#include "tests/support/hostile/hostile_launch.hpp"

namespace cordon::hostile {
namespace {

using supervisor::NetworkPlace;

struct TcpListener {
    base::UniqueFd socket;
    std::uint16_t port = 0;
};

TcpListener listen_on_loopback() {
    TcpListener listener{.socket = base::UniqueFd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof(address);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener.socket.get(), generic, length) == 0 && ::listen(listener.socket.get(), 16) == 0 &&
        ::getsockname(listener.socket.get(), generic, &length) == 0) {
        listener.port = ntohs(address.sin_port);
    }
    return listener;
}

// Listens on an abstract name that holds our pid, as the attack expects.
base::UniqueFd listen_on_abstract_name(std::int64_t name) {
    base::UniqueFd listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path + 1, &name, sizeof(name));
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + sizeof(name));
    if (::bind(listener.get(), reinterpret_cast<sockaddr*>(&address), length) != 0 ||
        ::listen(listener.get(), 16) != 0) {
        listener.reset();
    }
    return listener;
}

// A network namespace held by a process of its own, with something that listens on its loopback: where
// cameras are. An ordinary user's is owned by a user namespace of his, as `unshare -Urn` makes it.
class CameraNetwork {
public:
    CameraNetwork() {
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0) {
            return;
        }
        holder_ = ::fork();
        if (holder_ == 0) {
            hold(ends[1]);
        }
        ::close(ends[1]);
        if (::read(ends[0], &port_, sizeof(port_)) != sizeof(port_)) {
            port_ = 0;
        }
        ::close(ends[0]);
        const std::string path = "/proc/" + std::to_string(holder_) + "/ns/net";
        descriptor_.reset(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    }
    CameraNetwork(const CameraNetwork&) = delete;
    CameraNetwork& operator=(const CameraNetwork&) = delete;
    ~CameraNetwork() {
        ::kill(holder_, SIGKILL);
        ::waitpid(holder_, nullptr, 0);
    }

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] NetworkPlace place() const { return {NetworkPlace::Kind::kJoin, descriptor_.get()}; }

private:
    static void map_root(uid_t uid, gid_t gid) {
        const auto write = [](const char* path, const std::string& text) {
            const base::UniqueFd file(::open(path, O_WRONLY | O_CLOEXEC));
            return ::write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
        };
        ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
        const bool mapped = write("/proc/self/setgroups", "deny") &&
                            write("/proc/self/uid_map", "0 " + std::to_string(uid) + " 1") &&
                            write("/proc/self/gid_map", "0 " + std::to_string(gid) + " 1");
        if (!mapped) {
            ::_exit(1);
        }
    }

    [[noreturn]] static void hold(int told) {
        const uid_t uid = ::geteuid();
        const gid_t gid = ::getegid();
        ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
        if (::unshare(CLONE_NEWNET | (uid == 0 ? 0 : CLONE_NEWUSER)) != 0) {
            ::_exit(1);
        }
        if (uid != 0) {
            map_root(uid, gid);
        }
        find_attack("bring_the_loopback_up")->run({});
        const TcpListener camera = listen_on_loopback();
        const bool written = ::write(told, &camera.port, sizeof(camera.port)) == sizeof(camera.port);
        while (written) {
            ::pause();
        }
        ::_exit(1);
    }

    pid_t holder_ = -1;
    std::uint16_t port_ = 0;
    base::UniqueFd descriptor_;
};

Outcome attack(const char* program, const char* name, std::int64_t argument, const NetworkPlace& network) {
    return run_hostile({.program = program, .attack = name, .argument = argument, .network = network});
}

class Network : public testing::TestWithParam<Starter> {
protected:
    void SetUp() override {
        if (const auto reason = why_not_as(GetParam()); !reason.empty()) {
            GTEST_SKIP() << reason;
        }
    }

    // Runs the test as its starter, in a process of its own.
    template <typename Body>
    static void as_starter(const Body& body) {
        const int status = run_as(GetParam(), [&] {
            body();
            return testing::Test::HasFailure() ? 1 : 0;
        });
        EXPECT_EQ(status, 0);
    }
};
INSTANTIATE_TEST_SUITE_P(Everybody, Network, testing::Values(Starter::kWhoWeAre, Starter::kOrdinaryUser),
                         starter_name);

TEST_P(Network, OfItsOwnReachesNothingWithEverySocketCallPermitted) {
    as_starter([] {
        const TcpListener host = listen_on_loopback();
        const base::UniqueFd abstract = listen_on_abstract_name(::getpid());
        ASSERT_TRUE(abstract.valid());
        const NetworkPlace empty{};
        const auto tcp = attack("hostile_open", "connect_to_the_host", host.port, empty);
        EXPECT_TRUE(tcp.refused_with(ENETUNREACH)) << tcp.describe();
        const auto udp = attack("hostile_open", "send_to_the_host", host.port, empty);
        EXPECT_TRUE(udp.refused_with(ENETUNREACH)) << udp.describe();
        const auto local = attack("hostile_open", "connect_to_an_abstract_socket", ::getpid(), empty);
        EXPECT_TRUE(local.refused_with(ECONNREFUSED)) << local.describe();
        const auto interfaces = attack("hostile_open", "see_interfaces", 0, empty);
        EXPECT_TRUE(interfaces.refused_with(ENODEV)) << interfaces.describe();
    });
}

TEST_P(Network, OfTheSupervisorIsThereForThePublisher) {
    as_starter([] {
        const TcpListener host = listen_on_loopback();
        const NetworkPlace ours{NetworkPlace::Kind::kOurs, -1};
        const auto confined = attack("hostile_open", "connect_to_the_host", host.port, ours);
        EXPECT_TRUE(confined.succeeded()) << confined.describe();
        const auto udp = attack("hostile_unconfined", "send_to_the_host", host.port, ours);
        EXPECT_TRUE(udp.succeeded()) << udp.describe();
        const base::UniqueFd abstract = listen_on_abstract_name(::getpid());
        const auto local = attack("hostile_unconfined", "connect_to_an_abstract_socket", ::getpid(), ours);
        EXPECT_TRUE(local.succeeded()) << local.describe();
    });
}

TEST_P(Network, ThatIsJoinedIsTheOnlyOneReached) {
    as_starter([] {
        const TcpListener host = listen_on_loopback();
        const CameraNetwork cameras;
        ASSERT_NE(cameras.port(), 0) << "no camera network";
        const auto camera = attack("hostile_open", "connect_to_the_host", cameras.port(), cameras.place());
        EXPECT_TRUE(camera.succeeded()) << camera.describe();
        if (host.port != cameras.port()) {
            const auto other = attack("hostile_open", "connect_to_the_host", host.port, cameras.place());
            EXPECT_TRUE(other.refused_with(ECONNREFUSED)) << other.describe();
        }
        const auto configured = attack("hostile_open", "bring_the_loopback_up", 0, cameras.place());
        EXPECT_TRUE(configured.refused_with(EPERM)) << configured.describe();
    });
}

TEST_P(Network, ThatIsJoinedLeavesNoGoBetweenBehind) {
    as_starter([] {
        const CameraNetwork cameras;
        for (int start = 0; start < 50; ++start) {
            const auto outcome = attack("hostile_open", "own_pid", 0, cameras.place());
            ASSERT_EQ(outcome.result, 1) << outcome.describe();
        }
        // The camera network's holder is the one child left.
        int children = 0;
        for (siginfo_t ended{}; ::waitid(P_ALL, 0, &ended, WEXITED | WNOHANG) == 0 && ended.si_pid != 0;) {
            ++children;
        }
        EXPECT_EQ(children, 0);
    });
}

TEST_P(Network, ThatIsNoNetworkNamespaceIsNamedInTheError) {
    as_starter([] {
        const base::UniqueFd file(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        const auto outcome = attack("hostile_open", "own_pid", 0, {NetworkPlace::Kind::kJoin, file.get()});
        EXPECT_NE(outcome.start_error.find("network namespace"), std::string::npos) << outcome.describe();
    });
}

}  // namespace
}  // namespace cordon::hostile
