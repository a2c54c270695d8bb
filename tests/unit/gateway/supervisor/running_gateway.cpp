// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/gateway/supervisor/running_gateway.hpp"

#include <csignal>

#include <gtest/gtest.h>

#include "config/scalar_values.hpp"

namespace cordon::supervisor {
namespace {

using namespace std::chrono_literals;

config::CameraConfig camera_config(const CameraManners& manners, std::size_t number) {
    return {.name = number == 0 ? manners.name : manners.name + "-" + std::to_string(number),
            .title = manners.name,
            .source = {.url = config::Secret("rtsp://10.0.0.1/" + manners.receiver),
                       .address = config::parse_address("10.0.0.1").value(),
                       .port = 554},
            .username = {},
            .password = {},
            .transport = boundary::TransportPolicy::kAuto,
            .picture = manners.width == 0 ? config::provisional_picture()
                                          : boundary::FrameGeometry::create(manners.width, 64).value(),
            .most_frames_per_second = 30,
            .encoder = boundary::EncoderKind::kOpenH264,
            .quality = 26,
            .most_kilobits_per_second = 1000,
            .silence_limit = 5s,
            .picture_is_auto = manners.width == 0};
}

}  // namespace

StateFolder::StateFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "cordon-gateway-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
}

StateFolder::~StateFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

RunningGateway::RunningGateway(const std::vector<CameraManners>& cameras)
    : loop_(EventLoop::create().value()) {
    create(cameras, folder_.path() / "state");
}

RunningGateway::RunningGateway(const std::vector<CameraManners>& cameras,
                               std::reference_wrapper<const StateFolder> state)
    : loop_(EventLoop::create().value()) {
    create(cameras, state.get().path());
}

void RunningGateway::create(const std::vector<CameraManners>& cameras, const std::filesystem::path& state) {
    config::GatewayConfig config;
    config.camera_network.host = true;
    config.control_socket = socket();
    config.state_directory = state;
    for (std::size_t i = 0; i < cameras.size(); ++i) {
        config.cameras.push_back(camera_config(cameras[i], i));
    }
    auto created = Supervisor::create(
        {.loop = *loop_, .log = log_.output(), .clock = clock_, .programs = CORDON_STAND_INS},
        std::move(config));
    EXPECT_TRUE(created.ok()) << created.error().message;
    supervisor_ = std::move(created).value();
}

bool RunningGateway::start() {
    const auto started = supervisor_->start();
    EXPECT_TRUE(started.ok()) << started.error().message;
    return started.ok() && run_until([this] { return log_.count("ready: ") == 1; });
}

bool RunningGateway::run_until(const std::function<bool()>& done) {
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (!done()) {
        if (std::chrono::steady_clock::now() > deadline) {
            ADD_FAILURE() << "not done after 10 s; the log:\n" << log_.text();
            return false;
        }
        supervisor_->step(10ms);
    }
    return true;
}

bool RunningGateway::tick_until(const std::function<bool()>& done) {
    auto next = std::chrono::steady_clock::now();
    return run_until([&] {
        if (const auto now = std::chrono::steady_clock::now(); now >= next) {
            next = now + 20ms;
            clock_.skip(1s);
        }
        return done();
    });
}

void RunningGateway::run_for(std::chrono::milliseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) {
        supervisor_->step(10ms);
    }
}

bool RunningGateway::replace_receiver(std::size_t number) {
    const auto before = camera(number);
    kill_process(before.receiver_pid);
    // Its decoder goes with it: the old one may still be seen while it dies.
    return run_until([&] {
        const auto now = camera(number);
        return now.receiver_pid != 0 && now.receiver_pid != before.receiver_pid && now.decoder_pid != 0 &&
               now.decoder_pid != before.decoder_pid;
    });
}

bool RunningGateway::replace_decoder(std::size_t number) {
    const std::uint64_t before = camera(number).decoder_pid;
    kill_process(before);
    return run_until([&] {
        const std::uint64_t now = camera(number).decoder_pid;
        return now != 0 && now != before;
    });
}

void kill_process(std::uint64_t pid) {
    ASSERT_GT(pid, 0U);
    ASSERT_EQ(::kill(static_cast<pid_t>(pid), SIGKILL), 0);
}

}  // namespace cordon::supervisor
