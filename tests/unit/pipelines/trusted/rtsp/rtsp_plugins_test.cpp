// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/rtsp/rtsp_plugins.hpp"

#include <gtest/gtest.h>

#include "pipelines/gst/gst_ptr.hpp"

namespace cordon::trusted::rtsp {
namespace {

TEST(RtspPlugins, BringNothingThatAsksACameraOrDecodes) {
    ASSERT_TRUE(start_rtsp_plugins().ok());
    EXPECT_TRUE(gst::adopt(gst_element_factory_find("rtph264pay")));
    for (const char* element : {"rtspsrc", "decodebin", "avdec_h264", "openh264dec", "rtph264depay",
                                "rtpjitterbuffer", "filesrc", "filesink", "fdsrc", "fdsink"}) {
        EXPECT_FALSE(gst::adopt(gst_element_factory_find(element))) << element;
    }
}

}  // namespace
}  // namespace cordon::trusted::rtsp
