// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/boundary/descriptor_channel.hpp"

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

namespace cordon::boundary {
namespace {

class DescriptorChannelTest : public testing::Test {
protected:
    void SetUp() override {
        auto created = DescriptorChannel::create();
        ASSERT_TRUE(created.ok()) << created.error().message;
        channel_ = std::move(created).value();
        std::array<int, 2> ends{};
        ASSERT_EQ(::pipe(ends.data()), 0);
        reader_.reset(ends[0]);
        writer_.reset(ends[1]);
    }
    [[nodiscard]] bool send() const { return send_descriptor(channel_.sender.get(), writer_.get()).ok(); }
    [[nodiscard]] auto receive() const { return receive_order(channel_.receiver.get()); }

    DescriptorChannel channel_;
    base::UniqueFd reader_;
    base::UniqueFd writer_;
};

TEST_F(DescriptorChannelTest, CarriesADescriptorThatWorks) {
    ASSERT_TRUE(send());
    auto received = receive();
    ASSERT_TRUE(received.ok());
    ASSERT_TRUE(received.value().has_value());
    EXPECT_NE(received.value()->descriptor.get(), writer_.get());
    ASSERT_EQ(::write(received.value()->descriptor.get(), "x", 1), 1);
    char byte = 0;
    EXPECT_EQ(::read(reader_.get(), &byte, 1), 1);
    EXPECT_EQ(byte, 'x');
}

TEST_F(DescriptorChannelTest, GivesADescriptorThatClosesOnExec) {
    ASSERT_TRUE(send());
    const auto received = receive();
    EXPECT_NE(::fcntl(received.value()->descriptor.get(), F_GETFD) & FD_CLOEXEC, 0);
}

TEST_F(DescriptorChannelTest, SaysThatNothingWaitsWithoutWaiting) {
    const auto received = receive();
    ASSERT_TRUE(received.ok());
    EXPECT_FALSE(received.value().has_value());
}

TEST_F(DescriptorChannelTest, KeepsTheOrderOfSeveral) {
    ASSERT_TRUE(send());
    ASSERT_TRUE(send_descriptor(channel_.sender.get(), reader_.get()).ok());
    const auto first = receive();
    const auto second = receive();
    EXPECT_EQ(::fcntl(first.value()->descriptor.get(), F_GETFL) & O_ACCMODE, O_WRONLY);
    EXPECT_EQ(::fcntl(second.value()->descriptor.get(), F_GETFL) & O_ACCMODE, O_RDONLY);
}

TEST_F(DescriptorChannelTest, IsAnErrorForTheReceiverOnceTheSupervisorIsGone) {
    ASSERT_TRUE(send());
    channel_.sender.reset();
    EXPECT_TRUE(receive().ok());  // what was sent before still comes
    EXPECT_FALSE(receive().ok());
}

TEST_F(DescriptorChannelTest, IsAnErrorForTheSupervisorOnceTheReceiverIsGone) {
    channel_.receiver.reset();
    EXPECT_FALSE(send());
}

TEST_F(DescriptorChannelTest, CarriesNothingUpwards) {
    EXPECT_EQ(::send(channel_.receiver.get(), "x", 1, MSG_NOSIGNAL), -1);
    EXPECT_EQ(errno, EPIPE);
    char byte = 0;
    EXPECT_LE(::recv(channel_.sender.get(), &byte, 1, MSG_DONTWAIT), 0);
}

TEST_F(DescriptorChannelTest, CarriesADecodingShareBetweenDescriptors) {
    ASSERT_TRUE(send());
    ASSERT_TRUE(send_decoding_share(channel_.sender.get(), 46).ok());
    ASSERT_TRUE(send_decoding_share(channel_.sender.get(), kWholeGroups).ok());
    EXPECT_TRUE(receive().value()->descriptor);
    const auto share = receive();
    EXPECT_FALSE(share.value()->descriptor);
    EXPECT_EQ(share.value()->decoding_share, 46);
    EXPECT_EQ(receive().value()->decoding_share, kWholeGroups);
    EXPECT_FALSE(receive().value().has_value());
}

TEST_F(DescriptorChannelTest, IsAnErrorWhenAMessageIsNeitherADescriptorNorAShare) {
    for (const char* bytes : {"\0", "\x65", "\xff"}) {  // 101 percent
        ASSERT_EQ(::send(channel_.sender.get(), bytes, 1, MSG_NOSIGNAL), 1);
        EXPECT_FALSE(receive().ok());
    }
}

TEST_F(DescriptorChannelTest, DoesNotBlockASupervisorWhoseReceiverTakesNothing) {
    int sent = 0;
    while (sent < 100'000 && send()) {
        ++sent;
    }
    EXPECT_GT(sent, 0);
    EXPECT_LT(sent, 100'000);
}

}  // namespace
}  // namespace cordon::boundary
