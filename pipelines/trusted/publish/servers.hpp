// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "gateway/boundary/launch_record.hpp"
#include "pipelines/trusted/publish/publisher.hpp"
#include "pipelines/trusted/rtsp/rtsp_server.hpp"
#include "pipelines/trusted/web/web_server.hpp"

namespace cordon::trusted::publish {

// All that viewers connect to.
class Servers {
public:
    // Opens the ports, and loads whatever serving will need, so that start() opens no file. Borrows the
    // publisher.
    static base::Result<Servers> create(const boundary::PublisherLaunchRecord& record, Publisher& publisher);

    void start();
    void stop();

private:
    Servers(std::unique_ptr<rtsp::RtspServer> rtsp, std::unique_ptr<web::WebServer> web)
        : rtsp_(std::move(rtsp)), web_(std::move(web)) {}

    std::unique_ptr<rtsp::RtspServer> rtsp_;
    std::unique_ptr<web::WebServer> web_;  // looks at the RTSP server's pulse: ends first
};

}  // namespace cordon::trusted::publish
