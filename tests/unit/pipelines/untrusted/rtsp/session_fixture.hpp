// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "pipelines/untrusted/rtsp/session.hpp"
#include "tests/unit/pipelines/untrusted/rtsp/scripted_camera.hpp"

namespace cordon::untrusted::rtsp {

// Who listens to a session in a test: remembers everything.
class Viewer final : public Session::Listener {
public:
    void on_playing(const VideoTrack& playing) override {
        track = playing;
        packets_before_playing = packets.size();
    }
    void on_rtp(std::span<const std::byte> packet, base::MonotonicTime) override {
        packets.emplace_back(reinterpret_cast<const char*>(packet.data()), packet.size());
        if (on_packet) {
            on_packet();
        }
    }
    void on_end(SessionEnd reason, const std::string& words) override {
        ++ends;
        end = reason;
        detail = words;
        if (then) {
            then();
        }
    }

    std::optional<VideoTrack> track;
    std::size_t packets_before_playing = 0;
    std::vector<std::string> packets;
    unsigned ends = 0;
    std::optional<SessionEnd> end;
    std::string detail;
    std::function<void()> then;       // at the end
    std::function<void()> on_packet;  // at each packet
};

// A session and the camera it talks to, in one io_context.
class SessionFixture : public testing::Test {
protected:
    void begin(std::string username = "", std::string password = "", SessionTimings timings = {}) {
        session.emplace(io, camera.target(std::move(username), std::move(password)), memory, viewer, timings);
        session->start();
    }

    // Runs everything until the condition holds; a minute is for ever.
    bool run_until(const std::function<bool()>& condition) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (!condition() && std::chrono::steady_clock::now() < deadline) {
            io.run_one_for(std::chrono::milliseconds(100));
        }
        return condition();
    }
    bool plays() {
        run_until([&] { return viewer.track.has_value() || viewer.end.has_value(); });
        return viewer.track.has_value();
    }
    SessionEnd ends() {
        run_until([&] { return viewer.end.has_value(); });
        return viewer.end.value_or(SessionEnd::kStopped);
    }
    bool receives(std::size_t packets) {
        return run_until([&] { return viewer.packets.size() >= packets || viewer.end; }) &&
               viewer.packets.size() == packets;
    }

    boost::asio::io_context io;
    ScriptedCamera camera{io};
    CameraMemory memory{TransportChoice({TransportWay::kTcp})};
    Viewer viewer;
    std::optional<Session> session;
};

}  // namespace cordon::untrusted::rtsp
