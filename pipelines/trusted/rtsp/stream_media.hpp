// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include <gst/app/gstappsrc.h>
#include <gst/rtsp-server/rtsp-server.h>

#include "pipelines/gst/gst_ptr.hpp"
#include "pipelines/trusted/rtsp/camera_source.hpp"

namespace cordon::trusted::rtsp {

// Feeds one viewer's RTSP media, "appsrc ! rtph264pay", with the access units all viewers of the camera
// share. Each viewer has a media of its own, because a media shared by gst-rtsp-server waits for its slowest
// TCP viewer; the encode is shared all the same (decisions/0006).
//
// Between DESCRIBE and PLAY the media holds the parameter sets alone, which make the session description.
// From PLAY on it gives the access units from the next keyframe on, which is asked for; while the camera is
// silent the last keyframe is shown first. A viewer that takes less than comes loses whole access units up to
// a keyframe; one that takes nothing for kLongestBacklog is disconnected.
//
// Made and played on the RTSP server's thread, fed on the encoder's, watched on its pipeline's.
class StreamMedia final : public stream::Viewer {
public:
    static constexpr std::uint64_t kMostQueuedBytes = 4U << 20U;
    static constexpr std::uint64_t kMostQueued = 100;  // access units: four seconds at 25/s
    static constexpr std::chrono::seconds kLongestBacklog{10};
    // What every media is made of.
    static constexpr const char* kLaunchLine =
        "( appsrc name=source is-live=true format=time do-timestamp=false block=false max-bytes=0"
        " max-buffers=0 max-time=0 emit-signals=false"
        " caps=video/x-h264,stream-format=byte-stream,alignment=au"
        " ! rtph264pay name=pay0 pt=96 config-interval=0 aggregate-mode=zero-latency mtu=1400 )";

    // Makes a media that gst-rtsp-server has just built from kLaunchLine play `source`. The media owns what
    // is made here.
    static void attach(GstRTSPMedia* media, CameraSource& source);
    // Where a connection may be closed: the main context of the server's thread, which outlives it.
    static void set_closing_context(GstRTSPClient* client, GMainContext* context);
    // What attach() made; null for a media that is none of ours.
    static StreamMedia* of(GstRTSPMedia* media);

    StreamMedia(GstRTSPMedia* media, CameraSource& source);
    ~StreamMedia() override;

    // The viewer, who is closed when it takes nothing any more, has asked to play, or to pause.
    void play(GstRTSPClient* client);
    void pause();

    [[nodiscard]] const std::string& title() const { return source_.stream().info().title; }
    // The first packet that will be sent from now on, for RTP-Info (RFC 2326, 12.33).
    struct NextPacket {
        std::uint16_t sequence_number = 0;
        std::uint32_t timestamp = 0;
    };
    [[nodiscard]] std::optional<NextPacket> next_packet() const;

    void on_access_unit(const stream::AccessUnitPtr& access_unit) noexcept override;
    void on_state(stream::PictureState state, base::MonotonicTime since) noexcept override;

private:
    struct InFlight {
        std::uint64_t pts = 0;
        stream::AccessUnitPtr access_unit;
    };
    void push(const stream::AccessUnitPtr& access_unit, base::MonotonicTime presentation, bool measured);
    void push_parameter_sets();
    [[nodiscard]] bool is_behind(base::MonotonicTime now);
    void close_viewer();
    void on_element_added(GstElement* element);
    GstPadProbeReturn on_packets(GstPad* pad, GstPadProbeInfo* info);
    void note_sent(std::uint64_t pts);

    CameraSource& source_;
    gst::GstPtr<GstAppSrc> appsrc_;
    gst::GstPtr<GstElement> payloader_;
    base::MonotonicTime base_time_;  // of the pipeline, for good: running time 0
    GWeakRef client_{};
    bool preroll_told_ = false;   // the pipeline's thread only
    bool rtp_tee_found_ = false;  // the server's thread only

    std::mutex mutex_;  // what follows; play() may meet the encoder's thread
    bool waiting_for_keyframe_ = true;
    std::uint64_t last_pts_ = 0;
    std::optional<base::MonotonicTime> behind_since_;
    bool closing_ = false;

    std::mutex in_flight_mutex_;
    std::deque<InFlight> in_flight_;  // pushed, not yet seen on their way to the socket

    stream::Stream::Subscription subscription_;  // last: the first to go
};

}  // namespace cordon::trusted::rtsp
