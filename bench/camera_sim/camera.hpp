// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "bench/camera_sim/camera_connection.hpp"
#include "bench/camera_sim/options.hpp"
#include "gateway/base/result.hpp"

namespace cordon::bench {

// One simulated camera: listens at its address and plays its clip on its own clock to whoever may watch. Runs
// on the io_context's one thread and outlives it.
class Camera {
public:
    // `clips`: one, or two that it changes between now and then.
    static base::Result<std::unique_ptr<Camera>> create(
        boost::asio::io_context& context, const CameraOptions& options,
        std::vector<std::shared_ptr<const PacketizedClip>> clips);

    // "camera rtsp://10.77.0.11:554/stream: H.264 1280x720 bt709, 500 pictures in 20.000000000 s, street.mp4,
    // since 1 ns"
    [[nodiscard]] std::string ready_line() const;
    // "camera rtsp://10.77.0.11:554/stream: 2 connections, ..."
    [[nodiscard]] std::string counters_line() const;

private:
    Camera(boost::asio::io_context& context, CameraOptions options,
           const std::vector<std::shared_ptr<const PacketizedClip>>& clips);
    base::Result<> listen();
    void accept();
    void serve(boost::asio::ip::tcp::socket socket);
    [[nodiscard]] StreamUrl url_at(const boost::asio::ip::tcp::endpoint& local) const;
    [[nodiscard]] std::string url() const;
    [[nodiscard]] const Clip& clip() const { return films_.front().clip->clip(); }

    CameraOptions options_;
    std::vector<Film> films_;
    boost::asio::ip::tcp::acceptor acceptor_;
    ServerTls tls_;  // null: in clear
    CameraSessions sessions_;
    CameraCounters counters_;
};

}  // namespace cordon::bench
