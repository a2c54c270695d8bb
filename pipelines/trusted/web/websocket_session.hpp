// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <span>
#include <string>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "pipelines/trusted/web/web_context.hpp"

namespace cordon::trusted::web {

// One page's player of one stream over WebSocket (RFC 6455). Sends text messages {"type":"state",...} and
// {"type":"codec","mime":...}, and binary ones: an initialisation segment after each "codec", then fragments,
// from a keyframe on. What the page sends is ignored. A page that is slow loses whole fragments up to the
// next keyframe, and nobody else's. Lives as long as its connection; the web server's thread only.
class WebSocketSession final : public StreamListener, public std::enable_shared_from_this<WebSocketSession> {
public:
    // Waiting for the socket at most: then fragments are dropped. About ten seconds of a busy 1080p stream.
    static constexpr std::size_t kMostQueuedBytes = 8U << 20U;
    static constexpr std::size_t kMostQueued = StreamHub::kMostKept + 8;

    WebSocketSession(boost::beast::tcp_stream connection, StreamHub& hub, ConnectionPlace place);

    void run(boost::beast::http::request<boost::beast::http::empty_body> request);

    void on_text(const TextPtr& message) override;
    void on_fragment(const stream::Fmp4FragmentPtr& fragment,
                     const stream::AccessUnitPtr& access_unit) override;

private:
    struct Outgoing {
        std::shared_ptr<const void> owner;
        std::span<const std::byte> bytes;
        bool text = false;
        bool fragment = false;
        stream::AccessUnitPtr access_unit = nullptr;
    };
    void read();
    void enqueue(Outgoing message);
    void enqueue_init(const stream::Fmp4InitPtr& init);
    void write_next();
    void drop_waiting_fragments();
    void end();

    boost::beast::websocket::stream<boost::beast::tcp_stream> socket_;
    StreamHub& hub_;
    ConnectionPlace place_;
    boost::beast::flat_buffer incoming_;
    std::deque<Outgoing> queue_;  // the first is being written while writing_
    std::size_t queued_bytes_ = 0;
    bool writing_ = false;
    bool joined_ = false;
    bool waiting_for_keyframe_ = true;
    stream::Fmp4InitPtr sent_init_;
};

}  // namespace cordon::trusted::web
