// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/stream/fmp4_init.hpp"

#include <array>
#include <cstdio>
#include <span>

#include "pipelines/trusted/stream/box_writer.hpp"

namespace cordon::trusted::stream {
namespace {

using Bytes = std::span<const std::byte>;

void write_matrix(BoxWriter& out) {
    for (const std::uint32_t value : {0x10000U, 0U, 0U, 0U, 0x10000U, 0U, 0U, 0U, 0x40000000U}) {
        out.u32(value);
    }
}

// ISO/IEC 14496-15, 5.3.3.1.
void write_avcc(BoxWriter& out, Bytes sps, Bytes pps) {
    const auto box = out.box("avcC");
    out.u8(1);
    out.append(sps.subspan(1, 3));  // profile_idc, constraint flags, level_idc
    out.u8(0xfc | 3);               // four-byte lengths
    out.u8(0xe0 | 1);
    out.u16(static_cast<std::uint16_t>(sps.size()));
    out.append(sps);
    out.u8(1);
    out.u16(static_cast<std::uint16_t>(pps.size()));
    out.append(pps);
    // High profiles append their chroma format and bit depths: 4:2:0, 8 bits, no extensions.
    if (static_cast<std::uint8_t>(sps[1]) >= 100) {
        out.append(std::array{std::byte{0xfd}, std::byte{0xf8}, std::byte{0xf8}, std::byte{0}});
    }
}

void write_sample_entry(BoxWriter& out, std::uint32_t width, std::uint32_t height, Bytes sps, Bytes pps) {
    const auto box = out.box("avc1");
    out.zeros(6);
    out.u16(1);  // data_reference_index
    out.zeros(16);
    out.u16(static_cast<std::uint16_t>(width));
    out.u16(static_cast<std::uint16_t>(height));
    out.u32(0x00480000);  // 72 dpi
    out.u32(0x00480000);
    out.zeros(4);
    out.u16(1);  // frame_count
    out.zeros(32);
    out.u16(0x18);
    out.u16(0xffff);
    write_avcc(out, sps, pps);
}

void write_sample_table(BoxWriter& out, std::uint32_t width, std::uint32_t height, Bytes sps, Bytes pps) {
    const auto stbl = out.box("stbl");
    {
        const auto stsd = out.full_box("stsd", 0, 0);
        out.u32(1);
        write_sample_entry(out, width, height, sps, pps);
    }
    for (const char* type : {"stts", "stsc", "stco"}) {
        const auto empty = out.full_box(type, 0, 0);
        out.u32(0);
    }
    const auto stsz = out.full_box("stsz", 0, 0);
    out.zeros(8);
}

void write_media(BoxWriter& out, std::uint32_t width, std::uint32_t height, Bytes sps, Bytes pps) {
    const auto mdia = out.box("mdia");
    {
        const auto mdhd = out.full_box("mdhd", 0, 0);
        out.zeros(8);
        out.u32(kFmp4Timescale);
        out.u32(0);
        out.u16(0x55c4);  // "und"
        out.u16(0);
    }
    {
        const auto hdlr = out.full_box("hdlr", 0, 0);
        out.zeros(4);
        out.text("vide");
        out.zeros(12);
        out.u8(0);
    }
    const auto minf = out.box("minf");
    {
        const auto vmhd = out.full_box("vmhd", 0, 1);
        out.zeros(8);
    }
    {
        const auto dinf = out.box("dinf");
        const auto dref = out.full_box("dref", 0, 0);
        out.u32(1);
        const auto url = out.full_box("url ", 0, 1);  // in this file
    }
    write_sample_table(out, width, height, sps, pps);
}

void write_track(BoxWriter& out, std::uint32_t width, std::uint32_t height, Bytes sps, Bytes pps) {
    const auto trak = out.box("trak");
    {
        const auto tkhd = out.full_box("tkhd", 0, 3);  // enabled, in the presentation
        out.zeros(8);
        out.u32(kFmp4TrackId);
        out.zeros(24);
        write_matrix(out);
        out.u32(width << 16U);
        out.u32(height << 16U);
    }
    write_media(out, width, height, sps, pps);
}

std::vector<std::byte> write_init(std::uint32_t width, std::uint32_t height, Bytes sps, Bytes pps) {
    BoxWriter out;
    {
        const auto ftyp = out.box("ftyp");
        out.text("iso5");
        out.u32(0);
        out.text("iso5iso6avc1mp41");
    }
    {
        const auto moov = out.box("moov");
        {
            const auto mvhd = out.full_box("mvhd", 0, 0);
            out.zeros(8);
            out.u32(kFmp4Timescale);
            out.u32(0);           // lasts for as long as fragments come
            out.u32(0x00010000);  // rate 1
            out.u16(0x0100);      // volume 1
            out.zeros(10);
            write_matrix(out);
            out.zeros(24);
            out.u32(kFmp4TrackId + 1);
        }
        write_track(out, width, height, sps, pps);
        const auto mvex = out.box("mvex");
        const auto trex = out.full_box("trex", 0, 0);
        out.u32(kFmp4TrackId);
        out.u32(1);  // sample description
        out.zeros(12);
    }
    return out.take();
}

std::string mime_type(Bytes sps) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "video/mp4; codecs=\"avc1.%02X%02X%02X\"",
                  std::to_integer<unsigned>(sps[1]), std::to_integer<unsigned>(sps[2]),
                  std::to_integer<unsigned>(sps[3]));
    return text.data();
}

}  // namespace

Fmp4InitPtr make_fmp4_init(std::uint32_t width, std::uint32_t height, Bytes sps, Bytes pps) {
    return std::make_shared<Fmp4Init>(Fmp4Init{mime_type(sps), write_init(width, height, sps, pps)});
}

}  // namespace cordon::trusted::stream
