// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/asio/steady_timer.hpp>

#include "bench/camera_sim/client_stream.hpp"
#include "bench/camera_sim/rtp_session.hpp"
#include "bench/camera_sim/rtsp_dialogue.hpp"
#include "bench/camera_sim/udp_sender.hpp"

namespace cordon::bench {

// What a camera has done since it was switched on.
struct CameraCounters {
    std::uint64_t connections = 0;
    std::uint64_t requests = 0;
    std::uint64_t plays = 0;
    std::uint64_t pictures_sent = 0;
    std::uint64_t pictures_skipped = 0;  // a client did not take them in time
    std::uint64_t sessions_expired = 0;
    std::uint64_t datagrams_sent = 0;
};

// One client of one camera: reads its requests, answers, and sends the stream, between the answers or over
// UDP. Keeps itself alive while its socket is open. The io_context's one thread.
class CameraConnection : public std::enable_shared_from_this<CameraConnection> {
public:
    // What makes one client's stream: its camera's character and memory, which outlive it, and its films.
    struct Camera {
        const CameraTraits& traits;
        CameraSessions& sessions;
        CameraCounters& counters;
        std::vector<Film> films;
        StreamUrl url;
        std::string description;
    };
    CameraConnection(boost::asio::ip::tcp::socket socket, ServerTls tls, Camera camera);
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
    void play(const std::string& reply, base::MonotonicTime time);
    std::uint16_t open_udp(const MediaTransport& transport);
    void wait_for_picture();
    void send_due_pictures();
    void send_picture(base::MonotonicTime time);
    void send_interleaved(const std::vector<RtpSession::Packet>& packets);
    void send_rtcp(const std::vector<std::uint8_t>& packet);
    void send_text(const std::string& text);
    void send(Outgoing outgoing);
    void write();
    void watch_session();
    void misbehave();
    void close();
    [[nodiscard]] bool has(Quirk quirk) const { return traits_.quirks.has(quirk); }

    ClientStream stream_;
    boost::asio::steady_timer picture_timer_;
    boost::asio::steady_timer session_timer_;
    boost::asio::steady_timer mischief_timer_;
    const CameraTraits& traits_;
    CameraCounters& counters_;
    RtpSession session_;
    RtspDialogue dialogue_;
    std::shared_ptr<UdpSender> udp_;
    std::array<char, 4096> received_{};
    std::string inbox_;
    std::deque<Outgoing> outbox_;
    std::size_t outbox_bytes_ = 0;
    std::string held_reply_;  // to be written in the middle of a picture
    std::uint64_t frames_ = 0;
    base::MonotonicTime next_report_{};
    bool playing_ = false;
    bool waiting_for_random_access_ = false;
    bool closing_ = false;  // once the outbox is empty
};

}  // namespace cordon::bench
