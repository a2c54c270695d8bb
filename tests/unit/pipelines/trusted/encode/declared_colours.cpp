// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/pipelines/trusted/encode/declared_colours.hpp"

#include <cstdint>
#include <span>

#include "pipelines/trusted/stream/annex_b.hpp"

namespace cordon::tests {
namespace {

// The bits of a NAL unit behind its first byte, without the bytes that keep start codes out. Zeros at the
// end.
class Bits {
public:
    explicit Bits(std::span<const std::byte> nal) {
        for (std::size_t i = 1; i < nal.size(); ++i) {
            const bool escape =
                i >= 3 && nal[i] == std::byte{3} && nal[i - 1] == std::byte{0} && nal[i - 2] == std::byte{0};
            if (!escape) {
                bytes_.push_back(std::to_integer<std::uint8_t>(nal[i]));
            }
        }
    }
    unsigned take(unsigned count) {
        unsigned value = 0;
        for (; count > 0; --count, ++at_) {
            const unsigned byte = at_ / 8 < bytes_.size() ? bytes_[at_ / 8] : 0U;
            value = value << 1U | (byte >> (7 - at_ % 8) & 1U);
        }
        return value;
    }
    bool flag() { return take(1) != 0; }
    // ue(v), clause 9.1.
    unsigned golomb() {
        unsigned zeros = 0;
        while (zeros < 31 && !flag()) {
            ++zeros;
        }
        return (1U << zeros) - 1 + take(zeros);
    }

private:
    std::vector<std::uint8_t> bytes_;
    std::size_t at_ = 0;
};

// Up to vui_parameters_present_flag, of what our encoders write: no scaling matrices, no picture order count
// of type 1.
bool has_vui(Bits& sps) {
    constexpr unsigned kHigh = 100;
    const unsigned profile = sps.take(8);
    sps.take(16);  // constraints, level
    sps.golomb();  // seq_parameter_set_id
    if (profile == kHigh) {
        sps.golomb();  // chroma_format_idc
        sps.golomb();  // bit depths
        sps.golomb();
        sps.take(1);
        if (sps.flag()) {
            return false;
        }
    }
    sps.golomb();  // log2_max_frame_num_minus4
    const unsigned order = sps.golomb();
    if (order == 1) {
        return false;
    }
    if (order == 0) {
        sps.golomb();
    }
    sps.golomb();  // max_num_ref_frames
    sps.take(1);
    sps.golomb();  // width and height in macroblocks
    sps.golomb();
    if (!sps.flag()) {  // frame_mbs_only_flag
        sps.take(1);
    }
    sps.take(1);       // direct_8x8_inference_flag
    if (sps.flag()) {  // frame_cropping_flag
        for (int side = 0; side < 4; ++side) {
            sps.golomb();
        }
    }
    return sps.flag();
}

}  // namespace

std::optional<DeclaredColours> declared_colours(const std::vector<std::byte>& keyframe) {
    trusted::stream::NalUnits nals(keyframe);
    const auto first = nals.next();
    if (first.empty() || trusted::stream::nal_type(first) != trusted::stream::NalType::kSps) {
        return std::nullopt;
    }
    Bits sps(first);
    if (!has_vui(sps)) {
        return std::nullopt;
    }
    constexpr unsigned kExtendedSar = 255;
    if (sps.flag() && sps.take(8) == kExtendedSar) {  // aspect_ratio_info_present_flag
        sps.take(32);
    }
    if (sps.flag()) {  // overscan_info_present_flag
        sps.take(1);
    }
    if (!sps.flag()) {  // video_signal_type_present_flag
        return std::nullopt;
    }
    sps.take(3);  // video_format
    DeclaredColours colours{.full_range = sps.flag()};
    if (!sps.flag()) {  // colour_description_present_flag
        return std::nullopt;
    }
    colours.primaries = sps.take(8);
    colours.transfer = sps.take(8);
    colours.matrix = sps.take(8);
    return colours;
}

}  // namespace cordon::tests
