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
               const std::vector<std::shared_ptr<const PacketizedClip>>& clips)
    : options_(std::move(options)), acceptor_(context) {
    const auto origin = base::MonotonicClock().now() - std::chrono::duration_cast<std::chrono::nanoseconds>(
                                                           options_.place * clips.front()->clip().duration);
    for (const auto& clip : clips) {
        films_.push_back({clip, Timeline(clip->clip(), origin)});
    }
    CameraTraits& traits = options_.traits;
    const bool query =
        traits.quirks.has(Quirk::kControlAfterQuery) || traits.quirks.has(Quirk::kContentBaseQuery);
    if (query && traits.path.find('?') == std::string::npos) {
        traits.path += "?channel=1&subtype=0";
    }
    if (traits.quirks.has(Quirk::kSessionTimeout20)) {
        traits.session_timeout = std::chrono::seconds(20);
    }
}

base::Result<std::unique_ptr<Camera>> Camera::create(
    boost::asio::io_context& context, const CameraOptions& options,
    std::vector<std::shared_ptr<const PacketizedClip>> clips) {
    std::unique_ptr<Camera> camera(new Camera(context, options, clips));
    if (!options.tls_file.empty()) {
        CORDON_TRY(camera->tls_, server_tls(options.tls_file, options.traits.quirks.has(Quirk::kTls10)));
    }
    // One that refuses everybody does not even listen.
    if (!options.traits.quirks.has(Quirk::kSessionLimitRefused)) {
        CORDON_TRY_VOID(camera->listen());
        camera->accept();
    }
    return camera;
}

base::Result<> Camera::listen() {
    error_code error;
    const auto address = boost::asio::ip::make_address(options_.address, error);
    const tcp::endpoint endpoint(address, options_.port);
    if (!error) {
        acceptor_.open(endpoint.protocol(), error);
    }
    if (!error) {
        acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    }
    if (!error) {
        acceptor_.bind(endpoint, error);
    }
    if (!error) {
        acceptor_.listen(tcp::acceptor::max_listen_connections, error);
    }
    if (error) {
        return base::Error{"camera at " + options_.address + ":" + std::to_string(options_.port) +
                           ": cannot listen: " + error.message()};
    }
    return {};
}

StreamUrl Camera::url_at(const tcp::endpoint& local) const {
    const auto address = local.address();
    return {.scheme = tls_ != nullptr ? "rtsps" : "rtsp",
            .address = address.is_v6() ? "[" + address.to_string() + "]" : address.to_string(),
            .port = local.port(),
            .path = options_.traits.path};
}

std::string Camera::url() const {
    error_code error;
    const auto local =
        acceptor_.is_open()
            ? acceptor_.local_endpoint(error)
            : tcp::endpoint(boost::asio::ip::make_address(options_.address, error), options_.port);
    return url_at(local).text();
}

void Camera::accept() {
    acceptor_.async_accept([this](error_code error, tcp::socket socket) {
        if (error == boost::asio::error::operation_aborted) {
            return;
        }
        if (options_.traits.quirks.has(Quirk::kLockOut) && sessions_.refused_passwords() > 0) {
            error_code ignored;
            acceptor_.close(ignored);
            return;  // and so does this connection
        }
        if (!error) {
            serve(std::move(socket));
        }
        accept();
    });
}

void Camera::serve(tcp::socket socket) {
    error_code gone;
    const auto local = socket.local_endpoint(gone);
    if (gone) {
        return;
    }
    const StreamUrl url = url_at(local);
    const bool grouped = options_.traits.quirks.has(Quirk::kMulticastOnly) ||
                         options_.traits.quirks.has(Quirk::kMulticastFromDescription);
    const DescribedStream described{
        .address = local.address().to_string(),
        .url = url.text(),
        .multicast_group = grouped ? multicast_group_of(local.address().to_string()) : ""};
    std::make_shared<CameraConnection>(
        std::move(socket), tls_,
        CameraConnection::Camera{
            .traits = options_.traits,
            .sessions = sessions_,
            .counters = counters_,
            .films = films_,
            .url = url,
            .description = session_description(clip(), described, options_.traits.quirks)})
        ->start();
}

std::string Camera::ready_line() const {
    char facts[128];
    std::snprintf(facts, sizeof(facts), ": %s %dx%d %s, %zu pictures in %.9f s, ", name_of(clip().codec),
                  clip().width, clip().height, std::string(boundary::name_of(clip().colours)).c_str(),
                  clip().pictures.size(), std::chrono::duration<double>(clip().duration).count());
    return "camera " + url() + facts + options_.clip + ", since " +
           std::to_string(base::to_nanoseconds(films_.front().timeline.due(0))) + " ns";
}

std::string Camera::counters_line() const {
    return "camera " + url() + ": " + std::to_string(counters_.connections) + " connections, " +
           std::to_string(counters_.requests) + " requests, " + std::to_string(counters_.plays) + " plays, " +
           std::to_string(counters_.pictures_sent) + " pictures sent, " +
           std::to_string(counters_.pictures_skipped) + " skipped, " +
           std::to_string(counters_.sessions_expired) + " sessions expired, " +
           std::to_string(sessions_.set_up()) + " set up, " + std::to_string(sessions_.torn_down()) +
           " torn down, " + std::to_string(counters_.datagrams_sent) + " datagrams";
}

}  // namespace cordon::bench
