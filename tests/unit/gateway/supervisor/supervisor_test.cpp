// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/supervisor.hpp"

#include <filesystem>
#include <functional>
#include <future>
#include <iterator>
#include <thread>

#include <gmock/gmock.h>
#include <sys/resource.h>
#include <time.h>

#include "gateway/supervisor/status_client.hpp"
#include "tests/unit/gateway/supervisor/running_gateway.hpp"

namespace cordon::supervisor {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

std::size_t open_descriptors() {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {}));
}

TEST(Supervisor, StartsEveryChildAndSaysWhenItIsReady) {
    RunningGateway gateway({{}, {}});
    ASSERT_TRUE(gateway.start());
    EXPECT_TRUE(gateway.run_until([&] { return gateway.log().count("took a pipe") == 2; }));
    EXPECT_EQ(gateway.status().publisher_state, "ready");
    EXPECT_EQ(gateway.camera(1).viewers, 2U) << "the publisher has found every ring";
    EXPECT_EQ(gateway.camera(0).codec, "H.264");
    EXPECT_EQ(gateway.camera(0).receiver_restarts, 0U);
}

TEST(Supervisor, ReplacesADecoderAloneWithinAQuarterOfASecond) {
    RunningGateway gateway({{}, {}});
    ASSERT_TRUE(gateway.start());
    const auto before = gateway.status();
    const auto began = std::chrono::steady_clock::now();
    ASSERT_TRUE(gateway.replace_decoder(0));
    EXPECT_LT(std::chrono::steady_clock::now() - began, 250ms);
    EXPECT_TRUE(gateway.run_until([&] { return gateway.log().count("gate/receive took a pipe") == 2; }))
        << "the living receiver gets the new decoder's pipe";
    EXPECT_EQ(gateway.camera(0).receiver_pid, before.cameras[0].receiver_pid);
    EXPECT_EQ(gateway.camera(0).decoder_restarts, 1U);
    EXPECT_EQ(gateway.camera(1).decoder_pid, before.cameras[1].decoder_pid);
    EXPECT_EQ(gateway.status().publisher_pid, before.publisher_pid);
    EXPECT_EQ(gateway.log().count("gate/decode was killed by SIGKILL"), 1U);
}

TEST(Supervisor, ReplacesBothWhenAReceiverDies) {
    RunningGateway gateway({{}, {}});
    ASSERT_TRUE(gateway.start());
    const auto before = gateway.status();
    ASSERT_TRUE(gateway.run_until([&] { return gateway.log().count("gate/receive took a pipe") == 1; }));
    ASSERT_TRUE(gateway.replace_receiver(0));
    EXPECT_TRUE(gateway.run_until([&] { return gateway.log().count("gate/receive took a pipe") == 2; }));
    EXPECT_NE(gateway.camera(0).decoder_pid, before.cameras[0].decoder_pid);
    EXPECT_EQ(gateway.camera(0).receiver_restarts, 1U);
    EXPECT_EQ(gateway.camera(1).receiver_pid, before.cameras[1].receiver_pid);
    EXPECT_EQ(gateway.status().publisher_pid, before.publisher_pid);
}

TEST(Supervisor, LetsAllCamerasDecodeLessWhereSeveralDecodersAreBehind) {
    const CameraManners behind{.receiver = "is-behind"};
    RunningGateway gateway({behind, behind, behind, {}});
    ASSERT_TRUE(gateway.start());
    for (const std::string name : {"gate/", "gate-1/", "gate-2/", "gate-3/"}) {
        EXPECT_TRUE(gateway.run_until([&] { return gateway.log().count(name + "receive decodes ") > 0; }))
            << name;
    }
}

TEST(Supervisor, LetsNoTwoCamerasThatSayTheyAreBehindCostTheOthersAnything) {
    const CameraManners behind{.receiver = "is-behind"};
    RunningGateway gateway({behind, behind, {}});
    ASSERT_TRUE(gateway.start());
    ASSERT_TRUE(gateway.run_until([&] { return gateway.status().uptime_seconds > 2.5; }));
    EXPECT_EQ(gateway.log().count("decodes "), 0U);
}

