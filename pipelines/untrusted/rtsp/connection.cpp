// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/connection.hpp"

#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

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

Connection::Connection(asio::io_context& io, std::shared_ptr<Listener> listener)
    : socket_(io), listener_(std::move(listener)) {}

std::shared_ptr<Connection> Connection::open(asio::io_context& io, const asio::ip::tcp::endpoint& endpoint,
                                             std::shared_ptr<Listener> listener) {
    std::shared_ptr<Connection> self(new Connection(io, std::move(listener)));
    self->socket_.async_connect(endpoint, [self](const ErrorCode& error) {
        if (self->listener_ == nullptr) {
            return;
        }
        if (error) {
            self->lose(meaning_of_connect_error(error), "cannot connect: " + error.message());
            return;
        }
        ErrorCode ignored;
        self->socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
        self->read();
        const auto kept = self->listener_;
        kept->on_connected();
    });
    return self;
}

void Connection::read() {
    const auto room = reader_.prepare();
    socket_.async_read_some(asio::buffer(room.data(), room.size()),
                            [self = shared_from_this()](const ErrorCode& error, std::size_t size) {
                                if (self->listener_ == nullptr) {
                                    return;
                                }
                                if (error) {
                                    self->lose(SessionEnd::kClosed,
                                               error == asio::error::eof
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
    while (listener_ != nullptr) {
        auto item = reader_.next();
        if (!item.ok()) {
            lose(SessionEnd::kProtocolError, "the camera sent " + item.error().message);
            return;
        }
        if (!item.value()) {
            read();
            return;
        }
        if (const auto* frame = std::get_if<InterleavedFrame>(&*item.value())) {
            listener->on_frame(frame->channel, frame->payload, arrival);
        } else {
            listener->on_message(std::get<Message>(*std::move(item).value()));
        }
    }
}

void Connection::send(std::string bytes) {
    if (outgoing_bytes_ + bytes.size() > kMostOutgoing) {
        asio::post(socket_.get_executor(), [self = shared_from_this()] {
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
    asio::async_write(socket_, asio::buffer(outgoing_.front()),
                      [self = shared_from_this()](const ErrorCode& error, std::size_t) {
                          // What went wrong, the read that is always pending says, after all the camera sent
                          // before.
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

asio::ip::address Connection::own_address() const {
    ErrorCode error;
    return socket_.local_endpoint(error).address();
}

void Connection::close() {
    listener_.reset();
    ErrorCode ignored;
    socket_.close(ignored);
}

void Connection::lose(SessionEnd end, std::string detail) {
    const auto listener = listener_;
    close();
    if (listener != nullptr) {
        listener->on_lost(end, std::move(detail));
    }
}

}  // namespace cordon::untrusted::rtsp
