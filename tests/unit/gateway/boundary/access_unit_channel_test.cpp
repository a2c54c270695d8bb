// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/boundary/access_unit_channel.hpp"

#include <array>
#include <csignal>
#include <cstring>
#include <optional>
#include <vector>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace cordon::boundary {
namespace {

using Written = AccessUnitWriter::Outcome;
using Read = AccessUnitReader::Outcome;

constexpr std::uint32_t kLargest = 1 << 20;
constexpr std::size_t kPipeBytes = 4096;

class AccessUnitChannelTest : public testing::Test {
protected:
    void SetUp() override {
        std::signal(SIGPIPE, SIG_IGN);
        std::array<int, 2> ends{};
        ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
        reader_fd_.reset(ends[0]);
        writer_fd_.reset(ends[1]);
        ASSERT_EQ(::fcntl(writer_fd_.get(), F_SETPIPE_SZ, kPipeBytes), static_cast<int>(kPipeBytes));
    }
    AccessUnitWriter writer(std::size_t queue_limit = 1 << 20) {
        return {std::move(writer_fd_), queue_limit};
    }
    static AccessUnitHeader header(std::uint32_t flags = 0) {
        AccessUnitHeader made;
        made.codec = static_cast<std::uint32_t>(VideoCodec::kH264);
        made.flags = flags;
        made.origin_ns = 42;
        return made;
    }
    static std::vector<std::byte> payload(std::size_t size, int fill = 7) {
        return std::vector<std::byte>(size, static_cast<std::byte>(fill));
    }
    // Writes a record as a receiver that lies would.
    void write_raw(AccessUnitHeader record, const std::vector<std::byte>& bytes) {
        ASSERT_EQ(::write(writer_fd_.get(), &record, sizeof(record)), static_cast<ssize_t>(sizeof(record)));
        ASSERT_EQ(::write(writer_fd_.get(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
    }
    Read read() { return reader().read(unit_); }
    AccessUnitReader& reader() {
        if (!reader_) {
            reader_.emplace(reader_fd_.get(), kLargest);
        }
        return *reader_;
    }

    base::UniqueFd reader_fd_;
    base::UniqueFd writer_fd_;
    std::optional<AccessUnitReader> reader_;
    AccessUnitReader::AccessUnit unit_{};
};

TEST_F(AccessUnitChannelTest, BringsAnAccessUnitAcrossWithItsHeader) {
    auto sender = writer();
    ASSERT_EQ(sender.send(header(AccessUnitHeader::kKeyframe), payload(100)), Written::kSent);
    EXPECT_FALSE(sender.has_queued());
    ASSERT_EQ(read(), Read::kAccessUnit);
    EXPECT_EQ(unit_.header.flags, AccessUnitHeader::kKeyframe);
    EXPECT_EQ(unit_.header.origin_ns, 42U);
    EXPECT_EQ(unit_.header.size, 100U);
    EXPECT_EQ(std::vector(unit_.payload.begin(), unit_.payload.end()), payload(100));
}

TEST_F(AccessUnitChannelTest, PutsZerosBehindThePayload) {
    auto sender = writer();
    ASSERT_EQ(sender.send(header(), payload(2000, 255)), Written::kSent);
    ASSERT_EQ(sender.send(header(), payload(10, 255)), Written::kSent);
    ASSERT_EQ(read(), Read::kAccessUnit);
    ASSERT_EQ(read(), Read::kAccessUnit);
    const std::array<std::byte, AccessUnitReader::kPadding> zeros{};
    EXPECT_EQ(std::memcmp(unit_.payload.data() + 10, zeros.data(), zeros.size()), 0);
}

TEST_F(AccessUnitChannelTest, QueuesWhatThePipeDoesNotTakeAndLosesNoneOfIt) {
    auto sender = writer();
    ASSERT_EQ(sender.send(header(), payload(3 * kPipeBytes, 1)), Written::kSent);
    EXPECT_TRUE(sender.has_queued());
    ASSERT_EQ(sender.send(header(), payload(50, 2)), Written::kSent);
    std::vector<std::byte> received(2 * sizeof(AccessUnitHeader) + 3 * kPipeBytes + 50);
    std::size_t got = 0;
    while (got < received.size()) {
        const ssize_t part = ::read(reader_fd_.get(), received.data() + got, received.size() - got);
        ASSERT_GT(part, 0);
        got += static_cast<std::size_t>(part);
        ASSERT_EQ(sender.flush(), Written::kSent);
    }
    EXPECT_FALSE(sender.has_queued());
    EXPECT_EQ(received[sizeof(AccessUnitHeader)], std::byte{1});
    EXPECT_EQ(received.back(), std::byte{2});
}

TEST_F(AccessUnitChannelTest, DropsWholeAccessUnitsUpToTheNextKeyframeAndSaysSo) {
    auto sender = writer(2 * kPipeBytes);
    ASSERT_EQ(sender.send(header(AccessUnitHeader::kKeyframe), payload(2 * kPipeBytes - 100)),
              Written::kSent);
    ASSERT_EQ(sender.send(header(), payload(2 * kPipeBytes)), Written::kDropped);
    ASSERT_EQ(sender.send(header(), payload(1)), Written::kDropped);  // it would fit, but follows a gap
    ASSERT_EQ(sender.send(header(AccessUnitHeader::kKeyframe), payload(2)), Written::kSent);
    ASSERT_EQ(sender.send(header(), payload(3)), Written::kSent);
    ASSERT_EQ(::fcntl(reader_fd_.get(), F_SETFL, O_NONBLOCK), 0);
    std::vector<std::byte> received;
    for (std::array<std::byte, 512> part{}; sender.has_queued();) {
        const ssize_t size = ::read(reader_fd_.get(), part.data(), part.size());
        ASSERT_GT(size, 0);
        received.insert(received.end(), part.begin(), part.begin() + size);
        ASSERT_EQ(sender.flush(), Written::kSent);
    }
    std::array<std::byte, 8192> rest{};
    const ssize_t size = ::read(reader_fd_.get(), rest.data(), rest.size());
    received.insert(received.end(), rest.begin(), rest.begin() + size);
    std::vector<AccessUnitHeader> headers;
    for (std::size_t at = 0; at < received.size(); at += sizeof(AccessUnitHeader) + headers.back().size) {
        std::memcpy(&headers.emplace_back(), received.data() + at, sizeof(AccessUnitHeader));
    }
    ASSERT_EQ(headers.size(), 3U);
    EXPECT_EQ(headers[1].flags, AccessUnitHeader::kKeyframe | AccessUnitHeader::kGap);
    EXPECT_EQ(headers[2].flags, 0U);
}

TEST_F(AccessUnitChannelTest, KnowsHowMuchTheDecoderHasNotTaken) {
    auto sender = writer();
    EXPECT_EQ(sender.untaken(), 0U);
    sender.send(header(), payload(100));
    EXPECT_EQ(sender.untaken(), sizeof(AccessUnitHeader) + 100);
    sender.send(header(), payload(3 * kPipeBytes));
    EXPECT_TRUE(sender.has_queued());
    EXPECT_EQ(sender.untaken(), 2 * sizeof(AccessUnitHeader) + 100 + 3 * kPipeBytes);
    ASSERT_EQ(read(), Read::kAccessUnit);
    EXPECT_EQ(sender.untaken(), sizeof(AccessUnitHeader) + 3 * kPipeBytes);
}

TEST_F(AccessUnitChannelTest, SaysWhenTheDecoderIsGone) {
    auto sender = writer();
    reader_fd_.reset();
    EXPECT_EQ(sender.send(header(), payload(1)), Written::kClosed);
    EXPECT_EQ(sender.flush(), Written::kClosed);
}

TEST_F(AccessUnitChannelTest, EndsWhenTheReceiverClosesAlsoInTheMiddleOfOne) {
    auto record = header();
    record.size = 100;
    write_raw(record, payload(40));
    writer_fd_.reset();
    EXPECT_EQ(read(), Read::kEnd);
}

TEST_F(AccessUnitChannelTest, CallsEveryHeaderMalformedThatAnHonestReceiverDoesNotWrite) {
    const auto lie = [](auto change) {
        auto record = header();
        record.size = 1;
        change(record);
        return is_well_formed(record, kLargest);
    };
    EXPECT_TRUE(lie([](AccessUnitHeader&) {}));
    EXPECT_FALSE(lie([](AccessUnitHeader& record) { record.magic += 1; }));
    EXPECT_FALSE(lie([](AccessUnitHeader& record) { record.codec = 0; }));
    EXPECT_FALSE(lie([](AccessUnitHeader& record) { record.codec = kVideoCodecs + 1; }));
    EXPECT_FALSE(lie([](AccessUnitHeader& record) { record.flags = 1U << 4; }));
    EXPECT_FALSE(lie([](AccessUnitHeader& record) { record.size = 0; }));
    EXPECT_FALSE(lie([](AccessUnitHeader& record) { record.size = kLargest + 1; }));
    EXPECT_FALSE(lie([](AccessUnitHeader& record) { record.size = 0xFFFFFFFF; }));
}

TEST_F(AccessUnitChannelTest, GivesUpOnAMalformedHeaderWithoutReadingItsPayload) {
    auto record = header();
    record.size = 0xFFFFFFFF;
    write_raw(record, payload(8));
    EXPECT_EQ(read(), Read::kMalformed);
}

}  // namespace
}  // namespace cordon::boundary
