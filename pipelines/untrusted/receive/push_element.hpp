// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

#include "gateway/base/result.hpp"
#include "pipelines/gst/gst_ptr.hpp"

namespace cordon::untrusted::receive {

// One GStreamer element with one input and one output, driven by hand: a buffer pushed in comes out, if the
// element makes one of it, before push() returns, on the caller's thread. No pipeline, no queue, no clock and
// no thread of GStreamer's own. One thread owns it.
class PushElement {
public:
    using OnBuffer = std::function<void(GstBuffer*)>;  // borrowed for the call
    using OnCaps = std::function<void(GstCaps*)>;      // borrowed for the call

    // `factory` was allowed in start_gstreamer(); `output_caps` is what its output is pinned to.
    static base::Result<PushElement> create(const char* factory, const char* output_caps, OnBuffer on_buffer,
                                            OnCaps on_caps);

    PushElement(PushElement&& other) noexcept;
    PushElement& operator=(PushElement&& other) noexcept;
    PushElement(const PushElement&) = delete;
    PushElement& operator=(const PushElement&) = delete;
    ~PushElement();

    // The element itself, to set its properties before the first set_input_caps().
    [[nodiscard]] GstElement* element() const;

    // Says what will be pushed, as often as that changes. False when the element does not take it.
    bool set_input_caps(GstCaps* caps);
    // False when the element takes no more.
    bool push(gst::GstPtr<GstBuffer> buffer);

private:
    class State;
    explicit PushElement(std::unique_ptr<State> state);

    std::unique_ptr<State> state_;
};

}  // namespace cordon::untrusted::receive
