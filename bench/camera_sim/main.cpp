// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <cstdio>
#include <exception>
#include <map>
#include <span>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include "bench/camera_sim/camera.hpp"
#include "bench/camera_sim/options.hpp"
#include "bench/camera_sim/personality.hpp"
#include "bench/camera_sim/quirk.hpp"

namespace {

using namespace cordon;

// Throws what Boost.Asio throws where the system has no descriptors or memory left.
base::Result<> run(const bench::SimulatorOptions& options) {
    boost::asio::io_context context(1);
    std::map<std::string, std::shared_ptr<const bench::PacketizedClip>> clips;
    std::vector<std::unique_ptr<bench::Camera>> cameras;
    for (const bench::CameraOptions& wanted : options.cameras) {
        std::vector<std::shared_ptr<const bench::PacketizedClip>> films;
        for (const std::string& file : {wanted.clip, wanted.second_clip}) {
            auto& clip = clips[file];
            if (clip == nullptr && !file.empty()) {
                CORDON_TRY(auto read, bench::Clip::read(file));
                clip = bench::PacketizedClip::create(std::move(read), options.largest_payload,
                                                     wanted.traits.quirks);
            }
            if (clip != nullptr) {
                films.push_back(clip);
            }
        }
        CORDON_TRY(auto camera, bench::Camera::create(context, wanted, std::move(films)));
        std::puts(camera->ready_line().c_str());
        cameras.push_back(std::move(camera));
    }
    std::fflush(stdout);
    boost::asio::signal_set signals(context, SIGINT, SIGTERM);
    signals.async_wait([&](const boost::system::error_code&, int) { context.stop(); });
    context.run();
    for (const auto& camera : cameras) {
        std::puts(camera->counters_line().c_str());
    }
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    const auto options = bench::parse_options(std::span(argv + 1, static_cast<std::size_t>(argc - 1)));
    if (options.ok() && options.value().help) {
        std::fputs(bench::options_help().c_str(), stdout);
        return 0;
    }
    if (options.ok() && options.value().list_quirks) {
        std::fputs(bench::quirk_list().c_str(), stdout);
        return 0;
    }
    if (options.ok() && options.value().list_personalities) {
        std::fputs(bench::personality_list().c_str(), stdout);
        return 0;
    }
    base::Result<> outcome;
    try {
        outcome = options.ok() ? run(options.value()) : options.error();
    } catch (const std::exception& failure) {
        outcome = base::Error{failure.what()};
    }
    if (!outcome.ok()) {
        std::fprintf(stderr, "camera_sim: %s\n", outcome.error().message.c_str());
        return 1;
    }
    return 0;
}
