// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/parameter_sets.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>

#include <glib.h>

#include "pipelines/untrusted/receive/picture_scan.hpp"
#include "pipelines/untrusted/rtsp/header_text.hpp"

namespace cordon::untrusted::receive {
namespace {

using boundary::VideoCodec;
using Bytes = std::span<const std::byte>;

// NAL unit types (H.264 table 7-1, H.265 table 7-1).
constexpr unsigned kH264Sps = 7;
constexpr unsigned kH264Pps = 8;
constexpr unsigned kH265Vps = 32;
constexpr unsigned kH265Sps = 33;
constexpr unsigned kH265Pps = 34;

// The first bits of a unit behind its header, without emulation prevention bytes (H.264 7.3.1). Beyond its
// end it reads zeros.
class Bits {
public:
    explicit Bits(Bytes payload) : count_(raw_payload(payload, bytes_).size()) {}
    unsigned take(std::size_t bits) {
        unsigned number = 0;
        for (; bits > 0; --bits, ++at_) {
            const bool there = at_ / 8 < count_;
            const unsigned byte = there ? std::to_integer<unsigned>(bytes_[at_ / 8]) : 0;
            number = number << 1U | (byte >> (7 - at_ % 8) & 1U);
        }
        return number;
    }
    void skip(std::size_t bits) { at_ += bits; }
    // ue(v), H.264 9.1; nothing for numbers no parameter set has.
    std::optional<unsigned> take_exp_golomb() {
        constexpr std::size_t kMostZeros = 8;
        std::size_t zeros = 0;
        while (take(1) == 0) {
            if (++zeros > kMostZeros) {
                return std::nullopt;
            }
        }
        return (1U << zeros) - 1 + take(zeros);
    }

private:
    std::array<std::byte, 160> bytes_{};  // what stands before the number, with seven sub-layers
    std::size_t count_;                   // of bytes_, which must stand before it
    std::size_t at_ = 0;
};

// Skips profile_tier_level() (H.265 7.3.3).
void skip_profile(Bits& bits, unsigned sub_layers) {
    constexpr std::size_t kProfile = 88;
    constexpr std::size_t kLevel = 8;
    bits.skip(kProfile + kLevel);
    constexpr unsigned kMostSubLayers = 8;
    std::array<unsigned, kMostSubLayers> flags{};
    if (sub_layers > 0) {
        for (unsigned& each : flags) {
            each = bits.take(2);
        }
    }
    for (unsigned i = 0; i < sub_layers; ++i) {
        bits.skip(((flags[i] & 2U) != 0 ? kProfile : 0) + ((flags[i] & 1U) != 0 ? kLevel : 0));
    }
}

std::optional<unsigned> number_of(unsigned type, Bits bits) {
    switch (type) {
        case kH264Sps:
            bits.skip(24);  // profile, constraints, level
            return bits.take_exp_golomb();
        case kH265Vps:
            return bits.take(4);
        case kH265Sps: {
            bits.skip(4);
            const unsigned sub_layers = bits.take(3);
            bits.skip(1);
            skip_profile(bits, sub_layers);
            return bits.take_exp_golomb();
        }
        default:
            return bits.take_exp_golomb();
    }
}

std::vector<std::byte> decode_base64(std::string_view text) {
    const auto is_base64 = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '/' || c == '=';
    };
    if (text.empty() || !std::ranges::all_of(text, is_base64)) {
        return {};
    }
    std::string decoded(text);
    gsize size = 0;
    g_base64_decode_inplace(decoded.data(), &size);
    const auto bytes = std::as_bytes(std::span(decoded)).first(size);
    return {bytes.begin(), bytes.end()};
}

bool says_parameter_sets(std::string_view name) {
    constexpr std::array<std::string_view, 4> kNames{"sprop-parameter-sets", "sprop-vps", "sprop-sps",
                                                     "sprop-pps"};
    return std::ranges::any_of(kNames, [&](std::string_view each) { return rtsp::same_word(name, each); });
}

}  // namespace

void ParameterSets::take_described(std::string_view format_parameters) {
    while (!format_parameters.empty()) {
        std::string_view value = rtsp::take_part(format_parameters, ';');
        if (!says_parameter_sets(rtsp::take_part(value, '='))) {
            continue;
        }
        while (!value.empty()) {
            const auto decoded = decode_base64(rtsp::take_part(value, ','));
            const bool with_start_code = begins_with_start_code(decoded);
            kinds_ |= keep(with_start_code ? after_start_code(decoded) : Bytes(decoded));
        }
    }
}

ParameterSets::Kinds ParameterSets::take(Bytes access_unit) {
    Kinds kinds = 0;
    Bytes unit = after_start_code(access_unit);
    while (!unit.empty() && !is_slice(codec_, unit)) {
        const Bytes rest = after_start_code(unit);
        kinds |= keep(unit_before(unit, rest));
        unit = rest;
    }
    kinds_ |= kinds;
    return kinds;
}

std::vector<std::byte> ParameterSets::byte_stream() const {
    std::vector<std::byte> stream;
    for (const auto& [place, set] : sets_) {
        stream.push_back(std::byte{0});
        stream.insert(stream.end(), kStartCode.begin(), kStartCode.end());
        stream.insert(stream.end(), set.begin(), set.end());
    }
    return stream;
}

ParameterSets::Kinds ParameterSets::all_kinds() const {
    return codec_ == VideoCodec::kH264 ? 0b011 : 0b111;
}

ParameterSets::Kinds ParameterSets::keep(Bytes unit) {
    const bool h264 = codec_ == VideoCodec::kH264;
    const std::size_t header = nal_header_bytes(codec_);
    if (unit.size() <= header || unit.size() > kLargestSet) {
        return 0;
    }
    const unsigned type = nal_unit_type(codec_, unit);
    const unsigned first = h264 ? kH264Sps : kH265Vps;
    const unsigned last = h264 ? kH264Pps : kH265Pps;
    if (type < first || type > last) {
        return 0;
    }
    const auto number = number_of(type, Bits(unit.subspan(header)));
    if (!number || *number >= kMostOfAKind) {
        return 0;
    }
    sets_.insert_or_assign(std::pair(type, *number), std::vector(unit.begin(), unit.end()));
    return 1U << (type - first);
}

}  // namespace cordon::untrusted::receive
