// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/rtsp/life_sign.hpp"

#include <gtest/gtest.h>

#include "pipelines/gst/gst_ptr.hpp"
#include "pipelines/trusted/rtsp/rtsp_plugins.hpp"

namespace cordon::trusted::rtsp {
namespace {

class LifeSign : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(start_rtsp_plugins().ok());
        const auto payloader = gst::adopt_floating(gst_element_factory_make("rtph264pay", nullptr));
        const auto pad = gst::adopt(gst_element_get_static_pad(payloader.get(), "src"));
        const auto stream = gst::adopt(gst_rtsp_stream_new(0, payloader.get(), pad.get()));
        GstRTSPTransport* agreed = nullptr;
        gst_rtsp_transport_new(&agreed);
        session_ = gst::adopt(gst_rtsp_session_new("session"));
        transport_ = gst::adopt(gst_rtsp_stream_transport_new(stream.get(), agreed));
        begin_ = g_get_monotonic_time();
        leave_life_signs(session_.get(), transport_.get());
        let_a_touch_show();
    }
    // A session's time is looked at in milliseconds.
    static void let_a_touch_show() {
        for (const gint64 begin = g_get_monotonic_time(); g_get_monotonic_time() < begin + 2000;) {
        }
    }
    // Milliseconds from the test's begin on.
    gint64 time_left() { return gst_rtsp_session_next_timeout_usec(session_.get(), begin_); }

    gint64 begin_ = 0;
    gst::GstPtr<GstRTSPSession> session_;
    gst::GstPtr<GstRTSPStreamTransport> transport_;
};

TEST_F(LifeSign, ProlongsTheSessionOnceTheServerLooksAndNotBefore) {
    const gint64 before = time_left();
    heed_life_sign(session_.get());
    EXPECT_EQ(time_left(), before);
    gst_rtsp_stream_transport_keep_alive(transport_.get());
    EXPECT_EQ(time_left(), before);
    heed_life_sign(session_.get());
    const gint64 after = time_left();
    EXPECT_GT(after, before);
    heed_life_sign(session_.get());
    EXPECT_EQ(time_left(), after);
}

TEST_F(LifeSign, MayComeAfterTheSessionsEnd) {
    bool ended = false;
    g_object_weak_ref(
        G_OBJECT(session_.get()), [](gpointer data, GObject*) { *static_cast<bool*>(data) = true; }, &ended);
    session_.reset();
    EXPECT_TRUE(ended);
    gst_rtsp_stream_transport_keep_alive(transport_.get());
}

TEST_F(LifeSign, IsLeftByEveryTransportOfTheSession) {
    const auto other = gst::adopt([&] {
        GstRTSPTransport* agreed = nullptr;
        gst_rtsp_transport_new(&agreed);
        return gst_rtsp_stream_transport_new(gst_rtsp_stream_transport_get_stream(transport_.get()), agreed);
    }());
    leave_life_signs(session_.get(), other.get());
    const gint64 before = time_left();
    gst_rtsp_stream_transport_keep_alive(transport_.get());
    heed_life_sign(session_.get());
    const gint64 between = time_left();
    EXPECT_GT(between, before);
    let_a_touch_show();
    gst_rtsp_stream_transport_keep_alive(other.get());
    heed_life_sign(session_.get());
    EXPECT_GT(time_left(), between);
}

}  // namespace
}  // namespace cordon::trusted::rtsp