TEST(Supervisor, ReplacesThePublisherWithEveryRingAndNothingElse) {
    RunningGateway gateway({{}, {}});
    ASSERT_TRUE(gateway.start());
    const auto before = gateway.status();
    kill_process(before.publisher_pid);
    EXPECT_TRUE(gateway.run_until([&] {
        const auto now = gateway.status();
        return now.publisher_state == "ready" && now.publisher_pid != before.publisher_pid;
    }));
    EXPECT_TRUE(gateway.run_until([&] { return gateway.camera(1).viewers == 2; }));
    EXPECT_EQ(gateway.camera(0).receiver_pid, before.cameras[0].receiver_pid);
    EXPECT_EQ(gateway.status().publisher_restarts, 1U);
}

TEST(Supervisor, BlamesAPublisherThatHangsAndNoCameraAndReplacesIt) {
    RunningGateway gateway({CameraManners{.name = "hangs"}});
    ASSERT_TRUE(gateway.start());
    const auto before = gateway.status();
    EXPECT_TRUE(gateway.tick_until([&] { return gateway.status().publisher_state == "hanging"; }));
    EXPECT_EQ(gateway.camera(0).state, "notPublished");
    EXPECT_TRUE(gateway.tick_until([&] { return gateway.log().count("publish stands still: killed") == 1; }));
    EXPECT_TRUE(gateway.tick_until([&] {
        const auto now = gateway.status();
        return now.publisher_restarts >= 1 && now.publisher_pid != before.publisher_pid;
    }));
    EXPECT_EQ(gateway.camera(0).receiver_pid, before.cameras[0].receiver_pid);
}

TEST(Supervisor, ReplacesAReceiverThatHangs) {
    RunningGateway gateway({CameraManners{.receiver = "hangs"}, {}});
    ASSERT_TRUE(gateway.start());
    const auto before = gateway.status();
    EXPECT_TRUE(gateway.tick_until([&] { return gateway.camera(0).receiver_restarts >= 1; }));
    EXPECT_GE(gateway.log().count("gate/receive stands still: killed"), 1U);
    EXPECT_EQ(gateway.camera(1).receiver_pid, before.cameras[1].receiver_pid);
}

TEST(Supervisor, ReplacesADecoderThatTakesNothingOfWhatComes) {
    RunningGateway gateway({CameraManners{.receiver = "is-not-heard"}, {}});
    ASSERT_TRUE(gateway.start());
    const auto before = gateway.status();
    EXPECT_TRUE(gateway.tick_until([&] { return gateway.camera(0).decoder_restarts >= 1; }));
    EXPECT_GE(gateway.log().count("gate/decode stands still: killed"), 1U);
    EXPECT_EQ(gateway.camera(0).receiver_pid, before.cameras[0].receiver_pid);
    EXPECT_EQ(gateway.camera(1).decoder_pid, before.cameras[1].decoder_pid);
}

TEST(Supervisor, TriesEverMoreRarelyWhereThereAreNoDescriptors) {
    RunningGateway gateway({CameraManners{}});
    ASSERT_TRUE(gateway.start());
    const std::uint64_t before = gateway.camera(0).decoder_pid;
    rlimit limit{};
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &limit), 0);
    const rlimit none{.rlim_cur = 3, .rlim_max = limit.rlim_max};
    kill_process(before);
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
    gateway.run_for(1500ms);
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &limit), 0);
    const auto failures = gateway.log().count("Too many open files");
    EXPECT_GE(failures, 2U);
    EXPECT_LE(failures, 6U) << "50 + 100 + 200 + 400 + 800 ms";
    gateway.skip_delays();
    EXPECT_TRUE(gateway.run_until([&] {
        const std::uint64_t now = gateway.camera(0).decoder_pid;
        return now != 0 && now != before;
    }));
}

TEST(Supervisor, AnswersLaterWhereThereAreNoDescriptors) {
    RunningGateway gateway({CameraManners{}});
    ASSERT_TRUE(gateway.start());
    const auto answer =
        std::async(std::launch::async, [path = gateway.socket()] { return fetch_status(path); });
    rlimit limit{};
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &limit), 0);
    const rlimit none{.rlim_cur = 3, .rlim_max = limit.rlim_max};
    std::this_thread::sleep_for(100ms);  // it has connected
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
    timespec before{};
    timespec after{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
    gateway.run_for(500ms);
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &limit), 0);
    const auto nanoseconds = (after.tv_sec - before.tv_sec) * 1'000'000'000 + after.tv_nsec - before.tv_nsec;
    EXPECT_LT(nanoseconds, 250'000'000) << "it waits, and does not turn round and round";
    EXPECT_TRUE(gateway.run_until([&] { return answer.wait_for(0s) == std::future_status::ready; }));
}

