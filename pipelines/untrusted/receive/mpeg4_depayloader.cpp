// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/mpeg4_depayloader.hpp"

#include <charconv>
#include <utility>

#include "pipelines/untrusted/receive/picture_scan.hpp"
#include "pipelines/untrusted/rtsp/header_text.hpp"

namespace cordon::untrusted::receive {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::size_t kLargestConfiguration = 1024;

// What the sections of a picture say, by their start codes (ISO/IEC 14496-2, table 6-3).
struct Sections {
    bool picture = false;
    bool intra = false;
    bool layer = false;              // a video object layer: the configuration
    std::size_t before_picture = 0;  // bytes in front of the first picture's start code
};

Sections scan(Bytes bytes) {
    constexpr std::uint8_t kFirstLayer = 0x20;
    constexpr std::uint8_t kLastLayer = 0x2F;
    constexpr std::uint8_t kPicture = 0xB6;
    constexpr unsigned kCodingType = 6;  // the first two bits behind it; 0 is intra
    Sections found;
    for (Bytes rest = after_start_code(bytes); !rest.empty(); rest = after_start_code(rest)) {
        const auto code = std::to_integer<std::uint8_t>(rest[0]);
        found.layer |= code >= kFirstLayer && code <= kLastLayer;
        if (code == kPicture) {
            found.picture = true;
            found.intra = rest.size() > 1 && std::to_integer<unsigned>(rest[1]) >> kCodingType == 0;
            found.before_picture = bytes.size() - rest.size() - kStartCode.size();
            break;
        }
    }
    return found;
}

std::vector<std::byte> configuration_in(std::string_view parameters) {
    std::vector<std::byte> configuration;
    while (!parameters.empty()) {
        auto value = rtsp::trimmed(rtsp::take_part(parameters, ';'));
        const auto name = rtsp::trimmed(rtsp::take_part(value, '='));
        value = rtsp::trimmed(value);
        if (!rtsp::same_word(name, "config") || value.size() / 2 > kLargestConfiguration) {
            continue;
        }
        configuration.clear();
        for (; value.size() >= 2; value.remove_prefix(2)) {
            unsigned number = 0;
            const auto read = std::from_chars(value.data(), value.data() + 2, number, 16);
            if (read.ec != std::errc() || read.ptr != value.data() + 2) {
                return {};
            }
            configuration.push_back(static_cast<std::byte>(number));
        }
    }
    return scan(configuration).layer ? configuration : std::vector<std::byte>();
}

}  // namespace

Mpeg4Depayloader::Mpeg4Depayloader(std::string_view format_parameters, std::uint32_t largest,
                                   OnPicture on_picture)
    : Depayloader(largest, std::move(on_picture)), configuration_(configuration_in(format_parameters)) {}

void Mpeg4Depayloader::push(const TrackPacket& packet) {
    if (!packet.follows) {
        drop();
    }
    // A picture begins with one of its start codes (RFC 6416 section 5.2); what follows a loss does not.
    whole_ |= picture_.empty() && packet.payload.size() > kStartCode.size() &&
              after_start_code(packet.payload).size() + kStartCode.size() == packet.payload.size();
    if (whole_) {
        if (picture_.size() + packet.payload.size() + configuration_.size() > largest()) {
            note_oversized();
            drop();
        } else {
            picture_.insert(picture_.end(), packet.payload.begin(), packet.payload.end());
        }
    }
    arrival_ = packet.arrival;
    if (packet.marker) {
        end_picture();
    }
}

void Mpeg4Depayloader::end_picture() {
    const Sections found = scan(picture_);
    if (found.picture) {
        const Bytes headers = Bytes(picture_).first(found.before_picture);
        if (found.layer && headers.size() <= kLargestConfiguration) {
            configuration_.assign(headers.begin(), headers.end());
        } else if (found.intra && !found.layer) {
            picture_.insert(picture_.begin(), configuration_.begin(), configuration_.end());
        }
        deliver({.codec = boundary::VideoCodec::kMpeg4,
                 .bytes = picture_,
                 .origin = arrival_,
                 .keyframe = found.intra});
        picture_.clear();
    } else if (!found.layer || picture_.size() > kLargestConfiguration) {
        picture_.clear();
    }  // else a configuration that came with a marker of its own, which goes before the picture
    whole_ = !picture_.empty();
}

void Mpeg4Depayloader::drop() {
    note_gap();
    picture_.clear();
    whole_ = false;
}

}  // namespace cordon::untrusted::receive
