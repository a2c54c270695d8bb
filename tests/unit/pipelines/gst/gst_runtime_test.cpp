// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/gst/gst_runtime.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>

#include <gst/gst.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pipelines/gst/gst_ptr.hpp"

namespace cordon::gst {
namespace {

constexpr std::array kPlugins{PluginFile{"libgstcoreelements.so", "libgstreamer1.0-0"}};
constexpr std::array kElements{"queue"};

// GStreamer starts once in a process: each trial is a child, whose exit code says whether all held.
int outcome_in_a_child(const std::function<bool()>& trial) {
    std::fflush(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        std::_Exit(trial() ? 0 : 1);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    return status;
}

bool makes(const char* element) {
    return static_cast<bool>(adopt_floating(gst_element_factory_make(element, nullptr)));
}

TEST(GstRuntime, MakesWhatIsListedAndNothingElseOfTheSamePlugin) {
    EXPECT_EQ(outcome_in_a_child([] {
                  const auto started = start_gstreamer({.plugins = kPlugins, .elements = kElements});
                  return started.ok() && makes("queue") && makes("pipeline") && !makes("filesrc") &&
                         !makes("identity");
              }),
              0);
}

TEST(GstRuntime, KnowsNoPluginThatIsInstalledButNotListed) {
    EXPECT_EQ(outcome_in_a_child([] {
                  const auto started = start_gstreamer({.plugins = kPlugins, .elements = kElements});
                  return started.ok() && !makes("rtspsrc") && !makes("decodebin") && !makes("videotestsrc");
              }),
              0);
}

TEST(GstRuntime, NamesAMissingPluginAndItsPackage) {
    EXPECT_EQ(outcome_in_a_child([] {
                  constexpr std::array kMissing{PluginFile{"libgstnosuch.so", "gstreamer1.0-nosuch"}};
                  const auto started = start_gstreamer({.plugins = kMissing, .elements = {}});
                  return !started.ok() &&
                         started.error().message.find("libgstnosuch.so") != std::string::npos &&
                         started.error().message.find("gstreamer1.0-nosuch") != std::string::npos;
              }),
              0);
}

TEST(GstRuntime, RefusesToStartWithoutAnElementItIsToHave) {
    EXPECT_EQ(outcome_in_a_child([] {
                  constexpr std::array kWanted{"rtph264depay"};
                  const auto started = start_gstreamer({.plugins = kPlugins, .elements = kWanted});
                  return !started.ok() && started.error().message.find("rtph264depay") != std::string::npos;
              }),
              0);
}

TEST(GstRuntime, RefusesToStartWithAForbiddenElement) {
    EXPECT_EQ(outcome_in_a_child([] {
                  constexpr std::array kForbidden{"filesrc", "queue"};
                  const auto started =
                      start_gstreamer({.plugins = kPlugins, .elements = kElements, .forbidden = kForbidden});
                  return !started.ok() && started.error().message.find("queue") != std::string::npos;
              }),
              0);
}

TEST(GstRuntime, ObeysNoEnvironmentAndWritesNoRegistry) {
    const std::filesystem::path registry =
        std::filesystem::path(testing::TempDir()) / ("registry-" + std::to_string(::getpid()));
    EXPECT_EQ(outcome_in_a_child([&] {
                  ::setenv("GST_REGISTRY", registry.c_str(), 1);
                  ::setenv("GST_PLUGIN_FEATURE_RANK", "queue:0", 1);
                  const auto started = start_gstreamer({.plugins = kPlugins, .elements = kElements});
                  return started.ok() && ::getenv("GST_REGISTRY") == nullptr;
              }),
              0);
    EXPECT_FALSE(std::filesystem::exists(registry));
}

TEST(GstRuntime, LogsAComplaintAsOneLineWithoutItsControlCharacters) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    EXPECT_EQ(outcome_in_a_child([&] {
                  ::dup2(ends[1], STDERR_FILENO);
                  const auto started = start_gstreamer({.plugins = kPlugins, .elements = kElements});
                  g_log("camera", G_LOG_LEVEL_CRITICAL, "a\x1b[31m\nE forged %s",
                        std::string(2000, 'x').c_str());
                  return started.ok();
              }),
              0);
    std::array<char, 4096> line{};
    const ssize_t got = ::read(ends[0], line.data(), line.size());
    const std::string log(line.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    EXPECT_EQ(log.rfind("W camera: a?[31m?E forged xxx", 0), 0U) << log;
    EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 1);
    EXPECT_LT(log.size(), 250U);
    ::close(ends[0]);
    ::close(ends[1]);
}

}  // namespace
}  // namespace cordon::gst
