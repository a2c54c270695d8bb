// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/connection.hpp"

#include <utility>

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>

namespace cordon::untrusted::rtsp {

namespace {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;

constexpr std::size_t kMostOutgoing = std::size_t{64} * 1024;

SessionEnd meaning_of_connect_error(const ErrorCode& error) {
    const bool refused = error == asio::error::connection_refused || error == asio::error::connection_reset;
    return refused ? SessionEnd::kRefused : SessionEnd::kUnreachable;
}

}  // namespace

Connection::Connection(asio::io_context& io, std::shared_ptr<TlsContext> tls,
                       std::shared_ptr<Listener> listener)
    : io_(io), stream_(io, std::move(tls)), listener_(std::move(listener)), budget_timer_(io) {}

std::shared_ptr<Connection> Connection::open(asio::io_context& io, const asio::ip::tcp::endpoint& endpoint,
                                             std::shared_ptr<TlsContext> tls,
                                             std::shared_ptr<Listener> listener) {
    std::shared_ptr<Connection> self(new Connection(io, std::move(tls), std::move(listener)));
    self->stream_.connect(endpoint, [self](const ErrorCode& error) {
        if (self->listener_ != nullptr) {
            self->on_reached(error);
        }
    });
    return self;
}

void Connection::on_reached(const ErrorCode& error) {
    if (error) {
        lose(meaning_of_connect_error(error), "cannot connect: " + error.message());
        return;
    }
    if (!stream_.needs_tls()) {
        begin();
        return;
    }
    stream_.secure([self = shared_from_this()](const ErrorCode& failure) {
        if (self->listener_ != nullptr) {
            self->on_secured(failure);
        }
    });
    const auto kept = listener_;
    kept->on_securing();
}

void Connection::on_secured(const ErrorCode& error) {
    if (error) {
        const bool away = is_end_of_stream(error) || error == asio::error::connection_reset;
        lose(away ? SessionEnd::kRefused : SessionEnd::kProtocolError,
             away ? "the camera closed the connection where TLS begins"
                  : "the camera does not speak TLS as we do: " + error.message());
        return;
    }
    if (const auto certificate = stream_.certificate()) {
        const auto kept = listener_;
        kept->on_certificate(*certificate);
    }
    if (const auto camera = stream_.check_camera(); !camera.ok()) {
        lose(SessionEnd::kUntrusted, camera.error().message);
        return;
    }
    begin();
}

void Connection::begin() {
    read();
    const auto kept = listener_;
    kept->on_connected();
}

void Connection::read() {
    stream_.read_some(
        reader_.prepare(), [self = shared_from_this()](const ErrorCode& error, std::size_t size) {
            if (self->listener_ == nullptr) {
                return;
            }
            if (error) {
                self->lose(SessionEnd::kClosed, is_end_of_stream(error)
                                                    ? "the camera closed the connection"
                                                    : "the connection broke: " + error.message());
                return;
            }
            self->on_read(size);
        });
}

void Connection::on_read(std::size_t size) {
    const auto arrival = clock_.now();
    reader_.commit(size);
    // Any call may close this connection, and with it the last other owner of the listener.
    const auto listener = listener_;
    // The read is work, too, also where nothing is whole yet.
    for (std::size_t items = 1; listener_ != nullptr; ++items) {
        auto item = reader_.next();
        if (!item.ok()) {
            lose(SessionEnd::kProtocolError, "the camera sent " + item.error().message);
            return;
        }
        if (!item.value()) {
            read_after(budget_.spend(size, items, arrival));
            return;
        }
        if (const auto* frame = std::get_if<InterleavedFrame>(&*item.value())) {
            listener->on_frame(frame->channel, frame->payload, arrival);
        } else {
            listener->on_message(std::get<Message>(*std::move(item).value()));
        }
    }
}

void Connection::read_after(std::chrono::nanoseconds wait) {
    if (wait.count() == 0) {
        read();
        return;
    }
    budget_timer_.expires_after(wait);
    budget_timer_.async_wait([self = shared_from_this()](const ErrorCode& /*error*/) {
        if (self->listener_ != nullptr) {
            self->read();
        }
    });
}

void Connection::send(std::string bytes) {
    if (outgoing_bytes_ + bytes.size() > kMostOutgoing) {
        asio::post(io_, [self = shared_from_this()] {
            self->lose(SessionEnd::kClosed, "the camera takes nothing we send");
        });
        return;
    }
    outgoing_bytes_ += bytes.size();
    outgoing_.push_back(std::move(bytes));
    if (outgoing_.size() == 1) {
        write();
    }
}

void Connection::write() {
    stream_.write(outgoing_.front(), [self = shared_from_this()](const ErrorCode& error) {
        // What went wrong, the read that is always pending says, after all the camera sent before.
        if (error || self->listener_ == nullptr) {
            return;
        }
        self->outgoing_bytes_ -= self->outgoing_.front().size();
        self->outgoing_.pop_front();
        if (!self->outgoing_.empty()) {
            self->write();
        }
    });
}

void Connection::close() {
    listener_.reset();
    budget_timer_.cancel();
    stream_.close();
}

void Connection::lose(SessionEnd end, std::string detail) {
    const auto listener = listener_;
    close();
    if (listener != nullptr) {
        listener->on_lost(end, std::move(detail));
    }
}

}  // namespace cordon::untrusted::rtsp
