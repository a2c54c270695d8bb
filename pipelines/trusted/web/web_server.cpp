// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/web/web_server.hpp"

#include <thread>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/steady_timer.hpp>

#include "gateway/base/invariant.hpp"
#include "gateway/base/log.hpp"
#include "pipelines/trusted/web/http_session.hpp"

namespace cordon::trusted::web {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr std::chrono::seconds kBeat{1};
// Out of descriptors, most likely: accepting again at once would only spin.
constexpr std::chrono::milliseconds kAcceptPause{200};

base::Error cannot_listen(const WebServerSettings& settings, const boost::system::error_code& error) {
    return {"serve the page on " + settings.address + " port " + std::to_string(settings.port) + ": " +
            error.message() + "; choose another address or port for it, or stop what uses this one"};
}

}  // namespace

class WebServer::Implementation {
public:
    Implementation(const stream::StreamRegistry& streams, const boundary::PublisherStatus& status,
                   WebServerSettings settings)
        : settings_(std::move(settings)),
          acceptor_(io_),
          beat_(io_),
          accept_pause_(io_),
          context_{.streams = streams,
                   .status = status,
                   .pulses = settings_.pulses,
                   .rtsp_port = settings_.rtsp_port} {
        for (const auto& stream : streams.streams()) {
            context_.hubs.emplace(stream->info().name, std::make_unique<StreamHub>(io_, *stream));
        }
    }

    base::Result<> listen() {
        boost::system::error_code error;
        const auto address = asio::ip::make_address(settings_.address, error);
        if (error) {
            return cannot_listen(settings_, error);
        }
        const tcp::endpoint endpoint(address, settings_.port);
        acceptor_.open(endpoint.protocol(), error);
        if (!error) {
            acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
        }
        if (!error && address.is_v6()) {
            acceptor_.set_option(asio::ip::v6_only(false), error);
        }
        if (!error) {
            acceptor_.bind(endpoint, error);
        }
        if (!error) {
            acceptor_.listen(tcp::acceptor::max_listen_connections, error);
        }
        return error ? base::Result<>(cannot_listen(settings_, error)) : base::Result<>();
    }

    void start() {
        CORDON_INVARIANT(!thread_.joinable(), "a web server is started once");
        accept();
        beat();
        thread_ = std::thread([this] { io_.run(); });
    }

    void stop() {
        io_.stop();
        if (thread_.joinable()) {
            thread_.join();
        }
    }

    [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

private:
    void accept() {
        acceptor_.async_accept([this](boost::system::error_code error, tcp::socket socket) {
            if (error) {
                base::log_warning("web: a viewer cannot be accepted: " + error.message());
                accept_pause_.expires_after(kAcceptPause);
                accept_pause_.async_wait([this](boost::system::error_code) { accept(); });
                return;
            }
            const bool full = *connections_ >= settings_.most_connections;
            auto session =
                std::make_shared<HttpSession>(std::move(socket), context_, ConnectionPlace(connections_));
            full ? session->refuse() : session->run();
            accept();
        });
    }

    void beat() {
        for (const auto& [name, hub] : context_.hubs) {
            hub->beat();
        }
        beat_.expires_after(kBeat);
        beat_.async_wait([this](boost::system::error_code) { beat(); });
    }

    WebServerSettings settings_;
    std::shared_ptr<std::atomic<std::size_t>> connections_ = std::make_shared<std::atomic<std::size_t>>(0);
    asio::io_context io_{1};  // destroys what connections are left, after the hubs: these call nobody
    tcp::acceptor acceptor_;
    asio::steady_timer beat_;
    asio::steady_timer accept_pause_;
    WebContext context_;
    std::thread thread_;
};

base::Result<std::unique_ptr<WebServer>> WebServer::create(const stream::StreamRegistry& streams,
                                                           const boundary::PublisherStatus& status,
                                                           WebServerSettings settings) {
    auto implementation = std::make_unique<Implementation>(streams, status, std::move(settings));
    CORDON_TRY_VOID(implementation->listen());
    return std::unique_ptr<WebServer>(new WebServer(std::move(implementation)));
}

WebServer::WebServer(std::unique_ptr<Implementation> implementation)
    : implementation_(std::move(implementation)) {}

WebServer::~WebServer() {
    stop();
}

void WebServer::start() {
    implementation_->start();
}
void WebServer::stop() {
    implementation_->stop();
}
std::uint16_t WebServer::port() const {
    return implementation_->port();
}

}  // namespace cordon::trusted::web
