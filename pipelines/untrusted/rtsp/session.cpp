// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/session.hpp"

#include <cstdint>
#include <utility>
#include <variant>
#include <vector>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "pipelines/untrusted/rtsp/camera_request.hpp"
#include "pipelines/untrusted/rtsp/connection.hpp"
#include "pipelines/untrusted/rtsp/dialogue.hpp"
#include "pipelines/untrusted/rtsp/media_flow.hpp"
#include "pipelines/untrusted/rtsp/pending_requests.hpp"

namespace cordon::untrusted::rtsp {

namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using Purpose = PendingRequests::Purpose;

boundary::CameraTransport transport_of(TransportWay way) {
    switch (way) {
        case TransportWay::kTcp:
            return boundary::CameraTransport::kTcp;
        case TransportWay::kUdp:
            return boundary::CameraTransport::kUdp;
        case TransportWay::kMulticast:
            return boundary::CameraTransport::kMulticast;
    }
    return boundary::CameraTransport::kUnknown;
}

}  // namespace

class Session::Implementation final : public Connection::Listener,
                                      public std::enable_shared_from_this<Implementation> {
public:
    Implementation(asio::io_context& io, Target target, CameraMemory& memory, Session::Listener& listener,
                   SessionTimings timings)
        : io_(io),
          endpoint_(target.endpoint),
          tls_(std::move(target.tls)),
          listener_(&listener),
          timings_(timings),
          dialogue_(std::move(target.url), std::move(target.username), std::move(target.password),
                    random_hexadecimal(16), memory),
          media_(io, [this](std::span<const std::byte> packet,
                            base::MonotonicTime arrival) { pass_on(packet, arrival); }),
          step_timer_(io),
          start_timer_(io),
          keepalive_timer_(io),
          report_timer_(io) {}

    void start() {
        asio::post(io_, [self = shared_from_this()] {
            if (!self->over_ && !self->stopping_) {
                self->arm(self->start_timer_, self->timings_.until_playing,
                          &Implementation::on_start_timeout);
                self->connect();
            }
        });
    }

    void stop() {
        if (over_ || stopping_) {
            return;
        }
        stopping_ = true;
        if (connected_ && dialogue_.has_session()) {
            send(dialogue_.session_request("TEARDOWN"), Purpose::kTeardown);
            arm(step_timer_, timings_.teardown, &Implementation::finish_stopped);
        } else {
            asio::post(io_, [self = shared_from_this()] { self->finish_stopped(); });
        }
    }

    // The session's owner is gone: nobody is called any more.
    void abandon() {
        over_ = true;
        shut_down();
    }

    [[nodiscard]] SessionFacts facts() const {
        SessionFacts facts = dialogue_.facts();
        facts.oddities |= media_.oddities();
        if (playing_) {
            facts.transport =
                tls_ != nullptr ? boundary::CameraTransport::kTls : transport_of(dialogue_.agreement().way);
        }
        facts.certificate = certificate_;
        return facts;
    }
    [[nodiscard]] std::uint64_t lost_packets() const { return media_.lost_packets(); }

    void on_securing() override {
        // An old camera's processor takes seconds over its part.
        arm(step_timer_, timings_.reply, &Implementation::on_securing_timeout);
    }

    void on_certificate(const Fingerprint& certificate) override { certificate_ = certificate; }

    void on_connected() override {
        connected_ = true;
        perform(dialogue_.on_connected());
    }

    void on_message(Message message) override {
        if (const auto* request = std::get_if<Request>(&message)) {
            on_request(*request);
            return;
        }
        const auto& response = std::get<Response>(message);
        const auto purpose = response.status < 200 ? Purpose::kNone : pending_.match(response.sequence);
        if (purpose == Purpose::kDialogue && !stopping_) {
            perform(dialogue_.on_response(response));
        } else if (purpose == Purpose::kKeepalive) {
            on_keepalive_answer(response);
        } else if (purpose == Purpose::kTeardown) {
            on_teardown_answer(response);
        }
    }

    void on_frame(std::uint8_t channel, std::span<const std::byte> payload,
                  base::MonotonicTime arrival) override {
        const auto& agreement = dialogue_.agreement();
        const auto channels = agreement.channels;
        const bool ours = dialogue_.has_session() && agreement.way == TransportWay::kTcp &&
                          (channel == channels.rtp || channel == channels.rtcp);
        if (ours && !stopping_) {
            media_.on_interleaved(channel == channels.rtcp, payload, arrival);
        }
    }

    void on_lost(SessionEnd end, std::string detail) override {
        connected_ = false;
        if (stopping_) {
            finish_stopped();
        } else if (end == SessionEnd::kClosed && !playing_) {
            perform(dialogue_.on_closed());
        } else {
            finish(end, detail);
        }
    }

private:
    // Calls `what` once after `delay`, unless armed again, disarmed or over before.
    void arm(asio::steady_timer& timer, milliseconds delay, void (Implementation::*what)()) {
        timer.expires_after(delay);
        timer.async_wait([self = shared_from_this(), &timer, what](const boost::system::error_code& error) {
            // A wait that had ended before its timer was armed again reports no error either.
            if (!error && !self->over_ && timer.expiry() <= asio::steady_timer::clock_type::now()) {
                (self.get()->*what)();
            }
        });
    }
    static void disarm(asio::steady_timer& timer) { timer.expires_at(asio::steady_timer::time_point::max()); }

    void connect() {
        pending_.clear();
        connected_ = false;
        connection_ = Connection::open(io_, endpoint_, tls_, shared_from_this());
        arm(step_timer_, timings_.connect, &Implementation::on_connect_timeout);
    }

    void send(const Request& request, Purpose purpose) {
        pending_.add(request.sequence.value_or(0), purpose);
        connection_->send(serialise(request));
    }

    void perform(Dialogue::Step step) {
        if (const auto* say = std::get_if<Dialogue::Send>(&step)) {
            if (dialogue_.awaits_play() && !prepare_media()) {
                finish(SessionEnd::kNoTransport, "the camera names no multicast group that can be joined");
                return;
            }
            send(say->request, Purpose::kDialogue);
            arm(step_timer_, timings_.reply, &Implementation::on_reply_timeout);
        } else if (std::holds_alternative<Dialogue::Reconnect>(step)) {
            connection_->close();
            media_.forget_early_packets();
            connect();
        } else if (std::holds_alternative<Dialogue::OpenPorts>(step)) {
            perform(dialogue_.on_ports(media_.open_ports(connection_->own_address(), endpoint_.address())));
        } else if (std::holds_alternative<Dialogue::Playing>(step)) {
            begin_playing();
        } else if (const auto* end = std::get_if<Dialogue::Finish>(&step)) {
            finish(end->end, end->detail);
        }
    }

    // Ready for packets before PLAY is sent, for they may come before its reply.
    bool prepare_media() {
        const auto& agreement = dialogue_.agreement();
        switch (agreement.way) {
            case TransportWay::kTcp:
                media_.drop_ports();
                connection_->expect_channel(agreement.channels.rtp);
                connection_->expect_channel(agreement.channels.rtcp);
                return true;
            case TransportWay::kUdp:
                media_.punch(agreement.server_port);
                return true;
            case TransportWay::kMulticast:
                return media_.join_group(connection_->own_address(), endpoint_.address(), agreement.group,
                                         agreement.group_port);
        }
        return false;
    }

    void begin_playing() {
        if (playing_) {
            return;
        }
        playing_ = true;
        disarm(step_timer_);
        disarm(start_timer_);
        arm_keepalive();
        arm(report_timer_, timings_.report, &Implementation::send_report);
        listener_->on_playing(dialogue_.track());
        media_.begin(dialogue_.track().clock_rate);
    }

    void pass_on(std::span<const std::byte> packet, base::MonotonicTime arrival) {
        if (!over_ && !stopping_) {
            listener_->on_rtp(packet, arrival);
        }
    }

    void on_request(const Request& request) {
        if (request.method == "TEARDOWN" && !stopping_) {
            finish(SessionEnd::kClosed, "the camera ended the session");
            return;
        }
        connection_->send(serialise(answer_to(request)));
    }

    void arm_keepalive() {
        arm(keepalive_timer_, timings_.keepalive.value_or(dialogue_.keepalive().interval()),
            &Implementation::send_keepalive);
    }

    void send_keepalive() {
        keepalive_method_ = dialogue_.keepalive().next_method();
        keepalive_repeated_ = false;
        send(dialogue_.session_request(keepalive_method_), Purpose::kKeepalive);
        arm_keepalive();
    }

    void on_keepalive_answer(const Response& response) {
        if (response.status != 401) {
            if (keepalive_method_ != "OPTIONS") {
                // In a reply to that, cameras name sessions that nobody set up.
                dialogue_.follow_session(response);
            }
            dialogue_.keepalive().on_answer(response.status);
        } else if (dialogue_.renew_credentials(response) && !std::exchange(keepalive_repeated_, true)) {
            send(dialogue_.session_request(keepalive_method_), Purpose::kKeepalive);
        }
    }

    void on_teardown_answer(const Response& response) {
        if (response.status == 401 && dialogue_.renew_credentials(response)) {
            send(dialogue_.session_request("TEARDOWN"), Purpose::kTeardown);
        } else {
            finish_stopped();
        }
    }

    void send_report() {
        if (const auto report = media_.report(clock_.now())) {
            connection_->send(serialise(InterleavedFrame{dialogue_.agreement().channels.rtcp, *report}));
        }
        arm(report_timer_, timings_.report, &Implementation::send_report);
    }

    void on_connect_timeout() { finish(SessionEnd::kUnreachable, "no answer to the attempt to connect"); }

    void on_securing_timeout() {
        finish(SessionEnd::kTimedOut, "the camera does not finish the TLS handshake");
    }

    void on_reply_timeout() {
        if (media_.has_early_packets()) {
            // It plays, and only forgot to say so.
            begin_playing();
            return;
        }
        finish(SessionEnd::kTimedOut, "no reply to " + std::string(dialogue_.method()));
    }

    void on_start_timeout() { finish(SessionEnd::kTimedOut, "the camera takes too long until it plays"); }

    void finish_stopped() { finish(SessionEnd::kStopped, "stopped"); }

    void finish(SessionEnd end, const std::string& detail) {
        if (!std::exchange(over_, true)) {
            shut_down();
            listener_->on_end(end, detail);
        }
    }

    void shut_down() {
        for (auto* timer : {&step_timer_, &start_timer_, &keepalive_timer_, &report_timer_}) {
            disarm(*timer);
        }
        media_.close();
        if (connection_ != nullptr) {
            connection_->close();
        }
    }

    asio::io_context& io_;
    asio::ip::tcp::endpoint endpoint_;
    std::shared_ptr<TlsContext> tls_;
    std::optional<Fingerprint> certificate_;
    Session::Listener* listener_;
    SessionTimings timings_;
    Dialogue dialogue_;
    MediaFlow media_;
    base::MonotonicClock clock_;
    asio::steady_timer step_timer_;
    asio::steady_timer start_timer_;
    asio::steady_timer keepalive_timer_;
    asio::steady_timer report_timer_;
    std::shared_ptr<Connection> connection_;
    PendingRequests pending_;
    std::string keepalive_method_;
    bool keepalive_repeated_ = false;
    bool connected_ = false;
    bool playing_ = false;
    bool stopping_ = false;
    bool over_ = false;
};

Session::Session(asio::io_context& io, Target target, CameraMemory& memory, Listener& listener,
                 SessionTimings timings)
    : implementation_(std::make_shared<Implementation>(io, std::move(target), memory, listener, timings)) {}

Session::~Session() {
    implementation_->abandon();
}

void Session::start() {
    implementation_->start();
}

void Session::stop() {
    implementation_->stop();
}

SessionFacts Session::facts() const {
    return implementation_->facts();
}

std::uint64_t Session::lost_packets() const {
    return implementation_->lost_packets();
}

}  // namespace cordon::untrusted::rtsp
