// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "bench/camera_sim/clip.hpp"
#include "bench/camera_sim/quirk.hpp"

namespace cordon::bench {

// One RTP packet without its header: the header is all that differs between two sessions.
struct RtpPayload {
    std::uint32_t offset = 0;  // into PacketizedClip::bytes
    std::uint16_t size = 0;
    bool marker = false;   // the picture's last packet
    bool earlier = false;  // bears another timestamp than the picture, a tick before it
};

// A clip cut into RTP payloads once, for any number of cameras and sessions to send. Immutable.
class PacketizedClip {
public:
    // H.264 as RFC 6184 packetization-mode 1 (single NAL unit packets and FU-A), H.265 as RFC 7798 (single
    // and fragmentation units), MJPEG as RFC 2435, MPEG-4 as RFC 6416, as `quirks` have it. `largest_payload`
    // in bytes.
    static std::shared_ptr<const PacketizedClip> create(std::shared_ptr<const Clip> clip,
                                                        std::size_t largest_payload,
                                                        const QuirkSet& quirks = {});

    [[nodiscard]] const Clip& clip() const { return *clip_; }
    [[nodiscard]] std::size_t picture_count() const { return first_payload_.size() - 1; }
    // The packets of picture `index`, in the order they are sent.
    [[nodiscard]] std::span<const RtpPayload> payloads(std::size_t index) const {
        return std::span(payloads_).subspan(first_payload_[index],
                                            first_payload_[index + 1] - first_payload_[index]);
    }
    [[nodiscard]] Bytes bytes(const RtpPayload& payload) const {
        return Bytes(bytes_).subspan(payload.offset, payload.size);
    }

private:
    PacketizedClip(std::shared_ptr<const Clip> clip, std::size_t largest_payload, const QuirkSet& quirks);
    void add_picture(const ClipPicture& picture);
    void add_nals(const ClipPicture& picture);
    void add_image(Bytes image);
    void add_parts(Bytes picture);
    std::size_t add_padded_aggregate(const std::vector<std::vector<std::uint8_t>>& units);
    void add_nal(Bytes nal);
    void add_fragments(Bytes nal);
    void add_payload(Bytes head, Bytes body);

    std::shared_ptr<const Clip> clip_;
    std::size_t largest_payload_;
    QuirkSet quirks_;
    std::vector<std::uint8_t> bytes_;
    std::vector<RtpPayload> payloads_;
    std::vector<std::size_t> first_payload_;  // of each picture, and one more: the end
};

}  // namespace cordon::bench
