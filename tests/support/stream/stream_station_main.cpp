// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>

#include "pipelines/trusted/rtsp/rtsp_server.hpp"
#include "pipelines/trusted/web/web_server.hpp"
#include "tests/support/stream/stream_station.hpp"

// stream_station CAMERAS WIDTH HEIGHT FRAMES_PER_SECOND RTSP_PORT WEB_PORT: both servers on 127.0.0.1 with
// test pictures. Says "ready RTSP_PORT WEB_PORT", then obeys "silence N" and "resume N" on standard input to
// its end.
int main(int argc, char** argv) {
    using namespace cordon;
    if (argc != 7) {
        std::fputs("usage: stream_station CAMERAS WIDTH HEIGHT FRAMES_PER_SECOND RTSP_PORT WEB_PORT\n",
                   stderr);
        return 2;
    }
    const auto number = [&](int index) {
        return static_cast<std::uint32_t>(std::strtoul(argv[index], nullptr, 10));
    };
    std::vector<trusted::stream::StreamInfo> infos;
    for (std::uint32_t i = 1; i <= number(1); ++i) {
        infos.push_back(
            {"camera-" + std::to_string(i), "Test camera " + std::to_string(i), number(2), number(3)});
    }
    trusted::stream::StreamRegistry streams(std::move(infos));
    auto status = std::make_unique<boundary::PublisherStatus>();
    auto rtsp = trusted::rtsp::RtspServer::create(
        streams, {.address = "127.0.0.1", .port = static_cast<std::uint16_t>(number(5))});
    if (!rtsp) {
        std::cerr << rtsp.error().message << '\n';
        return 1;
    }
    trusted::rtsp::RtspServer& rtsp_server = *rtsp.value();
    auto web = trusted::web::WebServer::create(
        streams, *status,
        {.address = "127.0.0.1",
         .port = static_cast<std::uint16_t>(number(6)),
         .rtsp_port = rtsp_server.port(),
         .pulses = {{"rtsp", [&rtsp_server] { return rtsp_server.last_turn(); }}}});
    if (!web) {
        std::cerr << web.error().message << '\n';
        return 1;
    }
    rtsp_server.start();
    web.value()->start();
    tests::StreamStation station(streams, *status, number(4));
    std::cout << "ready " << rtsp_server.port() << ' ' << web.value()->port() << std::endl;
    for (std::string command, camera; std::cin >> command >> camera;) {
        station.silence(std::stoul(camera) - 1, command == "silence");
    }
    web.value()->stop();
    rtsp_server.stop();
    return 0;
}
