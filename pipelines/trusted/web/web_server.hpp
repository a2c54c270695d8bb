// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gateway/base/result.hpp"
#include "gateway/boundary/status_page.hpp"
#include "pipelines/trusted/stream/stream_registry.hpp"
#include "pipelines/trusted/web/gateway_view.hpp"

namespace cordon::trusted::web {

struct WebServerSettings {
    std::string address;             // numeric, "0.0.0.0" or "::" for all
    std::uint16_t port = 0;          // 0: any, see port()
    std::uint16_t rtsp_port = 8554;  // for the addresses the page shows
    std::size_t most_connections = 1024;
    std::vector<ThreadPulse> pulses = {};  // threads /healthz answers for besides the web server's own
};

// The page, its streams, /healthz and /metrics over HTTP/1.1: see http_routes. One thread of its own serves
// all; the encoders only leave pointers with it.
class WebServer {
public:
    // Binds and listens; an Error says which address, and what to do. Borrows both to its end.
    static base::Result<std::unique_ptr<WebServer>> create(const stream::StreamRegistry& streams,
                                                           const boundary::PublisherStatus& status,
                                                           WebServerSettings settings);
    ~WebServer();
    WebServer(const WebServer&) = delete;
    WebServer& operator=(const WebServer&) = delete;

    // Begins to serve, once, on a thread of its own. Opens no file.
    void start();
    // Ends the thread and every connection. Idempotent.
    void stop();

    [[nodiscard]] std::uint16_t port() const;

private:
    class Implementation;
    explicit WebServer(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace cordon::trusted::web
