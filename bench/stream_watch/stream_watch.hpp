// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <gst/app/gstappsink.h>

#include "gateway/base/result.hpp"
#include "pipelines/gst/gst_ptr.hpp"

namespace cordon::bench {

// A viewer of one H.264 stream over RTSP and TCP, with GStreamer's client and without its jitter buffer's
// delay: notes when each picture came, and reads the number burnt into it (synthetic_clip/frame_mark.hpp).
class StreamWatch {
public:
    struct Picture {
        std::uint64_t came_ns = 0;  // CLOCK_MONOTONIC; once decoded, where pictures are decoded
        std::uint32_t bytes = 0;    // of what came; 0 where pictures are decoded
        int mark = -1;              // 0 to 65535; -1 where there is none or nothing is decoded
    };

    // Begins at once. `decode`: every picture, on one thread.
    static base::Result<std::unique_ptr<StreamWatch>> create(const std::string& url, bool decode);
    ~StreamWatch();
    StreamWatch(const StreamWatch&) = delete;
    StreamWatch& operator=(const StreamWatch&) = delete;

    // Ends it and says what came.
    std::vector<Picture> stop();
    // What went wrong, or nothing; a stream that ends went wrong.
    [[nodiscard]] std::string complaint() const;

private:
    StreamWatch(gst::GstPtr<GstElement> pipeline, bool decode);
    static GstFlowReturn on_sample(GstAppSink* sink, gpointer self);
    void note(GstSample* sample);

    gst::GstPtr<GstElement> pipeline_;
    bool decode_;
    std::mutex mutex_;
    std::vector<Picture> pictures_;
};

}  // namespace cordon::bench
