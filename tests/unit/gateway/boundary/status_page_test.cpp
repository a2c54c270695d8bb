// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/boundary/status_page.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

namespace cordon::boundary {
namespace {

TEST(StatusPage, ShowsWhatTheChildWroteAndNothingBefore) {
    const auto page = StatusPage<ReceiverStatus>::create();
    ASSERT_TRUE(page.ok());
    EXPECT_EQ(page.value().read().state.load(), 0U);
    const auto writer = StatusWriter<ReceiverStatus>::create(::dup(page.value().writer.get()));
    ASSERT_TRUE(writer.ok());
    writer.value()->state.store(static_cast<std::uint64_t>(ReceiverState::kStreaming));
    writer.value()->bytes.fetch_add(1500);
    EXPECT_EQ(page.value().read().state.load(), static_cast<std::uint64_t>(ReceiverState::kStreaming));
    EXPECT_EQ(page.value().read().bytes.load(), 1500U);
}

TEST(StatusPage, ThatCouldShrinkUnderItsReaderIsNotMapped) {
    base::UniqueFd unsealed(::memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    ASSERT_EQ(::ftruncate(unsealed.get(), sizeof(ReceiverStatus)), 0);
    EXPECT_FALSE(StatusWriter<ReceiverStatus>::create(unsealed.release()).ok());
}

TEST(StatusPage, OfAnotherSizeIsNotMapped) {
    const auto page = StatusPage<ReceiverStatus>::create();
    ASSERT_TRUE(page.ok());
    EXPECT_FALSE(StatusWriter<PublisherStatus>::create(::dup(page.value().writer.get())).ok());
}

}  // namespace
}  // namespace cordon::boundary
