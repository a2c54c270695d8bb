// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/camera_session.hpp"

#include <utility>

#include <boost/asio/post.hpp>

#include "gateway/base/log.hpp"

namespace cordon::untrusted::receive {
namespace {

using base::MonotonicTime;
using boundary::ReceiverState;
using rtsp::SessionEnd;

// Cameras that refresh their picture piecemeal need never send a keyframe, nor say where decoding may begin.
constexpr std::chrono::seconds kLongestWaitForKeyframe{10};

}  // namespace

CameraSession::CameraSession(boost::asio::io_context& io, Settings settings, DecoderLink& link,
                             StatusReporter& status, const base::Clock& clock)
    : io_(io),
      settings_(std::move(settings)),
      link_(link),
      status_(status),
      clock_(clock),
      reconnect_timer_(io),
      watchdog_timer_(io),
      delay_(settings_.seed),
      memory_{rtsp::TransportChoice(settings_.transports)},
      watchdog_(settings_.silence_limit) {}

CameraSession::~CameraSession() = default;

void CameraSession::start() {
    status_.on_session();
    our_reason_.reset();
    first_picture_.reset();
    has_packets_ = false;
    session_ = std::make_unique<rtsp::Session>(io_, settings_.target, memory_, *this);
    session_->start();
}

void CameraSession::stop(std::function<void()> when_done) {
    when_done_ = std::move(when_done);
    reconnect_timer_.cancel();
    if (session_ != nullptr) {
        session_->stop();
    } else {
        boost::asio::post(io_, when_done_);
    }
}

void CameraSession::on_playing(const rtsp::VideoTrack& track) {
    auto pipeline = DepayPipeline::create(track, settings_.largest_access_unit,
                                          [this](const CodedPicture& picture) { on_picture(picture); });
    if (!pipeline.ok()) {
        close(SessionEnd::kUnsupportedCodec, pipeline.error().message);
        return;
    }
    pipeline_ = std::move(pipeline).value();
    password_refused_ = false;
    last_keyframe_ = clock_.now();
    watchdog_.on_playing(last_keyframe_);
    link_.begin_session();
    watch();
}

void CameraSession::on_rtp(std::span<const std::byte> packet, MonotonicTime arrival) {
    if (pipeline_ != nullptr) {
        if (!std::exchange(has_packets_, true)) {
            memory_.transport.on_success();
        }
        status_.on_packet(packet.size());
        watchdog_.on_packet(arrival);
        pipeline_->push(packet, arrival);
    }
}

void CameraSession::on_picture(CodedPicture picture) {
    const MonotonicTime now = clock_.now();
    watchdog_.on_picture(now);
    if (!first_picture_) {
        first_picture_ = now;
        log_once("pictures come");
    }
    picture.keyframe |= link_.waiting_for_keyframe() && now - last_keyframe_ > kLongestWaitForKeyframe;
    if (picture.keyframe) {
        if (first_picture_ != now) {
            status_.on_keyframe_interval(now - last_keyframe_);
        }
        last_keyframe_ = now;
    }
    link_.send(picture);
    status_.on_picture(picture.codec);
    report_counters();
}

void CameraSession::watch() {
    const auto due = watchdog_.due();
    if (!due) {
        return;
    }
    watchdog_timer_.expires_after(
        std::chrono::duration_cast<boost::asio::steady_timer::duration>(*due - clock_.now()));
    watchdog_timer_.async_wait([this](const boost::system::error_code& error) {
        if (error) {
            return;
        }
        if (watchdog_.stalled(clock_.now())) {
            close(SessionEnd::kStopped,
                  "no picture for " + std::to_string(settings_.silence_limit.count()) + " ms");
            return;
        }
        if (!first_picture_ && clock_.now() - last_keyframe_ >= settings_.silence_limit) {
            status_.on_state(ReceiverState::kNoFrames);
        }
        watch();
    });
}

void CameraSession::close(SessionEnd reason, const std::string& detail) {
    our_reason_ = reason;
    our_detail_ = detail;
    watchdog_.rest();
    session_->stop();
}

void CameraSession::on_end(SessionEnd end, const std::string& detail) {
    const bool ours = end == SessionEnd::kStopped && our_reason_.has_value();
    log_once(ours ? our_detail_ : detail);
    // The session calls us: it can go only after that.
    boost::asio::post(io_, [this, why = ours ? *our_reason_ : end] { retire(why); });
}

void CameraSession::retire(SessionEnd end) {
    report_counters();
    if (end == SessionEnd::kStopped && !has_packets_) {
        memory_.on_silence();
    }
    lost_before_ += session_->lost_packets();
    oversized_before_ += pipeline_ != nullptr ? pipeline_->oversized() : 0;
    session_.reset();
    pipeline_.reset();
    watchdog_.rest();
    watchdog_timer_.cancel();
    if (when_done_) {
        when_done_();
        return;
    }
    status_.on_state(state_of(end));
    const auto lasted = first_picture_ ? clock_.now() - *first_picture_ : std::chrono::nanoseconds(0);
    const auto delay = delay_.next(end, lasted);
    status_.on_wait(delay);
    reconnect_timer_.expires_after(delay);
    reconnect_timer_.async_wait([this](const boost::system::error_code& error) {
        if (!error && !when_done_) {
            start();
        }
    });
}

// After a refused password a camera that no longer lets us in has locked the account, or us.
ReceiverState CameraSession::state_of(SessionEnd end) {
    password_refused_ |= end == SessionEnd::kAuthenticationFailed;
    const bool shut_out = end == SessionEnd::kRefused || end == SessionEnd::kUnreachable ||
                          end == SessionEnd::kClosed || end == SessionEnd::kTimedOut;
    return password_refused_ && shut_out ? ReceiverState::kLockedOut : state_after(end);
}

void CameraSession::report_counters() {
    status_.on_facts(session_->facts(), pipeline_ != nullptr ? pipeline_->oddities() : 0);
    status_.on_losses(lost_before_ + session_->lost_packets());
    status_.on_drops(link_.dropped() + oversized_before_ +
                     (pipeline_ != nullptr ? pipeline_->oversized() : 0));
    status_.on_late(link_.late());
    status_.on_untaken(link_.untaken_since());
}

// A camera that is away for a week is one line, not one each ten seconds.
void CameraSession::log_once(const std::string& detail) {
    if (detail != std::exchange(last_logged_, detail)) {
        base::log_info(detail);
    }
}

}  // namespace cordon::untrusted::receive
