// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/web/websocket_session.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <boost/beast/http/field.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include "pipelines/trusted/web/json_text.hpp"

namespace cordon::trusted::web {

namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;

namespace {

constexpr std::chrono::seconds kHandshakeLimit{5};
// Half of it without a sign of life and the page is pinged, all of it and the connection ends.
constexpr std::chrono::seconds kIdleLimit{10};
constexpr std::size_t kLargestIncoming = 256;
// The kernel's share of a slow page's backlog; its default would let megabytes of old pictures pile up.
constexpr int kSendBuffer = 512 * 1024;

}  // namespace

WebSocketSession::WebSocketSession(beast::tcp_stream connection, StreamHub& hub, ConnectionPlace place)
    : socket_(std::move(connection)), hub_(hub), place_(std::move(place)) {}

void WebSocketSession::run(beast::http::request<beast::http::empty_body> request) {
    auto& connection = beast::get_lowest_layer(socket_);
    connection.expires_never();  // the WebSocket has its own timer
    beast::error_code ignored;
    connection.socket().set_option(boost::asio::ip::tcp::no_delay(true), ignored);
    connection.socket().set_option(boost::asio::socket_base::send_buffer_size(kSendBuffer), ignored);
    socket_.set_option(websocket::stream_base::timeout{kHandshakeLimit, kIdleLimit, true});
    socket_.set_option(websocket::stream_base::decorator([](websocket::response_type& response) {
        response.set(beast::http::field::server, "Cordon/" CORDON_VERSION);
    }));
    socket_.read_message_max(kLargestIncoming);
    socket_.auto_fragment(false);
    socket_.async_accept(request, [self = shared_from_this()](beast::error_code error) {
        if (error) {
            return;
        }
        self->joined_ = true;
        self->hub_.join(*self);
        self->read();
    });
}

void WebSocketSession::read() {
    socket_.async_read(incoming_, [self = shared_from_this()](beast::error_code error, std::size_t) {
        if (error) {
            self->end();
            return;
        }
        self->incoming_.clear();
        self->read();
    });
}

void WebSocketSession::on_text(const TextPtr& message) {
    enqueue({.owner = message, .bytes = std::as_bytes(std::span(*message)), .text = true});
}

void WebSocketSession::on_fragment(const stream::Fmp4FragmentPtr& fragment,
                                   const stream::AccessUnitPtr& access_unit) {
    if (queue_.size() >= kMostQueued || queued_bytes_ + fragment->bytes.size() > kMostQueuedBytes) {
        drop_waiting_fragments();
        waiting_for_keyframe_ = true;
    }
    if (waiting_for_keyframe_ && !fragment->keyframe) {
        return;
    }
    waiting_for_keyframe_ = false;
    if (fragment->init != sent_init_) {
        enqueue_init(fragment->init);
    }
    enqueue({.owner = fragment, .bytes = fragment->bytes, .fragment = true, .access_unit = access_unit});
}

void WebSocketSession::enqueue_init(const stream::Fmp4InitPtr& init) {
    sent_init_ = init;
    on_text(std::make_shared<const std::string>(
        "{\"type\":\"codec\",\"mime\":" + json_string(init->mime_type) + "}"));
    enqueue({.owner = init, .bytes = init->bytes});
}

void WebSocketSession::enqueue(Outgoing message) {
    // Not even words pile up for a page that takes nothing: it will be dropped when it is idle for too long.
    if (message.text && queue_.size() >= 2 * kMostQueued) {
        return;
    }
    queued_bytes_ += message.bytes.size();
    queue_.push_back(std::move(message));
    if (!writing_) {
        write_next();
    }
}

void WebSocketSession::write_next() {
    writing_ = true;
    const Outgoing& message = queue_.front();
    socket_.text(message.text);
    // Kept apart from the queue's entry: the write may end before async_write has returned.
    const stream::AccessUnitPtr access_unit = message.access_unit;
    socket_.async_write(boost::asio::buffer(message.bytes.data(), message.bytes.size()),
                        [self = shared_from_this()](beast::error_code error, std::size_t) {
                            self->writing_ = false;
                            if (error) {
                                self->end();
                                return;
                            }
                            self->queued_bytes_ -= self->queue_.front().bytes.size();
                            self->queue_.pop_front();
                            if (!self->queue_.empty()) {
                                self->write_next();
                            }
                        });
    if (access_unit != nullptr) {
        // Asio tries the first send before async_write returns: the kernel has the first bytes now.
        hub_.stream().note_sent(*access_unit, base::MonotonicClock().now());
    }
}

void WebSocketSession::drop_waiting_fragments() {
    const auto first_waiting = queue_.begin() + (writing_ ? 1 : 0);
    const auto kept = std::stable_partition(first_waiting, queue_.end(),
                                            [](const Outgoing& message) { return !message.fragment; });
    for (auto dropped = kept; dropped != queue_.end(); ++dropped) {
        queued_bytes_ -= dropped->bytes.size();
    }
    queue_.erase(kept, queue_.end());
}

void WebSocketSession::end() {
    if (std::exchange(joined_, false)) {
        hub_.leave(*this);
    }
    beast::error_code ignored;
    beast::get_lowest_layer(socket_).socket().close(ignored);
}

}  // namespace cordon::trusted::web
