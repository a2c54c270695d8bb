// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "gateway/base/clock.hpp"
#include "pipelines/untrusted/rtsp/camera_stream.hpp"
#include "pipelines/untrusted/rtsp/interleaved_reader.hpp"
#include "pipelines/untrusted/rtsp/read_budget.hpp"
#include "pipelines/untrusted/rtsp/session_end.hpp"

namespace cordon::untrusted::rtsp {

// One TCP connection to the one address a session was given, in clear or inside TLS: bytes out, messages and
// frames in. Lives on the io_context's one thread. Holds its listener until close(), and calls nobody
// afterwards.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    class Listener {
    public:
        virtual ~Listener() = default;
        // The address answers, and TLS begins: not called where the camera is spoken to in clear.
        virtual void on_securing() = 0;
        // What the other end has shown, before it is judged.
        virtual void on_certificate(const Fingerprint& certificate) = 0;
        virtual void on_connected() = 0;
        virtual void on_message(Message message) = 0;
        // The payload is valid during the call.
        virtual void on_frame(std::uint8_t channel, std::span<const std::byte> payload,
                              base::MonotonicTime arrival) = 0;
        // Never was, or no longer is; called once, and the last thing that is called. `detail` is our own
        // words.
        virtual void on_lost(SessionEnd end, std::string detail) = 0;
    };

    // Begins to connect: in clear when `tls` is null.
    static std::shared_ptr<Connection> open(boost::asio::io_context& io,
                                            const boost::asio::ip::tcp::endpoint& endpoint,
                                            std::shared_ptr<TlsContext> tls,
                                            std::shared_ptr<Listener> listener);

    // Frames of this channel are ours.
    void expect_channel(std::uint8_t channel) { reader_.expect_channel(channel); }
    // Sends all of it, after what is still to be sent. A camera that takes nothing until 64 KiB wait loses
    // the connection.
    void send(std::string bytes);
    // Our own address as the camera sees it; an unspecified one once the connection is lost.
    [[nodiscard]] boost::asio::ip::address own_address() const { return stream_.own_address(); }
    void close();

private:
    Connection(boost::asio::io_context& io, std::shared_ptr<TlsContext> tls,
               std::shared_ptr<Listener> listener);

    void on_reached(const CameraStream::ErrorCode& error);
    void on_secured(const CameraStream::ErrorCode& error);
    void begin();
    void read();
    void on_read(std::size_t size);
    void read_after(std::chrono::nanoseconds wait);
    void write();
    void lose(SessionEnd end, std::string detail);

    boost::asio::io_context& io_;
    CameraStream stream_;
    std::shared_ptr<Listener> listener_;
    InterleavedReader reader_;
    ReadBudget budget_;
    boost::asio::steady_timer budget_timer_;
    base::MonotonicClock clock_;
    std::deque<std::string> outgoing_;
    std::size_t outgoing_bytes_ = 0;
};

}  // namespace cordon::untrusted::rtsp
