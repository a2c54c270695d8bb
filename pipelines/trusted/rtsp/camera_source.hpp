// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <vector>

#include "pipelines/trusted/stream/stream.hpp"

namespace cordon::trusted::rtsp {

// One camera as the RTSP server knows it: its stream, and the last keyframe that was on air, so that a viewer
// can be told the parameter sets (DESCRIBE) and shown the last picture also while the camera is silent.
// Thread-safe.
class CameraSource final : public stream::Viewer {
public:
    // Borrows the stream.
    explicit CameraSource(stream::Stream& stream) : stream_(stream), subscription_(stream.subscribe(*this)) {}

    [[nodiscard]] stream::Stream& stream() const { return stream_; }
    // nullptr before the first.
    [[nodiscard]] stream::AccessUnitPtr last_keyframe() const;
    // The sequence and picture parameter sets of the last keyframe as a byte stream; empty before the first.
    [[nodiscard]] std::vector<std::byte> parameter_sets() const;

    // Each media that borrows this says so, and when it no longer does: gst-rtsp-server takes medias down on
    // threads of its own, and says nothing of when.
    void begin_use();
    void end_use();
    // Whether nobody does, at once or within `patience`.
    [[nodiscard]] bool wait_until_unused(std::chrono::milliseconds patience);

    void on_access_unit(const stream::AccessUnitPtr& access_unit) noexcept override;
    void on_state(stream::PictureState state, base::MonotonicTime since) noexcept override;
    [[nodiscard]] std::size_t audience() const noexcept override { return 0; }

private:
    stream::Stream& stream_;
    mutable std::mutex mutex_;
    stream::AccessUnitPtr last_keyframe_;
    std::size_t users_ = 0;
    std::condition_variable unused_;
    stream::Stream::Subscription subscription_;  // last: calls may come as soon as it is there
};

}  // namespace cordon::trusted::rtsp
