// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string_view>

#include <unistd.h>

#include "config/scalar_values.hpp"
#include "gateway/boundary/camera_facts.hpp"
#include "gateway/supervisor/commands.hpp"
#include "gateway/supervisor/configuration.hpp"
#include "gateway/supervisor/preconditions.hpp"
#include "gateway/supervisor/probe.hpp"
#include "gateway/supervisor/probe_report.hpp"
#include "gateway/supervisor/probe_target.hpp"
#include "gateway/supervisor/stop_signals.hpp"
#include "gateway/supervisor/terminal.hpp"

namespace cordon::supervisor {
namespace {

void say(std::string_view text) {
    std::fprintf(stderr, "cordon: %.*s\n", static_cast<int>(text.size()), text.data());
}

// What a gateway's configuration says of the cameras' network and the limits. Nothing after a mistake, which
// was said.
std::optional<config::GatewayConfig> load_site(const ProbeOptions& options) {
    config::GatewayConfig site;
    site.camera_network.host = true;
    site.limits.largest_picture = kLargestProbedPicture;
    if (!options.config.empty()) {
        auto loaded = load_or_explain(options.config);
        if (!loaded) {
            return std::nullopt;
        }
        site = std::move(*loaded);
    }
    if (!options.network.empty()) {
        auto network = config::parse_namespace(options.network);
        if (!network.ok()) {
            say("--network " + network.error().message);
            return std::nullopt;
        }
        site.camera_network = std::move(network).value();
    } else if (options.config.empty()) {
        say("neither --network nor --config: the camera is called from this machine's own network");
    }
    return site;
}

// Before the camera is called, which takes a while.
base::Result<> check_snapshot_place(const std::string& file) {
    if (file.empty()) {
        return {};
    }
    const auto folder = std::filesystem::absolute(file).parent_path();
    if (::access(folder.c_str(), W_OK | X_OK) != 0) {
        return base::Error::from_errno("--snapshot: the folder " + folder.string());
    }
    return {};
}

// One probe from its signals to its end.
class ProbeRun {
public:
    static base::Result<ProbeRun> create() {
        CORDON_TRY(auto signals, StopSignals::create());
        CORDON_TRY(auto loop, EventLoop::create());
        CORDON_TRY(auto programs, own_folder());
        return ProbeRun(std::move(signals), std::move(loop), std::move(programs));
    }

    // The password of the user that was named.
    base::Result<> ask_for_password(config::GatewayConfig& target, config::Secret username) {
        auto terminal = Terminal::open(signals_.fd());
        if (!terminal) {
            return base::Error{
                "no password and no terminal to ask at: give --password-file FILE or set CORDON_PASSWORD"};
        }
        CORDON_TRY(auto password, terminal->ask_secretly("Password: "));
        return set_credentials(target, std::move(username), std::move(password));
    }

    // Looks until it may speak to the camera: without a certificate to trust it learns which one there is.
    base::Result<ProbeFindings> run(const ProbeOptions& options, ProbeTarget& target) {
        CORDON_TRY(auto findings, run_as_somebody(options, target.config));
        if (!target.certificate_is_unknown || findings.state != "untrusted" || stopped_) {
            return findings;
        }
        auto terminal = Terminal::open(signals_.fd());
        if (!terminal) {
            say("compare the certificate with what the camera's own page shows, and give --tls-fingerprint");
            return findings;
        }
        CORDON_TRY(const auto answer,
                   terminal->ask(
                       "The camera shows the certificate sha256 " +
                       boundary::fingerprint_text(findings.certificate) +
                       "\nCompare it with what the camera's own page shows. Is it the same (yes or no)? "));
        if (answer != "yes") {
            return findings;
        }
        target.config.cameras[0].certificate.fingerprint = findings.certificate;
        return run_as_somebody(options, target.config);
    }

