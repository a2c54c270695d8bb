// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include "pipelines/untrusted/rtsp/interleaved_reader.hpp"
#include "pipelines/untrusted/rtsp/session.hpp"
#include "tests/unit/pipelines/untrusted/rtsp/made_certificate.hpp"

namespace cordon::untrusted::rtsp {

// A camera on a loopback port, in the test's own io_context. Without a script it is a good one; a test
// replaces what it says to single methods. It writes its replies by hand, so that they may be as wrong as a
// camera's.
class ScriptedCamera {
public:
    using Handler = std::function<void(const Request&)>;

    explicit ScriptedCamera(boost::asio::io_context& io);
    ~ScriptedCamera();
    ScriptedCamera(const ScriptedCamera&) = delete;
    ScriptedCamera& operator=(const ScriptedCamera&) = delete;

    [[nodiscard]] Target target(std::string username = "", std::string password = "") const;
    [[nodiscard]] std::string url(const std::string& rest = "/stream") const;

    // What it does on a request of that method instead of its usual reply.
    std::map<std::string, Handler> script;
    // The session description it gives.
    std::string description;

    // From the next connection on: inside TLS, of that version alone where one is given.
    void speak_tls(const MadeCertificate& certificate, int version = 0);
    // What it says to a connection before anything else, in clear.
    std::string greeting;
    std::function<void()> on_accept;

    // The usual reply.
    void answer_well(const Request& request);
    // A status line, CSeq, `headers` (each line with its line break) and `body`.
    void answer(const Request& request, const std::string& status, const std::string& headers = "",
                const std::string& body = "");
    void challenge(const Request& request, const std::string& challenges);
    void send(const std::string& bytes);
    void send_rtp(std::uint16_t sequence, std::uint8_t channel = 0, std::uint32_t source = 7);
    void hang_up();

    // What it saw.
    std::vector<Request> requests;
    std::vector<Response> responses;
    std::vector<std::string> frames;  // payloads of interleaved frames the client sent
    unsigned connections = 0;
    [[nodiscard]] const Request* last(const std::string& method) const;
    [[nodiscard]] std::size_t count(const std::string& method) const;

private:
    struct Peer;
    void accept();
    void greet(const std::shared_ptr<Peer>& peer);
    void read(const std::shared_ptr<Peer>& peer);
    void take_items(Peer& peer);

    boost::asio::ip::tcp::acceptor acceptor_;
    std::unique_ptr<boost::asio::ssl::context> tls_;
    std::shared_ptr<Peer> peer_;  // the newest
};

// One RTP packet with an empty IDR-like payload.
std::string rtp_packet(std::uint16_t sequence, std::uint32_t source = 7);
// The packet on an interleaved channel.
std::string interleaved(std::uint8_t channel, const std::string& payload);

}  // namespace cordon::untrusted::rtsp
