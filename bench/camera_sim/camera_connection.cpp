// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/camera_connection.hpp"

#include <utility>

#include "bench/camera_sim/interleaved_framing.hpp"
#include "bench/camera_sim/keepalive_rules.hpp"

namespace cordon::bench {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kLargestOutbox = 8'000'000;  // bytes a slow client may be behind
constexpr std::chrono::seconds kReportInterval{5};
constexpr std::chrono::seconds kSessionCheckInterval{1};

base::MonotonicTime now() {
    return base::MonotonicClock().now();
}

std::chrono::nanoseconds ntp_time() {
    constexpr std::chrono::seconds kFrom1900To1970{2'208'988'800};
    return std::chrono::system_clock::now().time_since_epoch() + kFrom1900To1970;
}

}  // namespace

CameraConnection::CameraConnection(asio::ip::tcp::socket socket, ServerTls tls, Camera camera)
    : stream_(std::move(socket), std::move(tls)),
      picture_timer_(stream_.socket().get_executor()),
      session_timer_(stream_.socket().get_executor()),
      mischief_timer_(stream_.socket().get_executor()),
      traits_(camera.traits),
      counters_(camera.counters),
      session_(std::move(camera.films), camera.traits.quirks, camera.traits.misbehave_every,
               camera.traits.beginning),
      dialogue_(
          camera.traits, std::move(camera.url), std::move(camera.description), camera.sessions,
          [this](const MediaTransport& transport) { return open_udp(transport); }, now()) {}

void CameraConnection::start() {
    error_code ignored;
    stream_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    ++counters_.connections;
    stream_.secure([self = shared_from_this()](error_code error) {
        if (error) {
            self->close();
            return;
        }
        self->read();
        self->watch_session();
    });
}

void CameraConnection::read() {
    stream_.read_some(asio::buffer(received_),
                      [self = shared_from_this()](error_code error, std::size_t size) {
                          if (error) {
                              self->close();
                              return;
                          }
                          self->inbox_.append(self->received_.data(), size);
                          self->handle_inbox();
                          if (self->stream_.socket().is_open()) {
                              self->read();
                          }
                      });
}

void CameraConnection::handle_inbox() {
    while (stream_.socket().is_open() && !closing_) {
        const ClientMessage message = take_client_message(inbox_);
        if (const auto* const request = std::get_if<RtspRequest>(&message)) {
            handle_request(*request);
        } else if (const auto* const frame = std::get_if<InterleavedFrame>(&message)) {
            const MediaTransport& transport = dialogue_.transport();
            const auto* bytes = reinterpret_cast<const std::uint8_t*>(frame->bytes.data());
            if (transport.way == MediaTransport::Way::kInterleaved &&
                frame->channel == transport.rtp_channel + 1U &&
                is_receiver_report({bytes, frame->bytes.size()})) {
                dialogue_.note_rtcp(now());
            }
        } else if (!std::holds_alternative<RtspReply>(message)) {
            if (std::holds_alternative<BrokenMessage>(message)) {
                close();
            }
            return;
        }
    }
}

std::uint16_t CameraConnection::open_udp(const MediaTransport& transport) {
    error_code error;
    const auto own = stream_.socket().local_endpoint(error).address();
    const auto client = stream_.socket().remote_endpoint(error).address();
    if (error) {
        return 0;
    }
    udp_ = UdpSender::open(stream_.socket().get_executor(), own, client, transport, traits_.quirks,
                           [weak = weak_from_this()] {
                               if (const auto self = weak.lock()) {
                                   self->dialogue_.note_rtcp(now());
                               }
                           });
    return udp_ == nullptr ? 0 : udp_->port();
}

void CameraConnection::handle_request(const RtspRequest& request) {
    ++counters_.requests;
    const auto time = now();
    const RtspDialogue::Reply reply = dialogue_.answer(request, session_.point(time), time);
    closing_ = reply.action == RtspDialogue::Action::kClose;
    if (closing_ && reply.text.empty()) {
        close();
        return;
    }
    if (reply.action == RtspDialogue::Action::kPlay && !playing_) {
        play(reply.text, time);
        return;
    }
    if (playing_ && has(Quirk::kReplyBetweenFragments) && !closing_) {
        held_reply_ += reply.text;
    } else {
        send_text(reply.text);
    }
    if (reply.action == RtspDialogue::Action::kPause || closing_) {
        playing_ = false;
        picture_timer_.cancel();
    }
}

void CameraConnection::play(const std::string& reply, base::MonotonicTime time) {
    ++counters_.plays;
    session_.start(time);
    playing_ = !has(Quirk::kNoFrames);
    if (!has(Quirk::kRtpBeforePlayReply)) {
        send_text(reply);
    }
    if (playing_) {
        send_due_pictures();
    }
    if (has(Quirk::kRtpBeforePlayReply)) {
        send_text(reply);
    }
    if (has(Quirk::kAsksOptions)) {
        send_text("OPTIONS " + dialogue_.url() + " RTSP/1.0\r\nCSeq: 1\r\n\r\n");
    }
    misbehave();
}

void CameraConnection::misbehave() {
    if (!has(Quirk::kHangsUp) && !has(Quirk::kSaysBye) && !has(Quirk::kStalls)) {
        return;
    }
    mischief_timer_.expires_after(traits_.misbehave_every);
    mischief_timer_.async_wait([self = shared_from_this()](error_code error) {
        if (error || !self->playing_) {
            return;
        }
        if (self->has(Quirk::kHangsUp)) {
            self->close();
            return;
        }
        if (self->has(Quirk::kSaysBye)) {
            self->send_rtcp(self->session_.goodbye());
        }
        self->playing_ = false;
        self->picture_timer_.cancel();
    });
}

void CameraConnection::wait_for_picture() {
    picture_timer_.expires_at(session_.next_due());
    picture_timer_.async_wait([self = shared_from_this()](error_code error) {
        if (!error && self->playing_) {
            self->send_due_pictures();
        }
    });
}

void CameraConnection::send_due_pictures() {
    const auto time = now();
    while (session_.next_due() <= time) {
        if (session_.next_is_random_access()) {
            waiting_for_random_access_ = false;
        }
        if (outbox_bytes_ > kLargestOutbox || waiting_for_random_access_) {
            waiting_for_random_access_ = true;
            ++counters_.pictures_skipped;
            session_.skip();
        } else {
            send_picture(time);
        }
    }
    if (time >= next_report_ && !has(Quirk::kNoRtcp)) {
        next_report_ = time + kReportInterval;
        send_rtcp(session_.sender_report(time, ntp_time()));
    }
    wait_for_picture();
}

void CameraConnection::send_picture(base::MonotonicTime time) {
    const auto packets = session_.take_picture(time);
    ++counters_.pictures_sent;
    if (udp_ == nullptr) {
        send_interleaved(packets);
        return;
    }
    for (const RtpSession::Packet& packet : packets) {
        udp_->send_rtp(packet.header, packet.payload);
        ++counters_.datagrams_sent;
    }
}

void CameraConnection::send_interleaved(const std::vector<RtpSession::Packet>& packets) {
    // Written piece by piece: the bytes of its own move while there are more to come.
    struct Piece {
        std::size_t begin;
        std::size_t end;
        Bytes payload;
    };
    std::vector<Piece> pieces;
    pieces.reserve(packets.size());
    Outgoing outgoing;
    for (const RtpSession::Packet& packet : packets) {
        const std::size_t begin = outgoing.own.size();
        if (&packet == &packets[packets.size() / 2] && !held_reply_.empty()) {
            outgoing.own.insert(outgoing.own.end(), held_reply_.begin(), held_reply_.end());
            held_reply_.clear();
        }
        append_frame_head(outgoing.own, dialogue_.transport().rtp_channel,
                          RtpSession::kHeaderSize + packet.payload.size(), ++frames_, traits_.quirks);
        outgoing.own.insert(outgoing.own.end(), packet.header.begin(), packet.header.end());
        pieces.push_back(
            {begin, outgoing.own.size(),
             packet.payload.first(bytes_written(packet.payload.size(), frames_, traits_.quirks))});
    }
    outgoing.buffers.reserve(2 * pieces.size());
    for (const Piece& piece : pieces) {
        outgoing.buffers.emplace_back(outgoing.own.data() + piece.begin, piece.end - piece.begin);
        outgoing.buffers.emplace_back(piece.payload.data(), piece.payload.size());
        outgoing.size += piece.end - piece.begin + piece.payload.size();
    }
    send(std::move(outgoing));
}

void CameraConnection::send_rtcp(const std::vector<std::uint8_t>& packet) {
    if (udp_ != nullptr) {
        udp_->send_rtcp(packet);
        return;
    }
    const unsigned channel = dialogue_.transport().rtp_channel + (has(Quirk::kRtcpOnRtpChannel) ? 0U : 1U);
    Outgoing outgoing;
    append_frame_head(outgoing.own, static_cast<std::uint8_t>(channel), packet.size(), ++frames_, {});
    outgoing.own.insert(outgoing.own.end(), packet.begin(), packet.end());
    outgoing.size = outgoing.own.size();
    outgoing.buffers.emplace_back(outgoing.own.data(), outgoing.size);
    send(std::move(outgoing));
}

void CameraConnection::send_text(const std::string& text) {
    if (text.empty()) {
        return;
    }
    Outgoing outgoing;
    outgoing.own.assign(text.begin(), text.end());
    outgoing.size = outgoing.own.size();
    outgoing.buffers.emplace_back(outgoing.own.data(), outgoing.size);
    send(std::move(outgoing));
}

void CameraConnection::send(Outgoing outgoing) {
    outbox_bytes_ += outgoing.size;
    outbox_.push_back(std::move(outgoing));
    if (outbox_.size() == 1) {
        write();
    }
}

void CameraConnection::write() {
    stream_.write(outbox_.front().buffers, [self = shared_from_this()](error_code error, std::size_t) {
        if (error) {
            self->close();
            return;
        }
        self->outbox_bytes_ -= self->outbox_.front().size;
        self->outbox_.pop_front();
        if (!self->outbox_.empty()) {
            self->write();
        } else if (self->closing_) {
            self->close();
        }
    });
}

void CameraConnection::watch_session() {
    session_timer_.expires_after(kSessionCheckInterval);
    session_timer_.async_wait([self = shared_from_this()](error_code error) {
        if (error) {
            return;
        }
        if (self->dialogue_.expired(now())) {
            ++self->counters_.sessions_expired;
            self->close();
            return;
        }
        self->watch_session();
    });
}

void CameraConnection::close() {
    playing_ = false;
    picture_timer_.cancel();
    session_timer_.cancel();
    mischief_timer_.cancel();
    if (udp_ != nullptr) {
        udp_->close();
    }
    stream_.close();
}

}  // namespace cordon::bench
