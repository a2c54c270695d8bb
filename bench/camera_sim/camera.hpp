// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

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
    static base::Result<std::unique_ptr<Camera>> create(boost::asio::io_context& context,
                                                        const CameraOptions& options,
                                                        std::shared_ptr<const PacketizedClip> clip);

    // "camera rtsp://10.77.0.11:554/stream: H.264 1280x720, 500 pictures in 20.0 s, street.mp4"
    [[nodiscard]] std::string ready_line() const;
    // "camera rtsp://10.77.0.11:554/stream: 2 connections, ..."
    [[nodiscard]] std::string counters_line() const;

private:
    Camera(boost::asio::io_context& context, CameraOptions options,
           std::shared_ptr<const PacketizedClip> clip);
    void accept();
    [[nodiscard]] RtspDialogue dialogue_at(const boost::asio::ip::tcp::endpoint& local) const;

    CameraOptions options_;
    std::shared_ptr<const PacketizedClip> clip_;
    Timeline timeline_;
    boost::asio::ip::tcp::acceptor acceptor_;
    CameraCounters counters_;
};

}  // namespace cordon::bench
