// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "pipelines/untrusted/receive/depayloader.hpp"
#include "pipelines/untrusted/receive/jpeg_payload.hpp"
#include "pipelines/untrusted/receive/jpeg_tables.hpp"

namespace cordon::untrusted::receive {

// Motion JPEG (RFC 2435): puts before each image the headers its packets leave out. Every picture is a
// keyframe, and a packet that is missing costs its own picture only. Where Q refers to tables that have not
// come (a camera that sends them once, or never) the newest that did are taken, or the standard's: a picture
// in another contrast is more than none. Also takes images that come whole, with their headers.
class JpegDepayloader final : public Depayloader {
public:
    // The size the session description says, in pixels, for images over 2040; 0 when it says none.
    struct Size {
        std::uint16_t width = 0;
        std::uint16_t height = 0;
        friend bool operator==(const Size&, const Size&) = default;
    };
    JpegDepayloader(Size described, std::uint32_t largest, OnPicture on_picture);

    void push(const TrackPacket& packet) override;
    void end_picture() override;

private:
    enum class Open {
        kNothing,
        kScan,   // an image whose packets have headers of RFC 2435
        kImage,  // one that comes as it is, without
    };
    void take_scan(const TrackPacket& packet);
    bool begin(const JpegPayload& payload);
    void append(std::span<const std::byte> bytes);
    JpegTables tables_for(const JpegPayload& payload);
    void drop();

    Size described_;
    Open open_ = Open::kNothing;
    std::vector<std::byte> image_;
    base::MonotonicTime arrival_;  // of the image's newest packet
    std::optional<Size> size_;     // of the image before
    // For each Q from 128 on.
    std::array<std::optional<JpegTables>, 128> known_tables_;
    std::optional<std::uint8_t> newest_tables_;  // of those
};

}  // namespace cordon::untrusted::receive