    // A snapshot was asked for, could be made and could not be kept.
    [[nodiscard]] bool snapshot_failed() const { return snapshot_failed_; }

private:
    // Looks, and asks for a user where the camera wants one and nobody was named.
    base::Result<ProbeFindings> run_as_somebody(const ProbeOptions& options, config::GatewayConfig& target) {
        CORDON_TRY(auto findings, look(options, target));
        if (!target.cameras[0].username.empty() || findings.state != "authenticationFailed" || stopped_) {
            return findings;
        }
        auto terminal = Terminal::open(signals_.fd());
        if (!terminal) {
            say("the camera wants a user: give --username and a password (see cordon probe --help)");
            return findings;
        }
        say("the camera wants to know who is there");
        CORDON_TRY(auto username, terminal->ask("User name: "));
        CORDON_TRY_VOID(ask_for_password(target, config::Secret(std::move(username))));
        return look(options, target);
    }

    ProbeRun(StopSignals signals, std::unique_ptr<EventLoop> loop, std::string programs)
        : signals_(std::move(signals)), loop_(std::move(loop)), programs_(std::move(programs)) {}

    base::Result<ProbeFindings> look(const ProbeOptions& options, const config::GatewayConfig& target) {
        const config::CameraSource& source = target.cameras[0].source;
        LogOutput log(STDERR_FILENO, options.verbose ? 'I' : 'W');
        const base::MonotonicClock clock;
        CORDON_TRY(
            const auto probe,
            Probe::create({.loop = *loop_, .log = log, .clock = clock, .programs = programs_}, target));
        CORDON_TRY(const auto watch, loop_->watch(signals_.fd(), [this] {
            (void)signals_.take();
            stopped_ = true;
        }));
        say("calling " + source.address.text + ", port " + std::to_string(source.port));
        CORDON_TRY(const auto findings, probe->look(options.time, say, [this] { return stopped_; }));
        if (!options.snapshot.empty() && findings.picture_seen && !stopped_) {
            const auto snapshot = probe->take_snapshot(options.snapshot, findings);
            say(snapshot.ok() ? "snapshot in " + options.snapshot : snapshot.error().message);
            snapshot_failed_ = !snapshot.ok();
        }
        probe->end();
        return findings;
    }

    StopSignals signals_;
    std::unique_ptr<EventLoop> loop_;
    std::string programs_;
    bool stopped_ = false;
    bool snapshot_failed_ = false;
};

void print(const ProbeFindings& findings, const ProbeOptions& options, const config::CameraConfig& camera) {
    std::fputs(findings_text(findings).c_str(), stderr);
    std::string answer;
    if (options.json) {
        answer = findings_json(findings) + "\n";
    } else if (findings.picture_seen) {
        answer = findings_yaml(findings, camera, options.name);
    }
    std::fputs(answer.c_str(), stdout);
}

}  // namespace

int probe_command(const Command& command) {
    const ProbeOptions& options = command.probe;
    auto site = load_site(options);
    if (!site) {
        return kMisused;
    }
    // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread
    auto target = probe_target(options, std::move(*site), std::getenv("CORDON_PASSWORD"));
    if (!target.ok()) {
        say(target.error().message);
        return kMisused;
    }
    if (target.value().user_in_url) {
        say("a password in an argument stands in your shell's history, and every user of this machine could "
            "see it for a moment; --username and --password-file, or being asked, are better");
    }
    if (const auto place = check_snapshot_place(options.snapshot); !place.ok()) {
        say(place.error().message);
        return kMisused;
    }
    auto run = ProbeRun::create();
    if (!run.ok()) {
        say(run.error().message);
        return kFailed;
    }
    config::GatewayConfig& config = target.value().config;
    if (target.value().password_is_missing) {
        const auto asked = run.value().ask_for_password(config, config.cameras[0].username);
        if (!asked.ok()) {
            say(asked.error().message);
            return kMisused;
        }
    }
    const auto findings = run.value().run(options, target.value());
    if (!findings.ok()) {
        say(findings.error().message);
        return kFailed;
    }
    print(findings.value(), options, config.cameras[0]);
    return findings.value().picture_seen && !run.value().snapshot_failed() ? kSucceeded : kFailed;
}

}  // namespace cordon::supervisor