TEST(Supervisor, LetsADecoderThatKeepsDyingDisturbNobody) {
    RunningGateway gateway({{}, {.width = 66}});
    ASSERT_TRUE(gateway.start());
    const auto before = gateway.status();
    gateway.run_for(1500ms);
    const auto after = gateway.status();
    EXPECT_EQ(after.cameras[0].receiver_pid, before.cameras[0].receiver_pid);
    EXPECT_EQ(after.cameras[0].decoder_pid, before.cameras[0].decoder_pid);
    EXPECT_EQ(after.cameras[1].receiver_pid, before.cameras[1].receiver_pid) << "not even its own receiver";
    EXPECT_GE(after.cameras[1].decoder_restarts, 3U);
    EXPECT_LE(after.cameras[1].decoder_restarts, 6U) << "50 + 100 + 200 + 400 + 800 ms";
}

TEST(Supervisor, LetsAReceiverThatFloodsItsLogDisturbNobody) {
    RunningGateway gateway({{}, {.receiver = "floods"}});
    ASSERT_TRUE(gateway.start());
    EXPECT_TRUE(gateway.run_until([&] { return gateway.log().count("lines suppressed") >= 1; }));
    const auto began = std::chrono::steady_clock::now();
    ASSERT_TRUE(gateway.replace_decoder(0));
    EXPECT_LT(std::chrono::steady_clock::now() - began, 250ms);
    EXPECT_LE(gateway.log().count("great flood"), 3 * LogRelay::kLinesPerSecond);
}

TEST(Supervisor, MakesWhatAChildSaysSafeToShow) {
    RunningGateway gateway({CameraManners{.receiver = "talks"}});
    ASSERT_TRUE(gateway.start());
    EXPECT_TRUE(gateway.run_until([&] {
        return gateway.log().count(R"(E gate/receive a camera said \x1b[31mred\x1b[0m and \xff)") == 1;
    }));
}

TEST(Supervisor, KillsAReceiverThatClaimsAStateThatDoesNotExist) {
    RunningGateway gateway({CameraManners{.receiver = "lies"}, {}});
    ASSERT_TRUE(gateway.start());
    EXPECT_TRUE(gateway.run_until([&] { return gateway.camera(0).malformed >= 1; }));
    EXPECT_TRUE(gateway.run_until([&] { return gateway.camera(0).receiver_restarts >= 1; }));
    EXPECT_EQ(gateway.log().count("gate/receive says what cannot be true"), gateway.camera(0).malformed);
    EXPECT_EQ(gateway.camera(1).malformed, 0U);
}

TEST(Supervisor, KillsADecoderThatClaimsAnImpossiblePictureAndNotItsSuccessorForThat) {
    RunningGateway gateway({CameraManners{.width = 68}});
    ASSERT_TRUE(gateway.start());
    EXPECT_TRUE(gateway.run_until([&] { return gateway.camera(0).malformed == 1; }));
    EXPECT_TRUE(gateway.run_until([&] { return gateway.camera(0).decoder_restarts == 1; }));
    EXPECT_TRUE(gateway.run_until([&] { return gateway.camera(0).malformed == 2; })) << "it lies again";
    EXPECT_EQ(gateway.camera(0).camera_width, 0U) << "and is never believed";
}

TEST(Supervisor, LeaksNoDescriptorOverAHundredRestarts) {
    RunningGateway gateway({CameraManners{}});
    ASSERT_TRUE(gateway.start());
    ASSERT_TRUE(gateway.replace_receiver(0));
    ASSERT_TRUE(gateway.replace_decoder(0));
    const std::size_t before = open_descriptors();
    for (int i = 0; i < 50; ++i) {
        gateway.clock().skip(31s);
        ASSERT_TRUE(gateway.replace_decoder(0));
        gateway.clock().skip(31s);
        ASSERT_TRUE(gateway.replace_receiver(0));
    }
    EXPECT_EQ(open_descriptors(), before);
    EXPECT_EQ(gateway.camera(0).receiver_restarts, 51U);
    EXPECT_EQ(gateway.camera(0).decoder_restarts, 102U);
}

