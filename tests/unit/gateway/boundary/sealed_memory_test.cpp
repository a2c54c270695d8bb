// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/boundary/sealed_memory.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cordon::boundary {
namespace {

constexpr std::size_t kSize = 8192;

TEST(SealedMemory, CanNeitherShrinkNorGrowNorBeSealedFurther) {
    const auto memory = create_sealed_memory("test", kSize);
    ASSERT_TRUE(memory.ok());
    const int fd = memory.value().get();
    EXPECT_NE(::ftruncate(fd, 0), 0);
    EXPECT_NE(::ftruncate(fd, kSize * 2), 0);
    EXPECT_NE(::fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE), 0);
    struct stat status {};
    ASSERT_EQ(::fstat(fd, &status), 0);
    EXPECT_EQ(status.st_size, static_cast<off_t>(kSize));
    EXPECT_EQ(status.st_mode & 0777, 0400U);
    EXPECT_TRUE(check_sealed(fd, kSize).ok());
}

TEST(SealedMemory, OpenedReadOnlyCannotBeWrittenOrMappedWritable) {
    const auto memory = create_sealed_memory("test", kSize);
    ASSERT_TRUE(memory.ok());
    const auto reader = open_read_only(memory.value());
    ASSERT_TRUE(reader.ok());
    EXPECT_LT(::write(reader.value().get(), "x", 1), 0);
    EXPECT_EQ(::mmap(nullptr, kSize, PROT_READ | PROT_WRITE, MAP_SHARED, reader.value().get(), 0),
              MAP_FAILED);
    void* view = ::mmap(nullptr, kSize, PROT_READ, MAP_SHARED, reader.value().get(), 0);
    ASSERT_NE(view, MAP_FAILED);
    EXPECT_NE(::mprotect(view, kSize, PROT_READ | PROT_WRITE), 0);
    ::munmap(view, kSize);
}

TEST(SealedMemory, WhatIsUnsealedOrTooSmallIsRefused) {
    const base::UniqueFd unsealed(::memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    ASSERT_EQ(::ftruncate(unsealed.get(), kSize), 0);
    EXPECT_FALSE(check_sealed(unsealed.get(), kSize).ok());
    const auto sealed = create_sealed_memory("test", kSize);
    ASSERT_TRUE(sealed.ok());
    EXPECT_FALSE(check_sealed(sealed.value().get(), kSize + 1).ok());
    EXPECT_FALSE(check_sealed(-1, kSize).ok());
    const base::UniqueFd file(::open("/dev/null", O_RDWR | O_CLOEXEC));
    EXPECT_FALSE(check_sealed(file.get(), 0).ok());
}

}  // namespace
}  // namespace cordon::boundary
