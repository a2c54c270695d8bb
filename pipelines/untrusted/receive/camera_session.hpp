// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "gateway/base/clock.hpp"
#include "pipelines/untrusted/receive/decoder_link.hpp"
#include "pipelines/untrusted/receive/depay_pipeline.hpp"
#include "pipelines/untrusted/receive/reconnect_delay.hpp"
#include "pipelines/untrusted/receive/stall_watchdog.hpp"
#include "pipelines/untrusted/receive/status_reporter.hpp"
#include "pipelines/untrusted/rtsp/session.hpp"

namespace cordon::untrusted::receive {

// Keeps one camera's pictures coming: one RTSP session after another, for ever, its pictures to the decoder's
// link, its fortunes to the status page. Lives on the io_context's one thread.
class CameraSession final : public rtsp::Session::Listener {
public:
    struct Settings {
        rtsp::Target target;
        std::vector<rtsp::TransportWay> transports;  // that are allowed, in the order to try them; not empty
        std::uint32_t largest_access_unit = 0;       // bytes
        std::chrono::milliseconds silence_limit{};
        std::uint32_t seed = 0;  // of the delays' jitter
    };

    // `link`, `status` and `clock` outlive this.
    CameraSession(boost::asio::io_context& io, Settings settings, DecoderLink& link, StatusReporter& status,
                  const base::Clock& clock);
    ~CameraSession() override;
    CameraSession(const CameraSession&) = delete;
    CameraSession& operator=(const CameraSession&) = delete;

    void start();
    // Takes leave of the camera and then, within a second, calls `when_done`; once.
    void stop(std::function<void()> when_done);

private:
    void on_playing(const rtsp::VideoTrack& track) override;
    void on_rtp(std::span<const std::byte> packet, base::MonotonicTime arrival) override;
    void on_end(rtsp::SessionEnd end, const std::string& detail) override;

    void on_picture(CodedPicture picture);
    void watch();
    void close(rtsp::SessionEnd reason, const std::string& detail);
    void retire(rtsp::SessionEnd end);
    void report_counters();
    [[nodiscard]] boundary::ReceiverState state_of(rtsp::SessionEnd end);
    void log_once(const std::string& detail);

    boost::asio::io_context& io_;
    Settings settings_;
    DecoderLink& link_;
    StatusReporter& status_;
    const base::Clock& clock_;
    boost::asio::steady_timer reconnect_timer_;
    boost::asio::steady_timer watchdog_timer_;
    ReconnectDelay delay_;
    rtsp::CameraMemory memory_;
    StallWatchdog watchdog_;

    std::unique_ptr<rtsp::Session> session_;
    std::unique_ptr<DepayPipeline> pipeline_;
    std::optional<rtsp::SessionEnd> our_reason_;  // why we closed it ourselves
    std::string our_detail_;
    std::optional<base::MonotonicTime> first_picture_;  // of this session
    bool has_packets_ = false;                          // this session
    bool password_refused_ = false;                     // and no session played since
    base::MonotonicTime last_keyframe_;
    std::uint64_t lost_before_ = 0;       // packets, in sessions that are over
    std::uint64_t oversized_before_ = 0;  // access units, likewise
    std::string last_logged_;
    std::function<void()> when_done_;
};

}  // namespace cordon::untrusted::receive
