// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/rtp_caps.hpp"

#include <string>

#include <gtest/gtest.h>

#include "pipelines/untrusted/receive/nal_depayloader.hpp"

namespace cordon::untrusted::receive {
namespace {

class RtpCapsTest : public testing::Test {
protected:
    static void SetUpTestSuite() { ASSERT_TRUE(gst::start_gstreamer(receiver_gstreamer()).ok()); }

    void with(const std::string& format_parameters, std::uint32_t clock_rate = 90000) {
        caps_ = rtp_caps({.encoding_name = "H264",
                          .payload_type = 97,
                          .clock_rate = clock_rate,
                          .format_parameters = format_parameters});
    }
    [[nodiscard]] std::string text(const char* field) const {
        const char* value = gst_structure_get_string(gst_caps_get_structure(caps_.get(), 0), field);
        return value == nullptr ? "" : value;
    }
    [[nodiscard]] int number(const char* field) const {
        int value = -1;
        gst_structure_get_int(gst_caps_get_structure(caps_.get(), 0), field, &value);
        return value;
    }

private:
    gst::GstPtr<GstCaps> caps_;
};

TEST_F(RtpCapsTest, CarriesParameterSetsAndLeavesTheRest) {
    with(" packetization-mode=1;sprop-parameter-sets=Z0IAKQ==,aM48gA== ; profile-level-id=420029");
    EXPECT_EQ(text("sprop-parameter-sets"), "Z0IAKQ==,aM48gA==");
    EXPECT_EQ(text("profile-level-id"), "");
    EXPECT_EQ(number("payload"), 97);
}

TEST_F(RtpCapsTest, KnowsANameInAnyCase) {
    with("Sprop-Parameter-Sets=AAAA");
    EXPECT_EQ(text("sprop-parameter-sets"), "AAAA");
}

TEST_F(RtpCapsTest, LeavesOutWhatIsNotWrittenAsItMustBe) {
    with("sprop-parameter-sets=\"A,(string)B; sprop-sps=; sprop-pps; =x;;sprop-vps=a\x01");
    EXPECT_EQ(text("sprop-parameter-sets"), "");
    EXPECT_EQ(text("sprop-sps"), "");
    EXPECT_EQ(text("sprop-vps"), "");
}

TEST_F(RtpCapsTest, TakesTheUsualClockWhereTheCamerasIsNone) {
    with("", 0);
    EXPECT_EQ(number("clock-rate"), 90000);
    with("", 0xFFFFFFFF);
    EXPECT_EQ(number("clock-rate"), 90000);
}

}  // namespace
}  // namespace cordon::untrusted::receive
