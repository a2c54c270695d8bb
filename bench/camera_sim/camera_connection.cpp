// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/camera_connection.hpp"

#include <utility>

#include <boost/asio/write.hpp>

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

CameraConnection::CameraConnection(asio::ip::tcp::socket socket, RtspDialogue dialogue, RtpSession session,
                                   std::shared_ptr<const PacketizedClip> clip, CameraCounters& counters)
    : socket_(std::move(socket)),
      picture_timer_(socket_.get_executor()),
      session_timer_(socket_.get_executor()),
      dialogue_(std::move(dialogue)),
      session_(std::move(session)),
      clip_(std::move(clip)),
      counters_(counters) {}

void CameraConnection::start() {
    error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    ++counters_.connections;
    read();
    watch_session();
}

void CameraConnection::read() {
    socket_.async_read_some(asio::buffer(received_),
                            [self = shared_from_this()](error_code error, std::size_t size) {
                                if (error) {
                                    self->close();
                                    return;
                                }
                                self->inbox_.append(self->received_.data(), size);
                                self->handle_inbox();
                                if (self->socket_.is_open()) {
                                    self->read();
                                }
                            });
}

void CameraConnection::handle_inbox() {
    while (socket_.is_open() && !closing_) {
        const ClientMessage message = take_client_message(inbox_);
        if (const auto* const request = std::get_if<RtspRequest>(&message)) {
            handle_request(*request);
        } else if (const auto* const frame = std::get_if<InterleavedFrame>(&message)) {
            dialogue_.note_frame(*frame, now());
        } else {
            if (std::holds_alternative<BrokenMessage>(message)) {
                close();
            }
            return;
        }
    }
}

void CameraConnection::handle_request(const RtspRequest& request) {
    const auto time = now();
    const RtspDialogue::Reply reply = dialogue_.answer(request, session_.point(time), time);
    closing_ = reply.action == RtspDialogue::Action::kClose;
    send_bytes(std::vector<std::uint8_t>(reply.text.begin(), reply.text.end()));
    if (reply.action == RtspDialogue::Action::kPlay && !playing_) {
        ++counters_.plays;
        playing_ = true;
        session_.start(time);
        send_due_pictures();
    } else if (reply.action == RtspDialogue::Action::kPause || closing_) {
        playing_ = false;
        picture_timer_.cancel();
    }
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
            send_picture();
        }
    }
    if (time >= next_report_) {
        next_report_ = time + kReportInterval;
        send_bytes(
            session_.sender_report(static_cast<std::uint8_t>(dialogue_.rtp_channel() + 1), time, ntp_time()));
    }
    wait_for_picture();
}

void CameraConnection::send_picture() {
    const auto payloads = session_.next_payloads();
    Outgoing outgoing;
    outgoing.own = session_.take_headers(dialogue_.rtp_channel());
    outgoing.buffers.reserve(2 * payloads.size());
    const std::uint8_t* header = outgoing.own.data();
    for (const RtpPayload& payload : payloads) {
        const Bytes bytes = clip_->bytes(payload);
        outgoing.buffers.emplace_back(header, RtpSession::kHeaderSize);
        outgoing.buffers.emplace_back(bytes.data(), bytes.size());
        outgoing.size += RtpSession::kHeaderSize + bytes.size();
        header += RtpSession::kHeaderSize;
    }
    ++counters_.pictures_sent;
    outbox_bytes_ += outgoing.size;
    outbox_.push_back(std::move(outgoing));
    if (outbox_.size() == 1) {
        write();
    }
}

void CameraConnection::send_bytes(std::vector<std::uint8_t> bytes) {
    Outgoing outgoing;
    outgoing.size = bytes.size();
    outgoing.own = std::move(bytes);
    outgoing.buffers.emplace_back(outgoing.own.data(), outgoing.size);
    outbox_bytes_ += outgoing.size;
    outbox_.push_back(std::move(outgoing));
    if (outbox_.size() == 1) {
        write();
    }
}

void CameraConnection::write() {
    asio::async_write(socket_, outbox_.front().buffers,
                      [self = shared_from_this()](error_code error, std::size_t) {
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
    error_code ignored;
    socket_.close(ignored);
}

}  // namespace cordon::bench
