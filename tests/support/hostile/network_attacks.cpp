// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstring>

#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/vm_sockets.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "tests/support/hostile/attacks.hpp"
#include "tests/support/hostile/raw_syscall.hpp"

namespace cordon::hostile {
namespace {

std::int64_t make_tcp_socket(const Scene&) {
    return raw(SYS_socket, AF_INET, SOCK_STREAM, IPPROTO_TCP);
}

std::int64_t make_ipv6_socket(const Scene&) {
    return raw(SYS_socket, AF_INET6, SOCK_DGRAM, IPPROTO_UDP);
}

std::int64_t make_unix_socket(const Scene&) {
    return raw(SYS_socket, AF_UNIX, SOCK_STREAM, 0);
}

std::int64_t make_unix_pair(const Scene&) {
    std::array<int, 2> ends{};
    return raw(SYS_socketpair, AF_UNIX, SOCK_STREAM, 0, ends.data());
}

std::int64_t make_netlink_socket(const Scene&) {
    return raw(SYS_socket, AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
}

std::int64_t make_packet_socket(const Scene&) {
    return raw(SYS_socket, AF_PACKET, SOCK_RAW, 0);
}

std::int64_t make_raw_socket(const Scene&) {
    return raw(SYS_socket, AF_INET, SOCK_RAW, IPPROTO_ICMP);
}

// Where the kernel has no vsock, the filter must be what says no.
std::int64_t make_vsock_socket(const Scene&) {
    const std::int64_t made = raw(SYS_socket, AF_VSOCK, SOCK_STREAM, 0);
    return made == -EAFNOSUPPORT ? 0 : made;
}

// Argument: the port something listens on in the host's network, on 127.0.0.1.
sockaddr_in place_in_the_host(const Scene& scene) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(scene.argument));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

std::int64_t connect_with(const Scene& scene, int protocol) {
    const std::int64_t made = raw(SYS_socket, AF_INET, SOCK_STREAM, protocol);
    const sockaddr_in address = place_in_the_host(scene);
    return made < 0 ? made : raw(SYS_connect, made, &address, sizeof(address));
}

std::int64_t connect_to_the_host(const Scene& scene) {
    return connect_with(scene, IPPROTO_TCP);
}

// Two ways to connect of which Landlock knows nothing.
std::int64_t connect_by_multipath_tcp(const Scene& scene) {
    return connect_with(scene, IPPROTO_MPTCP);
}

std::int64_t connect_by_tcp_fast_open(const Scene& scene) {
    const std::int64_t made = raw(SYS_socket, AF_INET, SOCK_STREAM, IPPROTO_TCP);
    const sockaddr_in address = place_in_the_host(scene);
    return made < 0 ? made : raw(SYS_sendto, made, "x", 1, MSG_FASTOPEN, &address, sizeof(address));
}

// An upper layer protocol on a connection would have the kernel parse what comes.
std::int64_t set_a_tcp_option(const Scene& /*scene*/) {
    const std::int64_t made = raw(SYS_socket, AF_INET, SOCK_STREAM, IPPROTO_TCP);
    return made < 0 ? made : raw(SYS_setsockopt, made, IPPROTO_TCP, TCP_ULP, "tls", 3);
}

std::int64_t send_to_the_host(const Scene& scene) {
    const std::int64_t made = raw(SYS_socket, AF_INET, SOCK_DGRAM, IPPROTO_UDP);
    if (made < 0) {
        return made;
    }
    const sockaddr_in address = place_in_the_host(scene);
    return raw(SYS_sendto, made, "x", 1, 0, &address, sizeof(address));
}

// Argument: the number in the name of an abstract socket that listens in the host's network.
std::int64_t connect_to_an_abstract_socket(const Scene& scene) {
    const std::int64_t made = raw(SYS_socket, AF_UNIX, SOCK_STREAM, 0);
    if (made < 0) {
        return made;
    }
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path + 1, &scene.argument, sizeof(scene.argument));
    const std::size_t length = offsetof(sockaddr_un, sun_path) + 1 + sizeof(scene.argument);
    return raw(SYS_connect, made, &address, length);
}

// The number of interfaces this process can see that are not a loopback; none is a failure.
std::int64_t see_interfaces(const Scene&) {
    const std::int64_t made = raw(SYS_socket, AF_INET, SOCK_DGRAM, IPPROTO_UDP);
    if (made < 0) {
        return made;
    }
    std::int64_t seen = 0;
    for (int index = 1; index < 64; ++index) {
        ifreq request{};
        request.ifr_ifindex = index;
        const bool exists = raw(SYS_ioctl, made, SIOCGIFNAME, &request) >= 0;
        seen += exists && std::strcmp(request.ifr_name, "lo") != 0 ? 1 : 0;
    }
    return seen > 0 ? seen : -ENODEV;
}

std::int64_t bring_the_loopback_up(const Scene&) {
    const std::int64_t made = raw(SYS_socket, AF_INET, SOCK_DGRAM, IPPROTO_UDP);
    if (made < 0) {
        return made;
    }
    ifreq request{};
    std::strcpy(request.ifr_name, "lo");
    request.ifr_flags = IFF_UP;
    return raw(SYS_ioctl, made, SIOCSIFFLAGS, &request);
}

std::int64_t listen_on_a_port(const Scene&) {
    const std::int64_t made = raw(SYS_socket, AF_INET, SOCK_STREAM, IPPROTO_TCP);
    if (made < 0) {
        return made;
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    return raw(SYS_bind, made, &address, sizeof(address));
}

constexpr std::array kAttacks{
    Attack{"make_tcp_socket", make_tcp_socket},
    Attack{"make_ipv6_socket", make_ipv6_socket},
    Attack{"make_unix_socket", make_unix_socket},
    Attack{"make_unix_pair", make_unix_pair},
    Attack{"make_netlink_socket", make_netlink_socket},
    Attack{"make_packet_socket", make_packet_socket},
    Attack{"make_raw_socket", make_raw_socket},
    Attack{"make_vsock_socket", make_vsock_socket},
    Attack{"connect_to_the_host", connect_to_the_host},
    Attack{"connect_by_multipath_tcp", connect_by_multipath_tcp},
    Attack{"connect_by_tcp_fast_open", connect_by_tcp_fast_open},
    Attack{"set_a_tcp_option", set_a_tcp_option},
    Attack{"send_to_the_host", send_to_the_host},
    Attack{"connect_to_an_abstract_socket", connect_to_an_abstract_socket},
    Attack{"see_interfaces", see_interfaces},
    Attack{"bring_the_loopback_up", bring_the_loopback_up},
    Attack{"listen_on_a_port", listen_on_a_port},
};

}  // namespace

std::span<const Attack> network_attacks() {
    return kAttacks;
}

}  // namespace cordon::hostile
