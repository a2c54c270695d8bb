// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/receiver.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <sys/random.h>
#include <sys/signalfd.h>

#include "gateway/base/clock.hpp"
#include "gateway/boundary/descriptor_channel.hpp"
#include "pipelines/untrusted/receive/camera_session.hpp"
#include "pipelines/untrusted/receive/decoder_link.hpp"
#include "pipelines/untrusted/receive/status_reporter.hpp"
#include "pipelines/untrusted/rtsp/authentication.hpp"

namespace cordon::untrusted::receive {
namespace {

namespace asio = boost::asio;
using asio::posix::stream_descriptor;
using boundary::ReceiverLaunchRecord;

base::Result<std::string> text(std::span<const char> field) {
    CORDON_TRY(const auto view, boundary::get_text(field));
    return std::string(view);
}

asio::ip::address address_of(const ReceiverLaunchRecord& record) {
    if (record.address_family == 6) {
        return asio::ip::address_v6(record.address);
    }
    asio::ip::address_v4::bytes_type bytes{};
    std::copy_n(record.address.begin(), bytes.size(), bytes.begin());
    return asio::ip::address_v4(bytes);
}

std::vector<rtsp::TransportWay> transports_of(boundary::TransportPolicy policy) {
    using boundary::TransportPolicy;
    using rtsp::TransportWay;
    switch (policy) {
        case TransportPolicy::kTcp:
            return {TransportWay::kTcp};
        case TransportPolicy::kUdp:
            return {TransportWay::kUdp};
        case TransportPolicy::kMulticast:
            return {TransportWay::kMulticast};
        case TransportPolicy::kAuto:
            break;
    }
    return {TransportWay::kTcp, TransportWay::kUdp, TransportWay::kMulticast};
}

// Null where the camera is spoken to in clear.
base::Result<std::shared_ptr<rtsp::TlsContext>> tls_of(const ReceiverLaunchRecord& record) {
    switch (static_cast<boundary::CertificateTrust>(record.certificate_trust)) {
        case boundary::CertificateTrust::kFingerprint:
            return rtsp::TlsContext::create(rtsp::CertificateTrust(record.certificate_fingerprint));
        case boundary::CertificateTrust::kAuthority: {
            CORDON_TRY(const auto pem, boundary::get_text(record.certificate_authority));
            CORDON_TRY(auto trust, rtsp::CertificateTrust::in_authority(pem));
            return rtsp::TlsContext::create(std::move(trust));
        }
        case boundary::CertificateTrust::kNone:
            break;
    }
    return std::shared_ptr<rtsp::TlsContext>();
}

base::Result<CameraSession::Settings> settings_of(const ReceiverLaunchRecord& record) {
    CORDON_TRY(auto url, text(record.url));
    CORDON_TRY(auto username, text(record.username));
    CORDON_TRY(auto password, text(record.password));
    CORDON_TRY(auto tls, tls_of(record));
    std::uint32_t seed = 0;
    if (::getrandom(&seed, sizeof(seed), 0) != sizeof(seed)) {
        return base::Error::from_errno("take random bytes");
    }
    return CameraSession::Settings{
        .target = {.endpoint = {address_of(record), record.port},
                   .url = std::move(url),
                   .username = std::move(username),
                   .password = std::move(password),
                   .tls = std::move(tls)},
        .transports = transports_of(static_cast<boundary::TransportPolicy>(record.transport)),
        .largest_access_unit = record.largest_access_unit,
        .silence_limit = std::chrono::milliseconds(record.silence_limit_ms),
        .seed = seed};
}

// What runs on the one thread: the camera's session, and the supervisor's two ways down.
class Receiver {
public:
    Receiver(const ReceiverLaunchRecord& record, CameraSession::Settings settings,
             boundary::StatusWriter<boundary::ReceiverStatus> status, int channel, base::UniqueFd termination)
        : status_(std::move(status), clock_),
          link_(io_, {.replay = record.replay_limit, .largest_access_unit = record.largest_access_unit},
                clock_),
          camera_(io_, std::move(settings), link_, status_, clock_),
          heart_(io_),
          channel_(io_, channel),
          termination_(io_, termination.release()) {}
    Receiver(const Receiver&) = delete;
    Receiver& operator=(const Receiver&) = delete;
    ~Receiver() { channel_.release(); }

    base::Result<> run() {
        take_orders();
        termination_.async_wait(stream_descriptor::wait_read,
                                [this](const boost::system::error_code&) { stop(); });
        beat();
        camera_.start();
        io_.run();
        return std::move(outcome_);
    }

private:
    void beat() {
        status_.beat();
        heart_.expires_after(std::chrono::seconds(1));
        heart_.async_wait([this](const boost::system::error_code& error) {
            if (!error) {
                beat();
            }
        });
    }

    void take_orders() {
        for (;;) {
            auto order = boundary::receive_order(channel_.native_handle());
            if (!order.ok()) {
                outcome_ = order.error();
                stop();
                return;
            }
            if (!order.value().has_value()) {
                break;
            }
            follow(*std::move(order).value());
        }
        channel_.async_wait(stream_descriptor::wait_read, [this](const boost::system::error_code& error) {
            if (!error) {
                take_orders();
            }
        });
    }

    void follow(boundary::Order order) {
        if (order.descriptor) {
            link_.connect(std::move(order.descriptor));
        } else {
            link_.set_decoding_share(order.decoding_share);
        }
    }

    void stop() {
        if (!std::exchange(stopping_, true)) {
            camera_.stop([this] { io_.stop(); });
        }
    }

    asio::io_context io_{1};
    base::MonotonicClock clock_;
    StatusReporter status_;
    DecoderLink link_;
    CameraSession camera_;
    asio::steady_timer heart_;
    stream_descriptor channel_;
    stream_descriptor termination_;
    bool stopping_ = false;
    base::Result<> outcome_;
};

}  // namespace

base::Result<base::UniqueFd> create_termination_descriptor() {
    // A decoder that dies with its pipe full must not end us.
    ::signal(SIGPIPE, SIG_IGN);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    if (::sigprocmask(SIG_BLOCK, &signals, nullptr) != 0) {
        return base::Error::from_errno("block SIGTERM");
    }
    base::UniqueFd descriptor(::signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC));
    if (!descriptor) {
        return base::Error::from_errno("make SIGTERM a descriptor");
    }
    return descriptor;
}

void load_libraries() {
    rtsp::load_cryptography();
    rtsp::load_tls();
}

base::Result<> run_receiver(const ReceiverLaunchRecord& record,
                            boundary::StatusWriter<boundary::ReceiverStatus> status, int channel,
                            base::UniqueFd termination) {
    CORDON_TRY(auto settings, settings_of(record));
    Receiver receiver(record, std::move(settings), std::move(status), channel, std::move(termination));
    return receiver.run();
}

}  // namespace cordon::untrusted::receive
