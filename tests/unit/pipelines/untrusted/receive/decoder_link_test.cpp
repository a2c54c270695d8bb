// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/decoder_link.hpp"

#include <array>
#include <vector>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "tests/support/hand_clock.hpp"

namespace cordon::untrusted::receive {
namespace {

using namespace std::chrono_literals;
using boundary::AccessUnitHeader;
using boundary::AccessUnitReader;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::uint32_t kLargest = 1 << 16;

class DecoderLinkTest : public testing::Test {
protected:
    void SetUp() override {
        clock_.time = base::MonotonicTime(100s);
        connect();
    }
    void connect() {
        std::array<int, 2> ends{};
        ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
        reader_fd_.reset(ends[0]);
        ::fcntl(reader_fd_.get(), F_SETPIPE_SZ, 1 << 20);
        reader_.emplace(reader_fd_.get(), kLargest);
        link_.connect(base::UniqueFd(ends[1]));
    }
    void pass(std::chrono::nanoseconds time) { clock_.time = clock_.now() + time; }
    // The next picture, whose number is its size.
    void picture(bool keyframe = false) {
        const std::vector<std::byte> bytes(++sent_);
        link_.send({.codec = boundary::VideoCodec::kH264,
                    .bytes = bytes,
                    .origin = clock_.now(),
                    .keyframe = keyframe});
    }
    // A camera's pictures, of which the first is a keyframe.
    void group(int pictures, std::chrono::milliseconds apart = 40ms) {
        for (int i = 0; i < pictures; ++i) {
            picture(i == 0);
            pass(apart);
        }
    }
    // What the decoder takes now: the numbers of so many pictures.
    std::vector<std::size_t> take(std::size_t pictures) {
        std::vector<std::size_t> numbers;
        AccessUnitReader::AccessUnit unit;
        while (numbers.size() < pictures && reader_->read(unit) == AccessUnitReader::Outcome::kAccessUnit) {
            numbers.push_back(unit.header.size);
            last_flags_ = unit.header.flags;
        }
        return numbers;
    }
    std::vector<std::size_t> take_all() {
        ::fcntl(reader_fd_.get(), F_SETFL, O_NONBLOCK);
        std::vector<std::size_t> numbers;
        int waiting = 0;
        while (::ioctl(reader_fd_.get(), FIONREAD, &waiting) == 0 && waiting > 0) {
            numbers.push_back(take(1).front());
        }
        return numbers;
    }

