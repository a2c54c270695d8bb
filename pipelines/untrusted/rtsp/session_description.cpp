// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/session_description.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include <gst/sdp/gstsdpmessage.h>

#include "gateway/base/invariant.hpp"
#include "pipelines/untrusted/rtsp/header_text.hpp"

namespace cordon::untrusted::rtsp {

namespace {

constexpr std::size_t kMostLines = 512;
constexpr std::size_t kMostMedia = 32;
constexpr std::size_t kLongestLine = kLongestFormatParameters + 64;
constexpr std::size_t kLongestControl = 1024;
constexpr std::uint8_t kJpegPayloadType = 26;  // RFC 3551 section 6: static, needs no rtpmap

struct FreeMessage {
    void operator()(GstSDPMessage* message) const { gst_sdp_message_free(message); }
};
using SdpMessage = std::unique_ptr<GstSDPMessage, FreeMessage>;

// A direction attribute and the m= line after it, glued together where a camera forgot the line break.
std::size_t glued_media_line(std::string_view line) {
    constexpr std::array<std::string_view, 4> kDirections{"a=sendonly", "a=recvonly", "a=sendrecv",
                                                          "a=inactive"};
    const bool glued = std::any_of(kDirections.begin(), kDirections.end(), [&](std::string_view direction) {
        return line.starts_with(direction) && line.substr(direction.size()).starts_with("m=");
    });
    return glued ? line.find("m=") : std::string_view::npos;
}

// The text with nothing but what the parser takes and we use: m= and a= lines, each bounded and free of
// control characters.
class Cleaner {
public:
    std::string clean(std::string_view text) {
        while (!text.empty() && lines_ < kMostLines) {
            const auto end = text.find_first_of(std::string_view("\r\n\0", 3));
            add(trimmed(text.substr(0, end)));
            text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        }
        return std::move(result_);
    }

private:
    void add(std::string_view line) {
        if (const auto second = glued_media_line(line); second != std::string_view::npos) {
            add(line.substr(0, second));
            add(line.substr(second));
            return;
        }
        const bool media = line.starts_with("m=");
        if ((!media && !line.starts_with("a=")) || line.size() > kLongestLine) {
            return;
        }
        media_ += media ? 1U : 0U;
        if (media_ > kMostMedia) {
            return;
        }
        ++lines_;
        std::transform(line.begin(), line.end(), std::back_inserter(result_),
                       [](char c) { return c == ' ' || is_visible(c) ? c : ' '; });
        result_ += "\r\n";
    }

