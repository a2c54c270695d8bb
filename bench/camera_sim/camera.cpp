// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/camera.hpp"

#include <cstdio>
#include <utility>

#include "bench/camera_sim/session_description.hpp"

namespace cordon::bench {
namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

}  // namespace

Camera::Camera(boost::asio::io_context& context, CameraOptions options,
               std::shared_ptr<const PacketizedClip> clip)
    : options_(std::move(options)),
      clip_(std::move(clip)),
      timeline_(clip_->clip(), base::MonotonicClock().now()),
      acceptor_(context) {}

base::Result<std::unique_ptr<Camera>> Camera::create(boost::asio::io_context& context,
                                                     const CameraOptions& options,
                                                     std::shared_ptr<const PacketizedClip> clip) {
    std::unique_ptr<Camera> camera(new Camera(context, options, std::move(clip)));
    error_code error;
    const auto address = boost::asio::ip::make_address(options.address, error);
    const tcp::endpoint endpoint(address, options.port);
    if (!error) {
        camera->acceptor_.open(endpoint.protocol(), error);
    }
    if (!error) {
        camera->acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    }
    if (!error) {
        camera->acceptor_.bind(endpoint, error);
    }
    if (!error) {
        camera->acceptor_.listen(tcp::acceptor::max_listen_connections, error);
    }
    if (error) {
        return base::Error{"camera at " + options.address + ":" + std::to_string(options.port) +
                           ": cannot listen: " + error.message()};
    }
    camera->accept();
    return camera;
}

RtspDialogue Camera::dialogue_at(const tcp::endpoint& local) const {
    const auto address = local.address();
    return {options_.traits, address.is_v6() ? "[" + address.to_string() + "]" : address.to_string(),
            local.port(), session_description(clip_->clip(), address.to_string()),
            base::MonotonicClock().now()};
}

void Camera::accept() {
    acceptor_.async_accept([this](error_code error, tcp::socket socket) {
        if (error == boost::asio::error::operation_aborted) {
            return;
        }
        error_code gone;
        const auto local = error ? tcp::endpoint() : socket.local_endpoint(gone);
        if (!error && !gone) {
            std::make_shared<CameraConnection>(std::move(socket), dialogue_at(local),
                                               RtpSession(clip_, timeline_), clip_, counters_)
                ->start();
        }
        accept();
    });
}

std::string Camera::ready_line() const {
    error_code error;
    const Clip& clip = clip_->clip();
    char facts[128];
    std::snprintf(facts, sizeof(facts), ": %s %dx%d, %zu pictures in %.1f s, ",
                  clip.codec == ClipCodec::kH264 ? "H.264" : "H.265", clip.width, clip.height,
                  clip.pictures.size(), std::chrono::duration<double>(clip.duration).count());
    return "camera " + dialogue_at(acceptor_.local_endpoint(error)).url() + facts + options_.clip;
}

std::string Camera::counters_line() const {
    error_code error;
    return "camera " + dialogue_at(acceptor_.local_endpoint(error)).url() + ": " +
           std::to_string(counters_.connections) + " connections, " + std::to_string(counters_.plays) +
           " plays, " + std::to_string(counters_.pictures_sent) + " pictures sent, " +
           std::to_string(counters_.pictures_skipped) + " skipped, " +
           std::to_string(counters_.sessions_expired) + " sessions expired";
}

}  // namespace cordon::bench