    boost::asio::io_context io_;
    tests::HandClock clock_;
    DecoderLink link_{io_, {.replay = 1 << 20, .largest_access_unit = kLargest}, clock_};
    base::UniqueFd reader_fd_;
    std::optional<AccessUnitReader> reader_;
    std::size_t sent_ = 0;
    std::uint32_t last_flags_ = 0;
};

TEST_F(DecoderLinkTest, SendsEveryPictureToADecoderThatKeepsUp) {
    for (std::size_t i = 1; i <= 100; ++i) {
        picture(i % 10 == 1);
        EXPECT_THAT(take_all(), ElementsAre(i));
        pass(2s);
    }
    EXPECT_EQ(link_.dropped(), 0U);
    EXPECT_EQ(link_.late(), 0U);
}

TEST_F(DecoderLinkTest, LetsADecoderCatchUpWithAHiccup) {
    picture(true);
    take_all();
    group(1);
    picture();
    take_all();
    for (int i = 0; i < 24; ++i) {
        picture();
        pass(40ms);
    }
    EXPECT_EQ(link_.dropped(), 0U);
    EXPECT_EQ(link_.late(), 20U) << "but for those within 120 ms";
    EXPECT_EQ(take_all().size(), 24U);
}

TEST_F(DecoderLinkTest, BeginsASessionAtItsFirstKeyframe) {
    group(5);
    take_all();
    link_.begin_session();
    picture();
    picture();
    EXPECT_THAT(take_all(), IsEmpty()) << "they refer to pictures of another session";
    EXPECT_EQ(link_.dropped(), 0U) << "nobody was too slow";
    picture(true);
    EXPECT_THAT(take_all(), ElementsAre(8));
    EXPECT_NE(last_flags_ & AccessUnitHeader::kNewSession, 0U);
    picture();
    EXPECT_THAT(take_all(), ElementsAre(9));
    EXPECT_EQ(last_flags_ & AccessUnitHeader::kNewSession, 0U);
}

TEST_F(DecoderLinkTest, ShowsANewDecoderNothingOfTheSessionBefore) {
    group(5);
    link_.begin_session();
    connect();
    picture();
    EXPECT_THAT(take_all(), IsEmpty());
    picture(true);
    connect();
    EXPECT_THAT(take_all(), ElementsAre(7));
    picture();
    EXPECT_THAT(take_all(), ElementsAre(8));
    EXPECT_EQ(last_flags_ & AccessUnitHeader::kNewSession, 0U) << "what it was shown is of this session";
}

TEST_F(DecoderLinkTest, SaysSinceWhenTheDecoderHasTakenNothing) {
    picture(true);
    take_all();
    const auto since = clock_.now();
    picture();
    pass(40ms);
    picture();
    EXPECT_EQ(link_.untaken_since(), since);
    take_all();
    pass(40ms);
    picture();
    take_all();
    EXPECT_EQ(link_.untaken_since(), clock_.now()) << "as of that picture";
}

TEST_F(DecoderLinkTest, DropsUpToTheNextKeyframeOnceWhatWaitsIsTooOld) {
    picture(true);
    take_all();
    group(1);
    pass(DecoderLink::kOldest);
    picture();
    picture();
    EXPECT_EQ(link_.dropped(), 2U);
    EXPECT_THAT(take_all(), ElementsAre(2));
    picture();
    EXPECT_EQ(link_.dropped(), 3U) << "nothing waits any more, but it could not be decoded";
    EXPECT_THAT(take_all(), IsEmpty());
    picture(true);
    EXPECT_THAT(take_all(), ElementsAre(6));
    EXPECT_NE(last_flags_ & AccessUnitHeader::kGap, 0U);
}

TEST_F(DecoderLinkTest, IsLessPatientForAWhileAfterADecoderWasTooSlow) {
    picture(true);
    take_all();
    group(1);
    pass(DecoderLink::kOldest);
    picture();
    take_all();
    group(1);
    pass(DecoderLink::kOldestWhileShort);
    picture();
    EXPECT_EQ(link_.dropped(), 2U);
    take_all();
    pass(DecoderLink::kShortFor);
    group(1);
    pass(DecoderLink::kOldestWhileShort);
    picture();
    EXPECT_EQ(link_.dropped(), 2U);
}

TEST_F(DecoderLinkTest, IsLessPatientWhileNotAllIsToBeDecoded) {
    picture(true);
    take_all();
    link_.set_decoding_share(60);
    group(1);
    pass(DecoderLink::kOldestWhileShort);
    picture();
    EXPECT_EQ(link_.dropped(), 1U);
}

TEST_F(DecoderLinkTest, IsPatientAgainOnceAllIsToBeDecodedAgain) {
    picture(true);
    take_all();
    link_.set_decoding_share(60);
    group(1);
    pass(DecoderLink::kOldest);
    picture();
    EXPECT_EQ(link_.dropped(), 1U);
    take_all();
    link_.set_decoding_share(boundary::kWholeGroups);
    take_all();
    group(1);
    pass(DecoderLink::kOldestWhileShort);
    picture();
    EXPECT_EQ(link_.dropped(), 1U);
}

TEST_F(DecoderLinkTest, GivesANewDecoderTimeForTheReplay) {
    group(20);
    take_all();
    const std::uint64_t late = link_.late();
    connect();
    pass(DecoderLink::kOldestOfReplay - 1ms);
    picture();
    EXPECT_EQ(link_.dropped(), 0U);
    EXPECT_EQ(link_.late(), late);
    EXPECT_EQ(take_all().size(), 21U);
}

TEST_F(DecoderLinkTest, SendsTheHeadsOfGroupsWhereOnlyAShareIsToBeDecoded) {
    group(10);
    take_all();
    link_.set_decoding_share(40);
    for (int i = 0; i < 3; ++i) {  // of ten pictures each
        const std::size_t first = sent_ + 1;
        for (int each = 0; each < 10; ++each) {
            picture(each == 0);
            pass(40ms);
        }
        EXPECT_THAT(take_all(), ElementsAre(first, first + 1, first + 2, first + 3)) << i;
    }
    EXPECT_EQ(link_.dropped(), 18U);
    link_.set_decoding_share(boundary::kWholeGroups);
    group(10);
    EXPECT_EQ(take_all().size(), 10U);
    EXPECT_EQ(link_.dropped(), 18U);
}

TEST_F(DecoderLinkTest, CatchesUpWithTheGroupOnceAllIsToBeDecodedAgain) {
    group(10, 400ms);
    take_all();
    link_.set_decoding_share(40);
    for (int i = 0; i < 6; ++i) {
        picture(i == 0);
        take_all();
        pass(400ms);
    }
    picture();  // which finds nothing waiting any more
    link_.set_decoding_share(60);
    EXPECT_THAT(take_all(), IsEmpty());
    link_.set_decoding_share(boundary::kWholeGroups);
    EXPECT_THAT(take_all(), ElementsAre(15, 16, 17));
    EXPECT_NE(last_flags_ & AccessUnitHeader::kPreroll, 0U) << "old by now: not to be shown";
    picture();
    EXPECT_THAT(take_all(), ElementsAre(18));
    EXPECT_EQ(last_flags_, 0U);
}

TEST_F(DecoderLinkTest, WaitsForAKeyframeThatIsDueSoonRatherThanToCatchUp) {
    group(10, 400ms);
    take_all();
    link_.set_decoding_share(40);
    group(8, 400ms);  // the next keyframe is due in 800 ms
    take_all();
    link_.set_decoding_share(boundary::kWholeGroups);
    picture();
    EXPECT_THAT(take_all(), IsEmpty());
    picture(true);
    EXPECT_THAT(take_all(), ElementsAre(20));
    EXPECT_NE(last_flags_ & AccessUnitHeader::kGap, 0U);
    EXPECT_EQ(last_flags_ & AccessUnitHeader::kPreroll, 0U);
}

TEST_F(DecoderLinkTest, SendsEverythingOfACameraWithoutKeyframesWhateverTheShare) {
    group(1);
    link_.set_decoding_share(20);
    for (int i = 0; i < 200; ++i) {
        picture();
        take_all();
    }
    EXPECT_EQ(link_.dropped(), 0U);
}

}  // namespace
}  // namespace cordon::untrusted::receive
