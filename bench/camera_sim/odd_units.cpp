// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/odd_units.hpp"

#include <utility>

namespace cordon::bench {
namespace {

using Unit = std::vector<std::uint8_t>;
using Units = std::vector<Unit>;

bool is_parameter_set(const Unit& unit) {
    const NalKind kind = nal_kind(ClipCodec::kH264, unit);
    return kind == NalKind::kSps || kind == NalKind::kPps;
}

const Unit kDelimiter{0x09, 0xF0};
// User data nobody knows, with its identifier of 16 bytes.
const Unit kMessage{0x06, 0x05, 0x12, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88,
                    0x99, 0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF, 0x10, 0x42, 0x43, 0x80};
// The forbidden bit is set; what remains is of a type for slices. Its bytes are none.
const Unit kJunk{0xE5, 0x01, 0x4D, 0x49, 0x53, 0x43, 0x00, 0x10, 0x7F, 0x3A};

// Everything behind the first parameter set joined to it.
Units joined(const Units& units) {
    Unit all;
    for (const Unit& unit : units) {
        if (!all.empty()) {
            all.insert(all.end(), {0, 0, 0, 1});
        }
        all.insert(all.end(), unit.begin(), unit.end());
    }
    return {std::move(all)};
}

// Every sixteenth byte of the slices turned over, their headers left whole.
void damage(Unit& unit) {
    constexpr std::size_t kHeader = 24;
    for (std::size_t i = kHeader; i < unit.size() && !is_parameter_set(unit); i += 16) {
        unit[i] ^= 0x55U;
    }
}

}  // namespace

Units odd_units(const Clip& clip, const ClipPicture& picture, const QuirkSet& quirks) {
    if (clip.codec != ClipCodec::kH264) {
        return picture.nals;
    }
    Units units;
    if (quirks.has(Quirk::kDelimiterFirst)) {
        units = {kDelimiter, kMessage};
    }
    if (quirks.has(Quirk::kJunkSei)) {
        units.push_back(kJunk);
    }
    for (const Unit& unit : picture.nals) {
        if (quirks.has(Quirk::kParameterSetsOnce) && is_parameter_set(unit)) {
            continue;
        }
        units.push_back(unit);
        if (quirks.has(Quirk::kBrokenPictures)) {
            damage(units.back());
        }
    }
    const bool join = quirks.has(Quirk::kFuStartCodes) ||
                      (quirks.has(Quirk::kJoinedParameterSets) && picture.random_access);
    return join ? joined(units) : units;
}

Unit byte_stream(const Units& units) {
    Unit stream;
    for (const Unit& unit : units) {
        stream.insert(stream.end(), {0, 0, 0, 1});
        stream.insert(stream.end(), unit.begin(), unit.end());
    }
    return stream;
}

}  // namespace cordon::bench
