// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/event_loop.hpp"

#include <array>
#include <cstdint>

#include <gtest/gtest.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace cordon::supervisor {
namespace {

using namespace std::chrono_literals;

class EventLoopTest : public testing::Test {
protected:
    static base::UniqueFd readable() { return base::UniqueFd(::eventfd(1, EFD_CLOEXEC | EFD_NONBLOCK)); }
    EventLoop& loop() { return *loop_.value(); }

    base::Result<std::unique_ptr<EventLoop>> loop_ = EventLoop::create();
};

TEST_F(EventLoopTest, CallsWhoeverAskedWhileThereIsSomethingToRead) {
    const auto fd = readable();
    int calls = 0;
    const auto watch = loop().watch(fd.get(), [&] { ++calls; });
    ASSERT_TRUE(watch.ok());
    loop().run_once(1s);
    loop().run_once(1s);
    EXPECT_EQ(calls, 2);
}

TEST_F(EventLoopTest, CallsNobodyWhoPausedNotEvenOnAHangUp) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    const base::UniqueFd reader(ends[0]);
    int calls = 0;
    auto watch = loop().watch(reader.get(), [&] { ++calls; });
    ASSERT_TRUE(watch.ok());
    watch.value().pause();
    ::close(ends[1]);
    loop().run_once(0s);
    EXPECT_EQ(calls, 0);
    watch.value().resume();
    loop().run_once(1s);
    EXPECT_EQ(calls, 1);
}

TEST_F(EventLoopTest, LetsAHandlerStopItselfAndAnother) {
    const auto first = readable();
    const auto second = readable();
    int calls = 0;
    EventLoop::Watch one;
    EventLoop::Watch other;
    const auto stop_both = [&] {
        ++calls;
        one.stop();
        other.stop();
    };
    one = loop().watch(first.get(), stop_both).value();
    other = loop().watch(second.get(), stop_both).value();
    loop().run_once(1s);
    loop().run_once(0s);
    EXPECT_EQ(calls, 1);
}

TEST_F(EventLoopTest, StopsWatchingWhenTheWatchGoes) {
    const auto fd = readable();
    int calls = 0;
    {
        const auto watch = loop().watch(fd.get(), [&] { ++calls; });
    }
    loop().run_once(0s);
    EXPECT_EQ(calls, 0);
}

}  // namespace
}  // namespace cordon::supervisor