    std::string result_ = "v=0\r\n";
    std::size_t lines_ = 0;
    std::size_t media_ = 0;
};

std::string_view view(const char* text) {
    return text == nullptr ? std::string_view() : std::string_view(text);
}

std::string control_text(const char* value) {
    const auto text = trimmed(view(value));
    const bool usable = text.size() <= kLongestControl && std::all_of(text.begin(), text.end(), is_visible);
    return usable ? std::string(text) : std::string();
}

// "96 H264/90000" of an attribute for this payload type, without the number; the first of several.
std::optional<std::string_view> attribute_for(const GstSDPMedia& media, const char* name,
                                              std::uint8_t payload_type) {
    for (guint i = 0; i < gst_sdp_media_attributes_len(&media); ++i) {
        const auto* attribute = gst_sdp_media_get_attribute(&media, i);
        auto value = trimmed(view(attribute->value));
        if (same_word(view(attribute->key), name) &&
            parse_number<std::uint8_t>(take_part(value, ' ')) == payload_type) {
            return trimmed(value);
        }
    }
    return std::nullopt;
}

bool mentions(std::string_view parameters, std::string_view name) {
    return parameters.find(name) != std::string_view::npos;
}

// The codec by its RTP map; by its parameters where the map is missing or where they can only belong to the
// other one (a camera of EZVIZ announces H265 with H.264 parameter sets, and sends H.264). A dynamic type
// without either is most often H264.
std::string encoding_name(std::string_view mapped, std::string_view parameters, std::uint8_t payload_type) {
    const bool parameters_of_h264 = mentions(parameters, "sprop-parameter-sets");
    const bool parameters_of_h265 = mentions(parameters, "sprop-vps") || mentions(parameters, "sprop-sps");
    if (same_word(mapped, "H265") || same_word(mapped, "HEVC")) {
        return parameters_of_h264 && !parameters_of_h265 ? "H264" : "H265";
    }
    if (same_word(mapped, "H264") || same_word(mapped, "AVC")) {
        return "H264";
    }
    if (same_word(mapped, "JPEG") || (mapped.empty() && payload_type == kJpegPayloadType)) {
        return "JPEG";
    }
    if (same_word(mapped, "MP4V-ES")) {
        return "MP4V-ES";
    }
    if (mapped.empty() && payload_type >= 96) {
        return parameters_of_h265 ? "H265" : "H264";
    }
    return {};
}

// "a=x-dimensions:2560,1440", or "a=framesize:26 2560-1440": all that tells the size of pictures that RFC
// 2435 has no room for in its header.
void set_size(const GstSDPMedia& media, VideoTrack& track) {
    auto dimensions = view(gst_sdp_media_get_attribute_val(&media, "x-dimensions"));
    char separator = ',';
    if (dimensions.empty()) {
        dimensions = attribute_for(media, "framesize", track.payload_type).value_or("");
        separator = '-';
    }
    const auto width = parse_number<std::uint16_t>(take_part(dimensions, separator));
    const auto height = parse_number<std::uint16_t>(trimmed(dimensions));
    if (width && height) {
        track.width = *width;
        track.height = *height;
    }
}

std::optional<VideoTrack> track_of(const GstSDPMedia& media) {
    for (guint i = 0; i < gst_sdp_media_formats_len(&media); ++i) {
        const auto payload_type =
            parse_number<std::uint8_t>(trimmed(view(gst_sdp_media_get_format(&media, i))));
        if (!payload_type || *payload_type > 127) {
            continue;
        }
        auto map = attribute_for(media, "rtpmap", *payload_type).value_or("");
        const auto mapped = take_part(map, '/');
        auto parameters = attribute_for(media, "fmtp", *payload_type).value_or("");
        if (parameters.size() > kLongestFormatParameters) {
            parameters = {};
        }
        VideoTrack track;
        track.encoding_name = encoding_name(mapped, parameters, *payload_type);
        track.payload_type = *payload_type;
        // RFC 2435, 6184, 6416 and 7798 say or suggest one rate; cameras write 0, 1000 or "90000 ".
        track.clock_rate = 90000;
        track.format_parameters = parameters;
        if (!track.encoding_name.empty()) {
            set_size(media, track);
            return track;
        }
    }
    return std::nullopt;
}

// A back channel is a track we would send: its direction is said from the server's side or from ours,
// depending on the camera, so it only ranks behind.
bool maybe_back_channel(const GstSDPMedia& media) {
    return gst_sdp_media_get_attribute_val(&media, "sendonly") != nullptr ||
           gst_sdp_media_get_attribute_val(&media, "inactive") != nullptr;
}

// The multicast address of the first connection line that has one: "c=IN IP4 239.1.2.3/5".
std::string group_of(std::string_view text) {
    constexpr std::string_view kConnection = "c=IN IP4 ";
    for (auto at = text.find(kConnection); at != std::string_view::npos;
         at = text.find(kConnection, at + kConnection.size())) {
        auto rest = text.substr(at + kConnection.size(), 32);
        const auto address = rest.substr(0, rest.find_first_not_of("0123456789."));
        const auto first = parse_number<std::uint8_t>(address.substr(0, address.find('.')));
        if (first && *first >= 224 && *first <= 239) {
            return std::string(address);
        }
    }
    return {};
}

std::vector<std::string> other_controls(const GstSDPMessage& message, const GstSDPMedia* video) {
    std::vector<std::string> controls;
    for (guint i = 0; i < gst_sdp_message_medias_len(&message); ++i) {
        const auto* media = gst_sdp_message_get_media(&message, i);
        auto control = control_text(gst_sdp_media_get_attribute_val(media, "control"));
        if (media != video && !maybe_back_channel(*media) && !control.empty() &&
            controls.size() < kMostOtherTracks) {
            controls.push_back(std::move(control));
        }
    }
    return controls;
}

}  // namespace

SessionDescription parse_session_description(std::string_view text) {
    const auto cleaned = Cleaner().clean(text.substr(0, kLargestDescription));
    GstSDPMessage* raw = nullptr;
    const bool made = gst_sdp_message_new(&raw) == GST_SDP_OK;
    CORDON_INVARIANT(made, "a session description can be made");
    const SdpMessage message(raw);

    SessionDescription description;
    const auto* bytes = reinterpret_cast<const guint8*>(cleaned.data());
    if (gst_sdp_message_parse_buffer(bytes, static_cast<guint>(cleaned.size()), raw) != GST_SDP_OK) {
        return description;
    }
    const GstSDPMedia* video = nullptr;
    description.group = group_of(text.substr(0, kLargestDescription));
    description.control = control_text(gst_sdp_message_get_attribute_val(raw, "control"));
    for (const bool take_back_channels : {false, true}) {
        for (guint i = 0; i < gst_sdp_message_medias_len(raw) && !description.video; ++i) {
            const auto& media = *gst_sdp_message_get_media(raw, i);
            if (!same_word(view(gst_sdp_media_get_media(&media)), "video") ||
                maybe_back_channel(media) != take_back_channels) {
                continue;
            }
            description.video = track_of(media);
            video = &media;
            description.video_control = control_text(gst_sdp_media_get_attribute_val(&media, "control"));
        }
    }
    description.other_controls = other_controls(*raw, video);
    return description;
}

}  // namespace cordon::untrusted::rtsp
