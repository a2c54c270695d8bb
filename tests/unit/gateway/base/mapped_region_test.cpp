// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/base/mapped_region.hpp"

#include <cerrno>

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include "gateway/base/unique_fd.hpp"

namespace cordon::base {
namespace {

constexpr std::size_t kPage = 4096;

class MappedRegionTest : public testing::Test {
protected:
    MappedRegionTest() : memory_(::memfd_create("test", MFD_CLOEXEC)) {
        EXPECT_EQ(::ftruncate(memory_.get(), kPage), 0);
    }
    [[nodiscard]] MappedRegion map(MappedRegion::Access access) const {
        auto region = MappedRegion::create(memory_.get(), kPage, access);
        EXPECT_TRUE(region.ok());
        return std::move(region).value();
    }
    static bool is_mapped(const std::byte* address) {
        unsigned char resident = 0;
        return ::mincore(const_cast<std::byte*>(address), kPage, &resident) == 0;
    }

    UniqueFd memory_;
};

TEST_F(MappedRegionTest, SharesWhatIsWritten) {
    const MappedRegion writer = map(MappedRegion::Access::kReadWrite);
    const MappedRegion reader = map(MappedRegion::Access::kReadOnly);
    writer.data()[17] = std::byte{42};
    EXPECT_EQ(reader.data()[17], std::byte{42});
    EXPECT_EQ(reader.size(), kPage);
}

TEST_F(MappedRegionTest, OutlivesItsDescriptorAndUnmapsWhenItGoes) {
    const std::byte* address = nullptr;
    {
        const MappedRegion region = map(MappedRegion::Access::kReadOnly);
        memory_.reset();
        address = region.data();
        EXPECT_TRUE(is_mapped(address));
    }
    EXPECT_FALSE(is_mapped(address));
}

TEST_F(MappedRegionTest, MovesItsMappingWithoutUnmappingIt) {
    MappedRegion first = map(MappedRegion::Access::kReadOnly);
    const std::byte* address = first.data();
    const MappedRegion second = std::move(first);
    EXPECT_EQ(second.data(), address);
    EXPECT_TRUE(is_mapped(address));
}

TEST_F(MappedRegionTest, ReportsADescriptorThatCannotBeMapped) {
    const auto region = MappedRegion::create(-1, kPage, MappedRegion::Access::kReadOnly);
    ASSERT_FALSE(region.ok());
    EXPECT_EQ(region.error().message, "map shared memory: Bad file descriptor");
}

}  // namespace
}  // namespace cordon::base
