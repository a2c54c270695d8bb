// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/probe.hpp"

#include <gmock/gmock.h>

#include "gateway/supervisor/probe_target.hpp"
#include "gateway/supervisor/snapshot_child.hpp"
#include "tests/unit/gateway/supervisor/running_gateway.hpp"

namespace cordon::supervisor {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

// The real probe with stand-ins for its children.
class ProbeTest : public testing::Test {
protected:
    [[nodiscard]] std::unique_ptr<Probe> create(const std::string& manner) {
        ProbeOptions options;
        options.source = config::Secret("rtsp://10.0.0.1/" + manner);
        config::GatewayConfig site;
        site.camera_network.host = true;
        auto created = Probe::create(surroundings, probe_target(options, site, nullptr).value().config);
        EXPECT_TRUE(created.ok()) << created.error().message;
        return std::move(created).value();
    }
    ProbeFindings look(
        Probe& probe, const std::function<bool()>& stopped = [] { return false; }) {
        const auto findings = probe.look(
            1s, [this](std::string_view text) { said.emplace_back(text); }, stopped);
        EXPECT_TRUE(findings.ok());
        return findings.value();
    }

    CapturedLog log;
    SkippingClock clock;
    std::unique_ptr<EventLoop> loop = EventLoop::create().value();
    Surroundings surroundings{
        .loop = *loop, .log = log.output(), .clock = clock, .programs = CORDON_STAND_INS};
    std::vector<std::string> said;
};

TEST_F(ProbeTest, FindsWhatTheChildrenClaimAndTakesLeave) {
    const auto probe = create("shows-pictures");
    const auto findings = look(*probe);
    EXPECT_TRUE(findings.picture_seen);
    EXPECT_EQ(findings.state, "streaming");
    EXPECT_EQ(findings.codec, "H.264");
    EXPECT_EQ(findings.camera_width, 641U);
    EXPECT_EQ(findings.camera_height, 359U);
    EXPECT_EQ(findings.camera_colours, boundary::Colours::kBt601Full);
    EXPECT_THAT(said, testing::Contains(HasSubstr("641x359; watching for 1 s")));
    probe->end();
    EXPECT_EQ(log.count("camera/receive told the camera"), 1U);
    EXPECT_EQ(log.count("camera/decode"), 0U) << "its end was no trouble";
}

TEST_F(ProbeTest, GoesOnWithWhatItHasWhenItIsStopped) {
    const auto probe = create("comes-late");
    int asked = 0;
    const auto findings = look(*probe, [&] { return ++asked > 20; });
    EXPECT_FALSE(findings.picture_seen);
    EXPECT_EQ(findings.state, "unreachable");
    probe->end();
}

TEST_F(ProbeTest, BelievesNoReceiverThatLies) {
    const auto probe = create("lies");
    const auto findings = look(*probe, [&] { return log.count("says what cannot be true") == 1; });
    EXPECT_FALSE(findings.picture_seen);
    EXPECT_EQ(findings.state, "starting");
    EXPECT_EQ(log.count("says what cannot be true"), 1U);
    probe->end();
}

TEST_F(ProbeTest, EndsWithinItsGraceEvenWhereTheReceiverIsDeaf) {
    const auto probe = create("is-deaf");
    int asked = 0;
    look(*probe, [&] { return ++asked > 20; });
    const auto began = std::chrono::steady_clock::now();
    probe->end();
    EXPECT_LT(std::chrono::steady_clock::now() - began, 3s);
}

TEST_F(ProbeTest, LeavesNothingOfASnapshotThatCouldNotBeTaken) {
    const StateFolder folder;
    const auto file = folder.path() / "a.png";
    boundary::SnapshotLaunchRecord record;
    put_geometry(record, boundary::FrameGeometry::create(64, 64).value());
    const auto missing = SnapshotChild::start(CORDON_STAND_INS, record, STDIN_FILENO, file);
    ASSERT_FALSE(missing.ok()) << "there is no stand-in for it";
    EXPECT_THAT(missing.error().message, HasSubstr("execute"));
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace cordon::supervisor
