// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/jpeg_header.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>

#include "pipelines/untrusted/receive/jpeg_markers.hpp"

namespace cordon::untrusted::receive {
namespace {

using Constants = std::span<const std::uint8_t>;

// ITU-T T.81 annex K.3: how many codes there are of each length from 1 to 16, and what they stand for.
constexpr std::array<std::uint8_t, 16> kLumaDcLengths{0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0};
constexpr std::array<std::uint8_t, 16> kChromaDcLengths{0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0};
constexpr std::array<std::uint8_t, 12> kDcSymbols{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
constexpr std::array<std::uint8_t, 16> kLumaAcLengths{0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7D};
constexpr std::array<std::uint8_t, 162> kLumaAcSymbols{
    0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61, 0x07, 0x22,
    0x71, 0x14, 0x32, 0x81, 0x91, 0xA1, 0x08, 0x23, 0x42, 0xB1, 0xC1, 0x15, 0x52, 0xD1, 0xF0, 0x24, 0x33,
    0x62, 0x72, 0x82, 0x09, 0x0A, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2A, 0x34,
    0x35, 0x36, 0x37, 0x38, 0x39, 0x3A, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4A, 0x53, 0x54, 0x55,
    0x56, 0x57, 0x58, 0x59, 0x5A, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x73, 0x74, 0x75, 0x76,
    0x77, 0x78, 0x79, 0x7A, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x92, 0x93, 0x94, 0x95, 0x96,
    0x97, 0x98, 0x99, 0x9A, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0xAA, 0xB2, 0xB3, 0xB4, 0xB5,
    0xB6, 0xB7, 0xB8, 0xB9, 0xBA, 0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xD2, 0xD3, 0xD4,
    0xD5, 0xD6, 0xD7, 0xD8, 0xD9, 0xDA, 0xE1, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA, 0xF1,
    0xF2, 0xF3, 0xF4, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA};
constexpr std::array<std::uint8_t, 16> kChromaAcLengths{0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 0x77};
constexpr std::array<std::uint8_t, 162> kChromaAcSymbols{
    0x00, 0x01, 0x02, 0x03, 0x11, 0x04, 0x05, 0x21, 0x31, 0x06, 0x12, 0x41, 0x51, 0x07, 0x61, 0x71, 0x13,
    0x22, 0x32, 0x81, 0x08, 0x14, 0x42, 0x91, 0xA1, 0xB1, 0xC1, 0x09, 0x23, 0x33, 0x52, 0xF0, 0x15, 0x62,
    0x72, 0xD1, 0x0A, 0x16, 0x24, 0x34, 0xE1, 0x25, 0xF1, 0x17, 0x18, 0x19, 0x1A, 0x26, 0x27, 0x28, 0x29,
    0x2A, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3A, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4A, 0x53, 0x54,
    0x55, 0x56, 0x57, 0x58, 0x59, 0x5A, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x73, 0x74, 0x75,
    0x76, 0x77, 0x78, 0x79, 0x7A, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x92, 0x93, 0x94,
    0x95, 0x96, 0x97, 0x98, 0x99, 0x9A, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0xAA, 0xB2, 0xB3,
    0xB4, 0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0xBA, 0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xD2,
    0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0xD8, 0xD9, 0xDA, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA,
    0xF2, 0xF3, 0xF4, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA};

class HeaderWriter {
public:
    void marker(std::uint8_t code) { add({0xFF, code}); }
    // A segment of what the parts hold, with its length.
    void segment(std::uint8_t code, std::initializer_list<Constants> parts) {
        std::size_t length = 2;
        for (const Constants part : parts) {
            length += part.size();
        }
        marker(code);
        add({high(length), low(length)});
        for (const Constants part : parts) {
            std::ranges::transform(part, std::back_inserter(bytes_),
                                   [](std::uint8_t value) { return static_cast<std::byte>(value); });
        }
    }
    static std::uint8_t high(std::size_t number) { return static_cast<std::uint8_t>(number >> 8U); }
    static std::uint8_t low(std::size_t number) { return static_cast<std::uint8_t>(number); }
    std::vector<std::byte> take() { return std::move(bytes_); }

private:
    void add(std::initializer_list<std::uint8_t> values) {
        for (const std::uint8_t value : values) {
            bytes_.push_back(static_cast<std::byte>(value));
        }
    }
    std::vector<std::byte> bytes_;
};

void add_tables(HeaderWriter& writer, const JpegTables& tables) {
    for (std::uint8_t i = 0; i < tables.count; ++i) {
        const JpegTables::Table& table = tables.tables.at(i);
        const std::uint8_t depth = table.size > 64 ? 0x10 : 0;
        const std::array<std::uint8_t, 1> number{static_cast<std::uint8_t>(depth | i)};
        const auto* values = reinterpret_cast<const std::uint8_t*>(table.values.data());
        writer.segment(jpeg::kQuantization, {number, {values, table.size}});
    }
}

void add_huffman(HeaderWriter& writer, std::uint8_t number, Constants lengths, Constants symbols) {
    const std::array<std::uint8_t, 1> name{number};
    writer.segment(jpeg::kHuffman, {name, lengths, symbols});
}

}  // namespace

std::vector<std::byte> jpeg_header(const JpegFrame& frame) {
    using W = HeaderWriter;
    W writer;
    writer.marker(jpeg::kStartOfImage);
    // The shape of the samples, which libavcodec keeps from the image before where one says nothing.
    const std::array<std::uint8_t, 14> shape{
        'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, static_cast<std::uint8_t>(frame.one_field ? 2 : 1), 0, 0};
    writer.segment(jpeg::kApplication0, {shape});
    add_tables(writer, frame.tables);
    if (frame.restart_interval != 0) {
        const std::array<std::uint8_t, 2> interval{W::high(frame.restart_interval),
                                                   W::low(frame.restart_interval)};
        writer.segment(jpeg::kRestartInterval, {interval});
    }
    const auto table_of = [&](int component) {
        return static_cast<std::uint8_t>(std::min(component, frame.tables.count - 1));
    };
    const std::uint8_t luma_samples = frame.half_rows_of_colour ? 0x22 : 0x21;
    const std::array<std::uint8_t, 15> components{8,
                                                  W::high(frame.height),
                                                  W::low(frame.height),
                                                  W::high(frame.width),
                                                  W::low(frame.width),
                                                  3,
                                                  1,
                                                  luma_samples,
                                                  table_of(0),
                                                  2,
                                                  0x11,
                                                  table_of(1),
                                                  3,
                                                  0x11,
                                                  table_of(2)};
    writer.segment(jpeg::kBaselineFrame, {components});
    add_huffman(writer, 0x00, kLumaDcLengths, kDcSymbols);
    add_huffman(writer, 0x10, kLumaAcLengths, kLumaAcSymbols);
    add_huffman(writer, 0x01, kChromaDcLengths, kDcSymbols);
    add_huffman(writer, 0x11, kChromaAcLengths, kChromaAcSymbols);
    constexpr std::array<std::uint8_t, 10> kWholeScan{3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0};
    writer.segment(jpeg::kScan, {kWholeScan});
    return writer.take();
}

}  // namespace cordon::untrusted::receive
