// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/jpeg_image.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "gateway/base/invariant.hpp"
#include "pipelines/untrusted/receive/jpeg_header.hpp"
#include "pipelines/untrusted/receive/jpeg_markers.hpp"

namespace cordon::bench {
namespace {

using Unit = std::vector<std::uint8_t>;

namespace marker = untrusted::receive::jpeg;

std::uint16_t number_at(Bytes bytes, std::size_t index) {
    return static_cast<std::uint16_t>(bytes[index] << 8U | bytes[index + 1]);
}

// Huffman tables by their class and number.
using Huffman = std::map<std::uint8_t, Unit>;

struct Headers {
    JpegImage image;
    Huffman huffman;
    Bytes frame;  // the segment
    bool baseline = false;
    bool wide_tables = false;
};

void take_huffman(Bytes segment, Huffman& huffman) {
    constexpr std::size_t kLengths = 17;  // with the table's name before them
    while (segment.size() >= kLengths) {
        std::size_t size = kLengths;
        for (std::size_t i = 1; i < kLengths; ++i) {
            size += segment[i];
        }
        const Bytes table = segment.first(std::min(size, segment.size()));
        huffman[table[0]] = Unit(table.begin() + 1, table.end());
        segment = segment.subspan(table.size());
    }
}

void take_quantization(Bytes segment, Headers& headers) {
    constexpr std::size_t kTable = 64;
    while (segment.size() > kTable) {
        headers.wide_tables |= segment[0] >> 4U != 0;
        headers.image.tables.push_back(segment.subspan(1, kTable));
        segment = segment.subspan(1 + kTable);
    }
}

// Everything up to the scan; nothing where the segments do not lead there.
std::optional<Headers> read_headers(Bytes rest) {
    Headers headers;
    if (rest.size() < 2 || rest[0] != 0xFF || rest[1] != marker::kStartOfImage) {
        return std::nullopt;
    }
    rest = rest.subspan(2);
    while (rest.size() > 4 && rest[0] == 0xFF) {
        const std::uint8_t code = rest[1];
        const std::size_t size = number_at(rest, 2);
        if (size < 2 || size + 2 > rest.size()) {
            return std::nullopt;
        }
        const Bytes segment = rest.subspan(4, size - 2);
        rest = rest.subspan(2 + size);
        if (code == marker::kHuffman) {
            take_huffman(segment, headers.huffman);
        } else if (code == marker::kQuantization) {
            take_quantization(segment, headers);
        } else if (code == marker::kRestartInterval && segment.size() >= 2) {
            headers.image.restart_interval = number_at(segment, 0);
        } else if (code >= marker::kBaselineFrame && code <= marker::kLastFrame &&
                   code != marker::kArithmetic) {
            headers.frame = segment;
            headers.baseline = code == marker::kBaselineFrame;
        } else if (code == marker::kScan) {
            headers.image.scan = rest;
            return headers;
        }
    }
    return std::nullopt;
}

Huffman usual_huffman() {
    const auto header =
        untrusted::receive::jpeg_header({.width = 8,
                                         .height = 8,
                                         .half_rows_of_colour = true,
                                         .one_field = false,
                                         .restart_interval = 0,
                                         .tables = untrusted::receive::standard_jpeg_tables(50)});
    const auto read = read_headers({reinterpret_cast<const std::uint8_t*>(header.data()), header.size()});
    CORDON_INVARIANT(read.has_value(), "what the other side writes can be read");
    return read->huffman;
}

bool has_usual_huffman(const Huffman& huffman) {
    static const Huffman kUsual = usual_huffman();
    return huffman == kUsual;
}

// The quality whose tables these are by the standard's formula.
std::optional<std::uint8_t> quality_of(const std::vector<Bytes>& tables) {
    for (std::uint8_t quality = 1; quality < 100 && tables.size() == 2; ++quality) {
        const auto standard = untrusted::receive::standard_jpeg_tables(quality);
        const auto same = [&](std::size_t table) {
            const auto& values = standard.tables.at(table).values;
            return std::equal(tables[table].begin(), tables[table].end(),
                              reinterpret_cast<const std::uint8_t*>(values.data()));
        };
        if (same(0) && same(1)) {
            return quality;
        }
    }
    return std::nullopt;
}

void put(Unit& unit, std::size_t number, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
        unit.push_back(static_cast<std::uint8_t>(number >> static_cast<unsigned>(shift)));
    }
}

std::uint8_t in_blocks(std::uint16_t side) {
    constexpr unsigned kMost = 255;
    const unsigned blocks = (side + 7U) / 8U;
    return static_cast<std::uint8_t>(blocks > kMost ? 0 : blocks);
}

}  // namespace

base::Result<JpegImage> read_jpeg(Bytes image) {
    const auto headers = read_headers(image);
    constexpr std::size_t kFrame = 15;  // of three components
    if (!headers || headers->frame.size() < kFrame) {
        return base::Error{"is no JPEG image in colour"};
    }
    const Bytes frame = headers->frame;
    const std::uint8_t sampling = frame[7];
    const bool sent = sampling == 0x21 || sampling == 0x22;
    if (!headers->baseline || !sent || frame[10] != 0x11 || frame[13] != 0x11) {
        return base::Error{"is not baseline JPEG in 4:2:0 or 4:2:2"};
    }
    if (!has_usual_huffman(headers->huffman)) {
        return base::Error{"has Huffman tables of its own (ffmpeg: -huffman default)"};
    }
    if (headers->wide_tables || headers->image.tables.empty()) {
        return base::Error{"has no quantization tables of 8 bits"};
    }
    JpegImage read = headers->image;
    read.height = number_at(frame, 1);
    read.width = number_at(frame, 3);
    read.half_rows_of_colour = sampling == 0x22;
    if (read.tables.size() == 1) {  // for all components
        read.tables.push_back(read.tables[0]);
    }
    return read;
}

std::vector<Unit> jpeg_payloads(const JpegImage& image, std::size_t largest) {
    constexpr std::uint8_t kTablesFollow = 255;  // and change from image to image
    constexpr std::uint8_t kRestartMarkers = 64;
    constexpr std::size_t kTable = 64;
    const auto quality = quality_of(image.tables);
    const bool restarts = image.restart_interval != 0;
    const auto type =
        static_cast<std::uint8_t>((image.half_rows_of_colour ? 1 : 0) + (restarts ? kRestartMarkers : 0));
    std::vector<Unit> payloads;
    std::size_t offset = 0;
    while (offset < image.scan.size()) {
        Unit payload{0};  // one frame, not two fields
        put(payload, offset, 3);
        payload.insert(payload.end(), {type, quality.value_or(kTablesFollow), in_blocks(image.width),
                                       in_blocks(image.height)});
        if (restarts) {
            put(payload, image.restart_interval, 2);
            put(payload, 0xFFFF, 2);  // restart intervals are not kept together
        }
        if (offset == 0 && !quality) {
            put(payload, 0, 2);  // all of 8 bits
            put(payload, kTable * image.tables.size(), 2);
            for (const Bytes table : image.tables) {
                payload.insert(payload.end(), table.begin(), table.end());
            }
        }
        const std::size_t size = std::min(largest - payload.size(), image.scan.size() - offset);
        const Bytes part = image.scan.subspan(offset, size);
        payload.insert(payload.end(), part.begin(), part.end());
        payloads.push_back(std::move(payload));
        offset += size;
    }
    return payloads;
}

}  // namespace cordon::bench
