// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "bench/camera_sim/rtp_session.hpp"
#include "bench/camera_sim/rtsp_dialogue.hpp"

namespace cordon::bench {

// What a camera has done since it was switched on.
struct CameraCounters {
    std::uint64_t connections = 0;
    std::uint64_t plays = 0;
    std::uint64_t pictures_sent = 0;
    std::uint64_t pictures_skipped = 0;  // a client did not take them in time
    std::uint64_t sessions_expired = 0;
};

// One client of one camera: reads its requests, answers, and sends the stream between the answers. Keeps
// itself alive while its socket is open. The io_context's one thread.
class CameraConnection : public std::enable_shared_from_this<CameraConnection> {
public:
    // `counters` outlives it.
    CameraConnection(boost::asio::ip::tcp::socket socket, RtspDialogue dialogue, RtpSession session,
                     std::shared_ptr<const PacketizedClip> clip, CameraCounters& counters);
    void start();

private:
    // What is written in one go: bytes of its own, shared payloads between them.
    struct Outgoing {
        std::vector<std::uint8_t> own;
        std::vector<boost::asio::const_buffer> buffers;
        std::size_t size = 0;
    };

    void read();
    void handle_inbox();
    void handle_request(const RtspRequest& request);
    void wait_for_picture();
    void send_due_pictures();
    void send_picture();
    void send_bytes(std::vector<std::uint8_t> bytes);
    void write();
    void watch_session();
    void close();

    boost::asio::ip::tcp::socket socket_;
    boost::asio::steady_timer picture_timer_;
    boost::asio::steady_timer session_timer_;
    RtspDialogue dialogue_;
    RtpSession session_;
    std::shared_ptr<const PacketizedClip> clip_;
    CameraCounters& counters_;
    std::array<char, 4096> received_{};
    std::string inbox_;
    std::deque<Outgoing> outbox_;
    std::size_t outbox_bytes_ = 0;
    base::MonotonicTime next_report_{};
    bool playing_ = false;
    bool waiting_for_random_access_ = false;
    bool closing_ = false;  // once the outbox is empty
};

}  // namespace cordon::bench
