// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/state_directory.hpp"

#include <cstdlib>

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cordon::supervisor {
namespace {

using testing::HasSubstr;

TEST(StateDirectory, IsWhereTheUserKeepsSuchThings) {
    const std::string place = default_state_directory();
    if (::geteuid() == 0) {
        EXPECT_EQ(place, "/var/lib/cordon");
        return;
    }
    ASSERT_EQ(::setenv("XDG_STATE_HOME", "/somewhere/state", 1), 0);
    EXPECT_EQ(default_state_directory(), "/somewhere/state/cordon");
    ASSERT_EQ(::setenv("XDG_STATE_HOME", "relative", 1), 0);
    ASSERT_EQ(::setenv("HOME", "/home/somebody", 1), 0);
    EXPECT_EQ(default_state_directory(), "/home/somebody/.local/state/cordon")
        << "relative ones do not count";
}

TEST(StateDirectory, IsMadeForItsUserAlone) {
    std::string name = (std::filesystem::temp_directory_path() / "cordon-state-XXXXXX").string();
    const std::filesystem::path folder = ::mkdtemp(name.data());
    const auto wanted = folder / "a" / "b";
    ASSERT_TRUE(prepare_state_directory(wanted).ok());
    struct stat status {};
    ASSERT_EQ(::stat(wanted.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0700U);
    EXPECT_TRUE(prepare_state_directory(wanted).ok()) << "it may be there already";
    ASSERT_TRUE(prepare_state_directory((folder / "c").string() + "/").ok());
    ASSERT_EQ(::stat((folder / "c").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0700U) << "with a slash at its end, too";
    std::filesystem::remove_all(folder);
}

TEST(StateDirectory, SaysWhyItCannotBeHad) {
    EXPECT_THAT(prepare_state_directory("").error().message, HasSubstr("give stateDirectory"));
    EXPECT_THAT(prepare_state_directory("/proc/nonexistent/cordon").error().message,
                HasSubstr("/proc/nonexistent/cordon"));
    EXPECT_THAT(prepare_state_directory("/dev/null").error().message, HasSubstr("is no folder"));
}

}  // namespace
}  // namespace cordon::supervisor
