// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/push_element.hpp"

#include <string>
#include <utility>

namespace cordon::untrusted::receive {

using gst::adopt;
using gst::adopt_floating;
using gst::GstPtr;

class PushElement::State {
public:
    State(GstPtr<GstElement> made, const char* output_caps, OnBuffer on_buffer, OnCaps on_caps)
        : element(std::move(made)), on_buffer_(std::move(on_buffer)), on_caps_(std::move(on_caps)) {
        const auto caps = adopt(gst_caps_from_string(output_caps));
        const auto output_template =
            adopt_floating(gst_pad_template_new("output", GST_PAD_SINK, GST_PAD_ALWAYS, caps.get()));
        input_ = adopt_floating(gst_pad_new("input", GST_PAD_SRC));
        output_ = adopt_floating(gst_pad_new_from_template(output_template.get(), "output"));
        gst_pad_set_chain_function_full(output_.get(), &State::take_buffer, this, nullptr);
        gst_pad_set_event_function_full(output_.get(), &State::take_event, this, nullptr);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        gst_element_set_state(element.get(), GST_STATE_NULL);
        gst_pad_set_active(input_.get(), FALSE);
        gst_pad_set_active(output_.get(), FALSE);
    }

    bool start() {
        const auto sink = adopt(gst_element_get_static_pad(element.get(), "sink"));
        const auto source = adopt(gst_element_get_static_pad(element.get(), "src"));
        gst_pad_set_active(output_.get(), TRUE);
        const bool started =
            sink && source && gst_pad_link(source.get(), output_.get()) == GST_PAD_LINK_OK &&
            gst_pad_link(input_.get(), sink.get()) == GST_PAD_LINK_OK &&
            gst_element_set_state(element.get(), GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE;
        gst_pad_set_active(input_.get(), TRUE);
        return started && gst_pad_push_event(input_.get(), gst_event_new_stream_start("camera")) != FALSE;
    }

    bool set_input_caps(GstCaps* caps) {
        if (gst_pad_push_event(input_.get(), gst_event_new_caps(caps)) == FALSE) {
            return false;
        }
        if (!std::exchange(segment_sent_, true)) {
            GstSegment segment;
            gst_segment_init(&segment, GST_FORMAT_TIME);
            gst_pad_push_event(input_.get(), gst_event_new_segment(&segment));
        }
        return true;
    }

    bool push(GstPtr<GstBuffer> buffer) { return gst_pad_push(input_.get(), buffer.leak()) == GST_FLOW_OK; }

    GstPtr<GstElement> element;

private:
    static State& of(GstPad* pad) { return *static_cast<State*>(pad->chaindata); }

    static GstFlowReturn take_buffer(GstPad* pad, GstObject* /*parent*/, GstBuffer* raw) noexcept {
        const auto buffer = adopt(raw);
        of(pad).on_buffer_(buffer.get());
        return GST_FLOW_OK;
    }
    static gboolean take_event(GstPad* pad, GstObject* /*parent*/, GstEvent* raw) noexcept {
        const auto event = adopt(raw);
        if (GST_EVENT_TYPE(event.get()) == GST_EVENT_CAPS) {
            GstCaps* caps = nullptr;
            gst_event_parse_caps(event.get(), &caps);
            of(pad).on_caps_(caps);
        }
        return TRUE;
    }

    GstPtr<GstPad> input_;
    GstPtr<GstPad> output_;
    OnBuffer on_buffer_;
    OnCaps on_caps_;
    bool segment_sent_ = false;
};

PushElement::PushElement(std::unique_ptr<State> state) : state_(std::move(state)) {}
PushElement::PushElement(PushElement&& other) noexcept = default;
PushElement& PushElement::operator=(PushElement&& other) noexcept = default;
PushElement::~PushElement() = default;

base::Result<PushElement> PushElement::create(const char* factory, const char* output_caps,
                                              OnBuffer on_buffer, OnCaps on_caps) {
    auto element = adopt_floating(gst_element_factory_make(factory, nullptr));
    if (!element) {
        return base::Error{std::string("GStreamer cannot make a ") + factory};
    }
    auto state =
        std::make_unique<State>(std::move(element), output_caps, std::move(on_buffer), std::move(on_caps));
    if (!state->start()) {
        return base::Error{std::string("GStreamer cannot start a ") + factory};
    }
    return PushElement(std::move(state));
}

GstElement* PushElement::element() const {
    return state_->element.get();
}

bool PushElement::set_input_caps(GstCaps* caps) {
    return state_->set_input_caps(caps);
}

bool PushElement::push(gst::GstPtr<GstBuffer> buffer) {
    return state_->push(std::move(buffer));
}

}  // namespace cordon::untrusted::receive
