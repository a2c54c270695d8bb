// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include <gst/rtsp-server/rtsp-server.h>

#include "pipelines/trusted/rtsp/camera_source.hpp"
#include "pipelines/trusted/rtsp/packet_sender.hpp"
#include "pipelines/trusted/rtsp/rtp_packetizer.hpp"

namespace cordon::trusted::rtsp {

// One viewer's RTSP media. gst-rtsp-server describes it, agrees on the ports and hears the viewer's reports;
// for that it has a pipeline, "appsrc ! rtph264pay", which gets the parameter sets that make the session
// description and nothing else. The pictures go past it: whoever encodes one cuts it into packets and hands
// them to a PacketSender (decisions/0006, 0027). The encode and its bytes are shared by all viewers of the
// camera.
//
// From PLAY on the viewer gets the access units from the next keyframe on, which is asked for; while the
// camera is silent the last keyframe is shown first. A viewer that takes less than comes loses whole access
// units up to a keyframe; one that takes nothing for kLongestBacklog is disconnected.
//
// Made and played on the RTSP server's thread, fed on the encoder's, watched on its pipeline's.
class StreamMedia final : public stream::Viewer {
public:
    static constexpr std::chrono::seconds kLongestBacklog{10};
    static constexpr std::chrono::seconds kReportsApart{5};  // RFC 3550, 6.2
    // What every media is made of.
    static constexpr const char* kLaunchLine =
        "( appsrc name=source is-live=true format=time do-timestamp=false block=false max-bytes=0"
        " max-buffers=0 max-time=0 emit-signals=false"
        " caps=video/x-h264,stream-format=byte-stream,alignment=au"
        " ! rtph264pay name=pay0 pt=96 )";

    // Makes a media that gst-rtsp-server has just built from kLaunchLine play `source`. The media owns what
    // is made here.
    static void attach(GstRTSPMedia* media, CameraSource& source);
    // What attach() made; null for a media that is none of ours.
    static StreamMedia* of(GstRTSPMedia* media);

    explicit StreamMedia(CameraSource& source);
    ~StreamMedia() override;

    // The viewer, who is closed when it takes nothing any more, has asked to play, or to pause. What was
    // agreed upon in SETUP is the session's.
    void play(GstRTSPClient* client, GstRTSPSessionMedia* session);
    void pause();
    [[nodiscard]] bool is_playing() const;

    [[nodiscard]] const std::string& title() const { return source_.stream().info().title; }
    // The first packet that will be sent from now on, for RTP-Info (RFC 2326, 12.33).
    struct NextPacket {
        std::uint16_t sequence_number = 0;
        std::uint32_t timestamp = 0;
    };
    [[nodiscard]] NextPacket next_packet() const;

    void on_access_unit(const stream::AccessUnitPtr& access_unit) noexcept override;
    void on_state(stream::PictureState state, base::MonotonicTime since) noexcept override;

private:
    // How long after its begin the stream is at that moment.
    [[nodiscard]] std::chrono::nanoseconds since_begin(base::MonotonicTime moment) const;
    void send(const stream::AccessUnitPtr& access_unit, base::MonotonicTime presentation, bool measured);
    void send_report_if_due(base::MonotonicTime now);
    void note_behind(base::MonotonicTime now);
    void close_viewer();
    void on_element_added(GstElement* element);
    GstPadProbeReturn on_packets(GstPad* pad);

    CameraSource& source_;
    base::MonotonicTime begin_;
    GWeakRef client_{};
    bool preroll_told_ = false;  // the pipeline's thread only
    int tees_found_ = 0;         // the server's thread only

    mutable std::mutex mutex_;  // what follows; play() may meet the encoder's thread
    RtpPacketizer packetizer_;
    std::shared_ptr<PacketSender> sender_;  // while it plays
    bool waiting_for_keyframe_ = true;
    std::optional<base::MonotonicTime> last_report_;
    std::optional<base::MonotonicTime> behind_since_;
    bool closing_ = false;

    stream::Stream::Subscription subscription_;  // last: the first to go
};

}  // namespace cordon::trusted::rtsp
