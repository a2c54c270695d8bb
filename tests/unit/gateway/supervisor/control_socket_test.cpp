// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/control_socket.hpp"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gateway/supervisor/status_client.hpp"

namespace cordon::supervisor {
namespace {

using testing::HasSubstr;

class ControlSocketTest : public testing::Test {
protected:
    ControlSocketTest() {
        std::string name = (std::filesystem::temp_directory_path() / "cordon-socket-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
        path_ = folder_ / "made" / "control.sock";
    }
    ~ControlSocketTest() override {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    std::filesystem::path folder_;
    std::filesystem::path path_;
};

TEST_F(ControlSocketTest, IsForItsUserAlone) {
    const auto socket = ControlSocket::create(path_);
    ASSERT_TRUE(socket.ok()) << socket.error().message;
    struct stat status {};
    ASSERT_EQ(::stat(path_.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U);
    ASSERT_EQ(::stat(path_.parent_path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0700U);
}

TEST_F(ControlSocketTest, IsNeverTakenFromARunningGateway) {
    const auto first = ControlSocket::create(path_);
    ASSERT_TRUE(first.ok());
    const auto second = ControlSocket::create(path_);
    ASSERT_FALSE(second.ok());
    EXPECT_THAT(second.error().message, HasSubstr("running already"));
    EXPECT_TRUE(std::filesystem::exists(path_));
}

TEST_F(ControlSocketTest, ReplacesWhatAKilledGatewayLeft) {
    if (const pid_t killed = ::fork(); killed == 0) {
        const auto socket = ControlSocket::create(path_);
        ::_exit(socket.ok() ? 0 : 1);  // without destructors, as SIGKILL would
    } else {
        int how = 0;
        ASSERT_EQ(::waitpid(killed, &how, 0), killed);
        ASSERT_EQ(how, 0);
    }
    ASSERT_TRUE(std::filesystem::exists(path_));
    EXPECT_TRUE(ControlSocket::create(path_).ok());
}

TEST_F(ControlSocketTest, RemovesNothingThatIsNoSocket) {
    const auto file = folder_ / "precious";
    std::ofstream(file) << "text";
    const auto socket = ControlSocket::create(file);
    ASSERT_FALSE(socket.ok());
    EXPECT_THAT(socket.error().message, HasSubstr("no socket"));
    EXPECT_EQ(std::filesystem::file_size(file), 4U);
}

TEST_F(ControlSocketTest, IsNotMadeWhereOthersCouldPutTheirOwn) {
    const auto shared = folder_ / "shared";
    std::filesystem::create_directory(shared);
    for (const mode_t mode : {0777U, 01777U, 0770U}) {
        ASSERT_EQ(::chmod(shared.c_str(), mode), 0);
        const auto socket = ControlSocket::create(shared / "control.sock");
        ASSERT_FALSE(socket.ok()) << std::oct << mode;
        EXPECT_THAT(socket.error().message, HasSubstr("chmod go-w"));
    }
}

TEST_F(ControlSocketTest, GoesWithItsGateway) {
    { const auto socket = ControlSocket::create(path_); }
    EXPECT_FALSE(std::filesystem::exists(path_));
    const auto status = fetch_status(path_);
    ASSERT_FALSE(status.ok());
    EXPECT_THAT(status.error().message, HasSubstr("cordon run FILE"));
}

}  // namespace
}  // namespace cordon::supervisor
