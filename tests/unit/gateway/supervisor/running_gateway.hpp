// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "gateway/supervisor/supervisor.hpp"
#include "tests/unit/gateway/supervisor/captured_log.hpp"

namespace cordon::supervisor {

// The machine's clock, which a test may put forward.
class SkippingClock final : public base::Clock {
public:
    [[nodiscard]] base::MonotonicTime now() const override { return real_.now() + skipped_; }
    void skip(std::chrono::nanoseconds time) { skipped_ += time; }

private:
    base::MonotonicClock real_;
    std::chrono::nanoseconds skipped_{0};
};

// How a stand-in behaves (tests/support/children).
struct CameraManners {
    std::string name = "gate";      // of the first: the publisher's manner
    std::string receiver = "good";  // dies, floods, lies, hangs, ...: receive.cpp
    std::uint32_t width = 64;       // 66: its decoder dies; 68: it lies; 0: picture: auto
};

// A folder for one test, gone afterwards.
class StateFolder {
public:
    StateFolder();
    StateFolder(const StateFolder&) = delete;
    StateFolder& operator=(const StateFolder&) = delete;
    ~StateFolder();
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// A gateway under the real supervisor, with stand-ins for its children, in this process.
class RunningGateway {
public:
    explicit RunningGateway(const std::vector<CameraManners>& cameras);
    // Remembers pictures in `state`. Not a plain reference: {{}, {}} are two cameras.
    RunningGateway(const std::vector<CameraManners>& cameras,
                   std::reference_wrapper<const StateFolder> state);
    RunningGateway(const RunningGateway&) = delete;
    RunningGateway& operator=(const RunningGateway&) = delete;
    ~RunningGateway() = default;

    // Starts it and waits until it is ready.
    [[nodiscard]] bool start();
    // Lets the gateway run until `done`, or for 10 real seconds; whether it was done.
    bool run_until(const std::function<bool()>& done);
    // The same, with a tick of the supervisor's every 20 ms, in which a stand-in does what it does.
    bool tick_until(const std::function<bool()>& done);
    void run_for(std::chrono::milliseconds time);
    // Skips so much that whatever is put off is due.
    void skip_delays() { clock_.skip(std::chrono::seconds(11)); }

    // Kills the process and waits until another has its place. The pids are in status() by these members.
    bool replace_receiver(std::size_t camera);
    bool replace_decoder(std::size_t camera);

    Supervisor& supervisor() { return *supervisor_; }
    [[nodiscard]] GatewayStatus status() const { return supervisor_->status(); }
    [[nodiscard]] CameraStatus camera(std::size_t number) const { return status().cameras.at(number); }
    CapturedLog& log() { return log_; }
    SkippingClock& clock() { return clock_; }
    [[nodiscard]] std::string socket() const { return (folder_.path() / "control.sock").string(); }

private:
    void create(const std::vector<CameraManners>& cameras, const std::filesystem::path& state);

    StateFolder folder_;
    CapturedLog log_;
    SkippingClock clock_;
    std::unique_ptr<EventLoop> loop_;
    std::unique_ptr<Supervisor> supervisor_;
};

// Kills a process that is not our direct concern.
void kill_process(std::uint64_t pid);

}  // namespace cordon::supervisor
