// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/pipelines/trusted/rtsp/rtsp_viewer.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace cordon::tests {
namespace {

constexpr int kReceiveBuffer = 8192;
constexpr unsigned kFuA = 28;

}  // namespace

std::uint16_t RtspViewer::Packet::sequence_number() const {
    return static_cast<std::uint16_t>(bytes[2] << 8U | bytes[3]);
}

std::uint32_t RtspViewer::Packet::word(std::size_t at) const {
    return std::uint32_t{bytes[at]} << 24U | std::uint32_t{bytes[at + 1]} << 16U |
           std::uint32_t{bytes[at + 2]} << 8U | bytes[at + 3];
}

bool RtspViewer::Packet::has_nal(unsigned type) const {
    const unsigned outer = bytes[12] & 0x1fU;
    if (outer == kFuA) {
        return (bytes[13] & 0x80U) != 0 && (bytes[13] & 0x1fU) == type;
    }
    return outer == type;
}

RtspViewer::RtspViewer(std::uint16_t port) : port_(port), socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVBUF, &kReceiveBuffer, sizeof(kReceiveBuffer));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
}

std::string RtspViewer::read_exactly(std::size_t size) {
    std::string bytes(size, '\0');
    for (std::size_t have = 0; have < size;) {
        const ssize_t got = ::recv(socket_.get(), bytes.data() + have, size - have, 0);
        if (got <= 0) {
            return {};
        }
        have += static_cast<std::size_t>(got);
    }
    return bytes;
}

bool RtspViewer::say(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

std::string RtspViewer::ask(std::string_view method, std::string_view path, std::string_view headers) {
    const std::string request = std::string(method) + " rtsp://127.0.0.1:" + std::to_string(port_) +
                                std::string(path) + " RTSP/1.0\r\nCSeq: " + std::to_string(++sequence_) +
                                "\r\n" + (session_.empty() ? "" : "Session: " + session_ + "\r\n") +
                                std::string(headers) + "\r\n";
    say(request);
    std::string answer;
    while (!answer.ends_with("\r\n\r\n")) {
        const std::string next = read_exactly(1);
        if (next.empty()) {
            return {};
        }
        answer += next;
        if (answer == "$") {  // a packet came between
            const std::string head = read_exactly(3);
            read_exactly(static_cast<std::size_t>(static_cast<unsigned char>(head[1])) << 8U |
                         static_cast<unsigned char>(head[2]));
            answer.clear();
        }
    }
    const std::string length = field(answer, "Content-Length: ");
    return length.empty() ? answer : answer + read_exactly(std::stoul(length));
}

std::string RtspViewer::play(std::string_view camera, std::string_view transport) {
    const std::string path = "/" + std::string(camera);
    ask("DESCRIBE", path, "Accept: application/sdp\r\n");
    setup_ = ask("SETUP", path + "/stream=0", "Transport: " + std::string(transport) + "\r\n");
    session_ = field(setup_, "Session: ");
    return ask("PLAY", path, "Range: npt=0.000-\r\n");
}

RtspViewer::Packet RtspViewer::read() {
    const std::string head = read_exactly(4);
    if (head.empty()) {
        return {};
    }
    const std::string body =
        read_exactly(static_cast<std::size_t>(static_cast<unsigned char>(head[2])) << 8U |
                     static_cast<unsigned char>(head[3]));
    return {static_cast<std::uint8_t>(head[1]), {body.begin(), body.end()}};
}

RtspViewer::Packet RtspViewer::read_rtp() {
    Packet packet = read();
    while (!packet.bytes.empty() && !packet.is_rtp()) {
        packet = read();
    }
    return packet;
}

std::string field(std::string_view answer, std::string_view name) {
    const std::size_t begin = answer.find(name);
    if (begin == std::string_view::npos) {
        return {};
    }
    const std::string_view rest = answer.substr(begin + name.size());
    return std::string(rest.substr(0, rest.find_first_of(";,\r")));
}

}  // namespace cordon::tests
