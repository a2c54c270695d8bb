// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/boundary/descriptor_channel.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>

#include <sys/socket.h>
#include <sys/uio.h>

namespace cordon::boundary {
namespace {

// A message of one byte that carries room for one descriptor (unix(7), SCM_RIGHTS).
struct DescriptorMessage {
    std::byte byte{};
    iovec part{};
    alignas(cmsghdr) std::array<std::byte, CMSG_SPACE(sizeof(int))> control{};
    msghdr header{};

    DescriptorMessage() {
        part = {.iov_base = &byte, .iov_len = 1};
        header.msg_iov = &part;
        header.msg_iovlen = 1;
        header.msg_control = control.data();
        header.msg_controllen = control.size();
    }
};

}  // namespace

base::Result<DescriptorChannel> DescriptorChannel::create() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) != 0) {
        return base::Error::from_errno("create a descriptor channel");
    }
    DescriptorChannel channel{base::UniqueFd(ends[0]), base::UniqueFd(ends[1])};
    if (::shutdown(ends[0], SHUT_RD) != 0) {
        return base::Error::from_errno("make a descriptor channel one-way");
    }
    return channel;
}

base::Result<> send_descriptor(int channel, int descriptor) {
    DescriptorMessage message;
    cmsghdr* control = CMSG_FIRSTHDR(&message.header);
    control->cmsg_level = SOL_SOCKET;
    control->cmsg_type = SCM_RIGHTS;
    control->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(control), &descriptor, sizeof(descriptor));
    if (::sendmsg(channel, &message.header, MSG_NOSIGNAL | MSG_DONTWAIT) != 1) {
        return base::Error::from_errno("pass a descriptor down");
    }
    return {};
}

base::Result<> send_decoding_share(int channel, std::uint8_t percent) {
    DescriptorMessage message;
    message.byte = std::byte{percent};
    message.header.msg_control = nullptr;
    message.header.msg_controllen = 0;
    if (::sendmsg(channel, &message.header, MSG_NOSIGNAL | MSG_DONTWAIT) != 1) {
        return base::Error::from_errno("pass a decoding share down");
    }
    return {};
}

base::Result<std::optional<Order>> receive_order(int channel) {
    DescriptorMessage message;
    const ssize_t got = ::recvmsg(channel, &message.header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
        return std::optional<Order>();
    }
    if (got < 0) {
        return base::Error::from_errno("take an order");
    }
    const auto share = std::to_integer<std::uint8_t>(message.byte);
    if (got == 1 && message.header.msg_controllen == 0 && share >= 1 && share <= kWholeGroups) {
        return std::optional<Order>(Order{.descriptor = {}, .decoding_share = share});
    }
    const cmsghdr* control = CMSG_FIRSTHDR(&message.header);
    if (got != 1 || control == nullptr || control->cmsg_type != SCM_RIGHTS ||
        control->cmsg_len != CMSG_LEN(sizeof(int))) {
        return base::Error{"the supervisor closed the descriptor channel"};
    }
    int descriptor = -1;
    std::memcpy(&descriptor, CMSG_DATA(control), sizeof(descriptor));
    return std::optional<Order>(Order{.descriptor = base::UniqueFd(descriptor), .decoding_share = 0});
}

}  // namespace cordon::boundary
