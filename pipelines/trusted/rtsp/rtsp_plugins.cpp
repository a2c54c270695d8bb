// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/rtsp/rtsp_plugins.hpp"

#include <array>
#include <string>

#include <malloc.h>

#include "pipelines/gst/gst_ptr.hpp"
#include "pipelines/gst/gst_runtime.hpp"

namespace cordon::trusted::rtsp {
namespace {

constexpr std::array kPlugins{
    gst::PluginFile{"libgstcoreelements.so", "libgstreamer1.0-0"},
    gst::PluginFile{"libgstapp.so", "gstreamer1.0-plugins-base"},
    gst::PluginFile{"libgstrtp.so", "gstreamer1.0-plugins-good"},
    gst::PluginFile{"libgstrtpmanager.so", "gstreamer1.0-plugins-good"},
    gst::PluginFile{"libgstudp.so", "gstreamer1.0-plugins-good"},
};

// Where a viewer's pipeline uses each: our own launch line (appsrc, rtph264pay), gst-rtsp-server's rtsp-media
// (rtpbin) and rtsp-stream (the rest), rtpbin's own sessions (rtpsession, rtpssrcdemux, rtpstorage).
constexpr std::array<const char*, 12> kElements{"appsrc",       "rtph264pay", "rtpbin", "rtpsession",
                                                "rtpssrcdemux", "rtpstorage", "tee",    "queue",
                                                "funnel",       "appsink",    "udpsrc", "multiudpsink"};

// The zone rule in words: nothing here asks a camera for anything, nor decodes.
constexpr std::array<const char*, 8> kForbidden{"rtspsrc",   "rtph264depay", "avdec_h264",   "openh264dec",
                                                "decodebin", "h264parse",    "uridecodebin", "filesrc"};

// Each viewer has threads of its own. More arenas than this only cost address space; and unless it is told a
// number, the C library asks /sys for the number of cores when a thread needs one more.
constexpr int kMallocArenas = 8;

base::Result<> start_once() {
    ::mallopt(M_ARENA_MAX, kMallocArenas);
    (void)g_random_int();  // takes its seed from a file the first time
    CORDON_TRY_VOID(gst::start_gstreamer({kPlugins, kElements, kForbidden}));
    for (const char* element : kElements) {
        if (!gst::adopt_floating(gst_element_factory_make(element, nullptr))) {
            return base::Error{std::string("make the GStreamer element ") + element};
        }
    }
    return {};
}

}  // namespace

base::Result<> start_rtsp_plugins() {
    static const base::Result<> kOutcome = start_once();
    return kOutcome;
}

}  // namespace cordon::trusted::rtsp