TEST(Supervisor, TellsWhoeverConnectsHowItIs) {
    RunningGateway gateway({{}, {}});
    ASSERT_TRUE(gateway.start());
    ASSERT_TRUE(gateway.run_until([&] { return gateway.camera(0).state == "noPicture"; }));
    auto asked = std::async(std::launch::async, [&] { return fetch_status(gateway.socket()); });
    ASSERT_TRUE(gateway.run_until([&] { return asked.wait_for(0s) == std::future_status::ready; }));
    const auto answer = asked.get();
    ASSERT_TRUE(answer.ok()) << answer.error().message;
    const auto status = parse_status(answer.value());
    ASSERT_TRUE(status.ok());
    EXPECT_EQ(status.value().cameras.size(), 2U);
    EXPECT_EQ(status.value().pid, static_cast<std::uint64_t>(::getpid()));
    EXPECT_EQ(status.value().cameras[0].state, "noPicture") << "the stand-ins put none into the ring";
}

TEST(Supervisor, GivesUpWhenThePublisherCannotOpenItsPortsTheFirstTime) {
    RunningGateway gateway({CameraManners{.name = "port-is-busy"}});
    ASSERT_TRUE(gateway.supervisor().start().ok());
    EXPECT_TRUE(gateway.run_until([&] { return gateway.supervisor().has_stopped(); }));
    ASSERT_TRUE(gateway.supervisor().failure());
    EXPECT_THAT(gateway.supervisor().failure()->message, HasSubstr("ended before it had opened its ports"));
    EXPECT_EQ(gateway.log().count("E publish port 8554: Address already in use"), 1U);
}

TEST(Supervisor, GivesUpWhenThePublisherNeverGetsReadyTheFirstTime) {
    RunningGateway gateway({CameraManners{.name = "never-ready"}});
    ASSERT_TRUE(gateway.supervisor().start().ok());
    gateway.run_for(200ms);
    EXPECT_FALSE(gateway.supervisor().failure());
    EXPECT_EQ(gateway.camera(0).receiver_pid, 0U) << "cameras take no processor from it";
    EXPECT_EQ(gateway.camera(0).decoder_pid, 0U);
    EXPECT_EQ(gateway.camera(0).state, "starting");
    gateway.clock().skip(30s);
    EXPECT_TRUE(gateway.run_until([&] { return gateway.supervisor().has_stopped(); }));
    ASSERT_TRUE(gateway.supervisor().failure());
    EXPECT_THAT(gateway.supervisor().failure()->message, HasSubstr("within 30 seconds"));
}

TEST(Supervisor, SaysWhichPartIsMissingBeforeItStartsAnything) {
    CapturedLog log;
    const SkippingClock clock;
    const auto loop = EventLoop::create().value();
    const auto folder =
        std::filesystem::temp_directory_path() / ("cordon-refused-" + std::to_string(::getpid()));
    const auto refusal = [&](const std::string& programs, const std::string& network) {
        config::GatewayConfig config;
        config.camera_network.path = network;
        config.control_socket = folder / "control.sock";
        const auto created = Supervisor::create(
            {.loop = *loop, .log = log.output(), .clock = clock, .programs = programs}, config);
        return created.ok() ? std::string() : created.error().message;
    };
    EXPECT_THAT(refusal("/nonexistent", "/proc/self/ns/net"), HasSubstr("/nonexistent/cordon-receive"));
    EXPECT_THAT(refusal(CORDON_STAND_INS, "/run/netns/nonexistent"), HasSubstr("ip netns add"));
    EXPECT_THAT(refusal(CORDON_STAND_INS, "/proc/self/ns/ipc"), HasSubstr("is no network namespace"));
    EXPECT_THAT(refusal(CORDON_STAND_INS, "/dev/null"), HasSubstr("is no network namespace"));
    EXPECT_EQ(refusal(CORDON_STAND_INS, "/proc/self/ns/net"), "");
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace cordon::supervisor
