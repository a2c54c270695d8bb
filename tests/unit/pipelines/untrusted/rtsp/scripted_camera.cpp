// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/pipelines/untrusted/rtsp/scripted_camera.hpp"

#include <algorithm>
#include <optional>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <openssl/ssl.h>

namespace cordon::untrusted::rtsp {

namespace asio = boost::asio;
using asio::ip::tcp;

struct ScriptedCamera::Peer {
    Peer(tcp::socket accepted, asio::ssl::context* context) : socket(std::move(accepted)) {
        if (context != nullptr) {
            tls.emplace(socket, *context);
        }
    }
    tcp::socket socket;
    std::optional<asio::ssl::stream<tcp::socket&>> tls;
    InterleavedReader reader;
};

ScriptedCamera::ScriptedCamera(asio::io_context& io)
    : description(
          "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=camera\r\nt=0 0\r\na=control:*\r\n"
          "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1\r\n"
          "a=control:track1\r\n"),
      acceptor_(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {
    accept();
}

ScriptedCamera::~ScriptedCamera() {
    hang_up();
}

Target ScriptedCamera::target(std::string username, std::string password) const {
    return {acceptor_.local_endpoint(), url(), std::move(username), std::move(password)};
}

std::string ScriptedCamera::url(const std::string& rest) const {
    return std::string(tls_ != nullptr ? "rtsps" : "rtsp") +
           "://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + rest;
}

void ScriptedCamera::speak_tls(const MadeCertificate& certificate, int version) {
    tls_ = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
    SSL_CTX* native = tls_->native_handle();
    SSL_CTX_set_cipher_list(native, "DEFAULT:@SECLEVEL=0");
    SSL_CTX_set_min_proto_version(native, version);
    SSL_CTX_set_max_proto_version(native, version);
    SSL_CTX_use_certificate(native, &certificate.certificate());
    SSL_CTX_use_PrivateKey(native, &certificate.key());
}

void ScriptedCamera::accept() {
    acceptor_.async_accept([this](const boost::system::error_code& error, tcp::socket socket) {
        if (!error) {
            ++connections;
            socket.set_option(tcp::no_delay(true));
            peer_ = std::make_shared<Peer>(std::move(socket), tls_.get());
            greet(peer_);
            accept();
        }
    });
}

void ScriptedCamera::greet(const std::shared_ptr<Peer>& peer) {
    boost::system::error_code ignored;
    asio::write(peer->socket, asio::buffer(greeting), ignored);
    if (on_accept) {
        on_accept();
    }
    if (!peer->tls) {
        read(peer);
        return;
    }
    peer->tls->async_handshake(asio::ssl::stream_base::server,
                               [this, peer](const boost::system::error_code& error) {
                                   if (!error && peer == peer_) {
                                       read(peer);
                                   }
                               });
}

void ScriptedCamera::read(const std::shared_ptr<Peer>& peer) {
    const auto room = peer->reader.prepare();
    auto on_read = [this, peer](const boost::system::error_code& error, std::size_t size) {
        if (error || peer != peer_) {
            return;
        }
        peer->reader.commit(size);
        take_items(*peer);
        if (peer->socket.is_open()) {
            read(peer);
        }
    };
    if (peer->tls) {
        peer->tls->async_read_some(asio::buffer(room.data(), room.size()), std::move(on_read));
    } else {
        peer->socket.async_read_some(asio::buffer(room.data(), room.size()), std::move(on_read));
    }
}

void ScriptedCamera::take_items(Peer& peer) {
    while (peer.socket.is_open()) {
        auto item = peer.reader.next();
        if (!item.ok() || !item.value()) {
            return;
        }
        if (const auto* frame = std::get_if<InterleavedFrame>(&*item.value())) {
            frames.emplace_back(reinterpret_cast<const char*>(frame->payload.data()), frame->payload.size());
            continue;
        }
        const auto& message = std::get<Message>(*item.value());
        if (const auto* response = std::get_if<Response>(&message)) {
            responses.push_back(*response);
            continue;
        }
        requests.push_back(std::get<Request>(message));
        const auto request = requests.back();
        const auto handler = script.find(request.method);
        if (handler == script.end()) {
            answer_well(request);
        } else {
            handler->second(request);
        }
    }
}

void ScriptedCamera::answer_well(const Request& request) {
    if (request.method == "OPTIONS") {
        answer(request, "200 OK", "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER\r\n");
    } else if (request.method == "DESCRIBE") {
        answer(request, "200 OK",
               "Content-Base: " + url("/stream/") + "\r\nContent-Type: application/sdp\r\nContent-Length: " +
                   std::to_string(description.size()) + "\r\n",
               description);
    } else if (request.method == "SETUP") {
        answer(request, "200 OK",
               "Session: 12345678;timeout=60\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n");
    } else {
        answer(request, "200 OK", "Session: 12345678\r\n");
    }
}

void ScriptedCamera::answer(const Request& request, const std::string& status, const std::string& headers,
                            const std::string& body) {
    send("RTSP/1.0 " + status + "\r\nCSeq: " + std::to_string(request.sequence.value_or(0)) + "\r\n" +
         headers + "\r\n" + body);
}

void ScriptedCamera::challenge(const Request& request, const std::string& challenges) {
    answer(request, "401 Unauthorized", challenges);
}

void ScriptedCamera::send(const std::string& bytes) {
    boost::system::error_code ignored;
    if (peer_->tls) {
        asio::write(*peer_->tls, asio::buffer(bytes), ignored);
    } else {
        asio::write(peer_->socket, asio::buffer(bytes), ignored);
    }
}

void ScriptedCamera::send_rtp(std::uint16_t sequence, std::uint8_t channel, std::uint32_t source) {
    send(interleaved(channel, rtp_packet(sequence, source)));
}

void ScriptedCamera::hang_up() {
    if (peer_ != nullptr) {
        boost::system::error_code ignored;
        peer_->socket.close(ignored);
    }
}

const Request* ScriptedCamera::last(const std::string& method) const {
    const auto found = std::find_if(requests.rbegin(), requests.rend(),
                                    [&](const Request& request) { return request.method == method; });
    return found == requests.rend() ? nullptr : &*found;
}

std::size_t ScriptedCamera::count(const std::string& method) const {
    return static_cast<std::size_t>(std::count_if(
        requests.begin(), requests.end(), [&](const Request& request) { return request.method == method; }));
}

std::string rtp_packet(std::uint16_t sequence, std::uint32_t source) {
    const auto byte = [](std::uint32_t value) { return static_cast<char>(value & 0xFFU); };
    std::string packet = {byte(0x80), byte(96), byte(sequence >> 8U), byte(sequence), 0, 0, 3, 0};
    packet += {byte(source >> 24U), byte(source >> 16U), byte(source >> 8U), byte(source)};
    return packet + "\x65picture";
}

std::string interleaved(std::uint8_t channel, const std::string& payload) {
    std::string frame = "$";
    frame += static_cast<char>(channel);
    frame += static_cast<char>(payload.size() >> 8U);
    frame += static_cast<char>(payload.size() & 0xFFU);
    return frame + payload;
}

}  // namespace cordon::untrusted::rtsp
