// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/publish/servers.hpp"

#include <ctime>
#include <string>

namespace cordon::trusted::publish {

base::Result<Servers> Servers::create(const boundary::PublisherLaunchRecord& record, Publisher& publisher) {
    CORDON_TRY(const auto address_text, boundary::get_text(record.listen_address));
    const std::string address(address_text);
    CORDON_TRY(auto rtsp,
               rtsp::RtspServer::create(publisher.streams(), {.address = address, .port = record.rtsp_port}));
    web::WebServerSettings settings{
        .address = address,
        .port = record.web_port,
        .rtsp_port = record.rtsp_port,
        .pulses = {{"poller", [&publisher] { return publisher.last_poll(); }},
                   {"encoders", [&publisher] { return publisher.last_encoding_turn(); }},
                   {"rtsp", [server = rtsp.get()] { return server->last_turn(); }}}};
    CORDON_TRY(auto web,
               web::WebServer::create(publisher.streams(), publisher.status(), std::move(settings)));
    ::tzset();  // later the C library would open /etc/localtime for the first date of an HTTP answer
    return Servers(std::move(rtsp), std::move(web));
}

void Servers::start() {
    rtsp_->start();
    web_->start();
}

void Servers::stop() {
    web_->stop();
    rtsp_->stop();
}

}  // namespace cordon::trusted::publish
