// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/jpeg_depayloader.hpp"

#include <algorithm>
#include <utility>

#include "pipelines/untrusted/receive/jpeg_header.hpp"

namespace cordon::untrusted::receive {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::array kEndOfImage{std::byte{0xFF}, std::byte{0xD9}};
constexpr std::uint8_t kFirstWithTables = 128;
constexpr std::uint8_t kMiddleQuality = 50;

// An image from its very start. No header of RFC 2435 begins so: its fragment offset would be 13 MB.
bool is_start_of_image(Bytes bytes) {
    return bytes.size() > 3 && bytes[0] == std::byte{0xFF} && bytes[1] == std::byte{0xD8} &&
           bytes[2] == std::byte{0xFF};
}

// The header counts in blocks of 8, in a byte: what is larger is 0 there, or what the byte is left with, and
// the last block may be cut. So the described number is the better one wherever it can be the same.
std::uint16_t side_of(std::uint32_t in_header, std::uint16_t described) {
    const bool same = (described + 7U) / 8U % 256U == in_header / 8U;
    return described != 0 && (same || in_header == 0) ? described : static_cast<std::uint16_t>(in_header);
}

}  // namespace

JpegDepayloader::JpegDepayloader(Size described, std::uint32_t largest, OnPicture on_picture)
    : Depayloader(largest, std::move(on_picture)), described_(described) {}

void JpegDepayloader::push(const TrackPacket& packet) {
    if (!packet.follows) {
        drop();
    }
    if (is_start_of_image(packet.payload)) {
        end_picture();
        open_ = Open::kImage;
    }
    arrival_ = packet.arrival;
    if (open_ == Open::kImage) {
        append(packet.payload);
    } else {
        take_scan(packet);
    }
    if (packet.marker) {
        end_picture();
    }
}

void JpegDepayloader::take_scan(const TrackPacket& packet) {
    const auto payload = parse_jpeg_payload(packet.payload);
    if (!payload) {
        drop();
        return;
    }
    if (payload->offset == 0) {
        end_picture();
        open_ = begin(*payload) ? Open::kScan : Open::kNothing;
    }
    // Where nothing is missing an offset says nothing that the order does not, and some cameras count it
    // wrongly.
    if (open_ == Open::kScan) {
        append(payload->data);
    }
}

bool JpegDepayloader::begin(const JpegPayload& payload) {
    if (is_start_of_image(payload.data)) {
        return true;
    }
    const Size size{.width = side_of(payload.width, described_.width),
                    .height = side_of(payload.height, described_.height)};
    if (size.width == 0 || size.height == 0 || payload.type > 1) {
        return false;
    }
    if (std::exchange(size_, size).value_or(size) != size) {
        note(boundary::CameraOddity::kChangesSize);
    }
    image_ = jpeg_header({.width = size.width,
                          .height = size.height,
                          .half_rows_of_colour = payload.type == 1,
                          .one_field = payload.type_specific >= 1 && payload.type_specific <= 3,
                          .restart_interval = payload.restart_interval,
                          .tables = tables_for(payload)});
    return true;
}

JpegTables JpegDepayloader::tables_for(const JpegPayload& payload) {
    if (payload.quality < kFirstWithTables) {
        return standard_jpeg_tables(payload.quality);
    }
    const auto index = static_cast<std::uint8_t>(payload.quality - kFirstWithTables);
    if (auto tables = read_jpeg_tables(payload.tables, payload.precision)) {
        known_tables_.at(index) = *tables;
        newest_tables_ = index;
    }
    if (known_tables_.at(index)) {
        return *known_tables_.at(index);
    }
    if (newest_tables_) {
        return *known_tables_.at(*newest_tables_);
    }
    return standard_jpeg_tables(kMiddleQuality);
}

void JpegDepayloader::append(Bytes bytes) {
    if (image_.size() + bytes.size() + kEndOfImage.size() > largest()) {
        note_oversized();
        drop();
        return;
    }
    image_.insert(image_.end(), bytes.begin(), bytes.end());
}

void JpegDepayloader::end_picture() {
    if (std::exchange(open_, Open::kNothing) == Open::kNothing || image_.empty()) {
        return;
    }
    if (!std::ranges::equal(Bytes(image_).last(std::min(image_.size(), kEndOfImage.size())), kEndOfImage)) {
        image_.insert(image_.end(), kEndOfImage.begin(), kEndOfImage.end());
    }
    deliver({.codec = boundary::VideoCodec::kMjpeg, .bytes = image_, .origin = arrival_, .keyframe = true});
    image_.clear();
}

void JpegDepayloader::drop() {
    open_ = Open::kNothing;
    image_.clear();
    note_gap();
}

}  // namespace cordon::untrusted::receive
