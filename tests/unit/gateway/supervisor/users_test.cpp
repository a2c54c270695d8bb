// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/users.hpp"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

namespace cordon::supervisor {
namespace {

class UsersTest : public testing::Test {
protected:
    UsersTest() {
        std::string name = (std::filesystem::temp_directory_path() / "cordon-users-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
        std::ofstream(folder_ / "passwd")
            << "root:x:0:0:root:/root:/bin/bash\nmail:x:70007:8:mail:/:/bin/sh\n";
        std::ofstream(folder_ / "group") << "root:x:0:\nvideo:x:80000:\n";
    }
    ~UsersTest() override {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    [[nodiscard]] std::optional<std::string> found_in(std::uint32_t first, std::uint32_t count) const {
        return account_in({.first = first, .count = count}, folder_ / "passwd", folder_ / "group");
    }

    std::filesystem::path folder_;
};

TEST_F(UsersTest, FindsAnAccountThatIsInARange) {
    EXPECT_EQ(found_in(70000, 516), "the user mail (70007)");
    EXPECT_EQ(found_in(70007, 1), "the user mail (70007)");
    EXPECT_EQ(found_in(79485, 516), "the group video (80000)");
    EXPECT_EQ(found_in(70008, 516), std::nullopt);
    EXPECT_EQ(found_in(69491, 516), std::nullopt);
    EXPECT_EQ(account_in({.first = 0, .count = 1}, folder_ / "none", folder_ / "none"), std::nullopt);
}

TEST_F(UsersTest, SayToOthersWhatIsTaken) {
    const std::string file = folder_ / "cordon" / "users.lock";
    {
        const UserClaim first({.first = 70000, .count = 513}, file);
        EXPECT_FALSE(first.is_contested());
        EXPECT_TRUE(UserClaim({.first = 70512, .count = 513}, file).is_contested());
        EXPECT_FALSE(UserClaim({.first = 70513, .count = 513}, file).is_contested());
    }
    EXPECT_FALSE(UserClaim({.first = 70000, .count = 513}, file).is_contested());
}

}  // namespace
}  // namespace cordon::supervisor
