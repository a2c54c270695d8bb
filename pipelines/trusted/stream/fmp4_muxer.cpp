// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/stream/fmp4_muxer.hpp"

#include <algorithm>

#include "pipelines/trusted/stream/annex_b.hpp"
#include "pipelines/trusted/stream/box_writer.hpp"

namespace cordon::trusted::stream {
namespace {

constexpr std::uint64_t kFirstInterval = kFmp4Timescale / 15;
constexpr std::uint64_t kShortestInterval = kFmp4Timescale / 120;
constexpr std::uint64_t kLongestInterval = kFmp4Timescale;

// The sample: its NAL units behind their lengths. Parameter sets stand in the sample entry, delimiters say
// nothing there.
void write_sample(BoxWriter& out, const AccessUnit& access_unit) {
    NalUnits nals(access_unit.bytes);
    for (auto nal = nals.next(); !nal.empty(); nal = nals.next()) {
        const NalType type = nal_type(nal);
        if (type == NalType::kSps || type == NalType::kPps || type == NalType::kDelimiter) {
            continue;
        }
        out.u32(static_cast<std::uint32_t>(nal.size()));
        out.append(nal);
    }
}

}  // namespace

void Fmp4Muxer::take_parameter_sets(const AccessUnit& access_unit) {
    std::vector<std::byte> sps;
    std::vector<std::byte> pps;
    NalUnits nals(access_unit.bytes);
    for (auto nal = nals.next(); !nal.empty(); nal = nals.next()) {
        if (nal_type(nal) == NalType::kSps && nal.size() >= 4) {
            sps.assign(nal.begin(), nal.end());
        } else if (nal_type(nal) == NalType::kPps) {
            pps.assign(nal.begin(), nal.end());
        }
    }
    if (sps.empty() || pps.empty() || (sps == sps_ && pps == pps_)) {
        return;
    }
    sps_ = std::move(sps);
    pps_ = std::move(pps);
    init_ = make_fmp4_init(width_, height_, sps_, pps_);
}

// A sample's duration must be said before the next one comes. Media Source Extensions drop everything up to
// the next keyframe when a decode time is more than twice the announced duration after the one before, so
// decode times never leave a hole: each is at most where the last sample's duration ended, and the
// composition offset carries how much later the picture really came. But for a keyframe behind access units
// that were left out, minutes of them while nobody watched: nothing is before it that a player could want,
// and its duration would reach as far into the future.
Fmp4Muxer::Timing Fmp4Muxer::next_timing(const AccessUnit& access_unit) {
    using Ticks = std::chrono::duration<std::int64_t, std::ratio<1, kFmp4Timescale>>;
    const bool first = sequence_ == 0;
    if (first) {
        origin_ = access_unit.presentation;
        expected_interval_ = kFirstInterval;
    }
    const auto since_origin = std::chrono::duration_cast<Ticks>(access_unit.presentation - origin_).count();
    const std::uint64_t at = std::max(static_cast<std::uint64_t>(std::max<std::int64_t>(since_origin, 0)),
                                      first ? 0 : last_presentation_ + 1);
    const bool anew = first || (access_unit.keyframe && access_unit.number != last_number_ + 1);
    if (!anew) {
        const std::uint64_t interval =
            std::clamp(at - last_presentation_, kShortestInterval, kLongestInterval);
        expected_interval_ = (expected_interval_ * 7 + interval) / 8;
    }
    Timing timing;
    timing.decode = anew ? at : std::min(at, decode_end_);
    timing.duration = static_cast<std::uint32_t>(at - timing.decode + expected_interval_);
    timing.composition_offset = static_cast<std::uint32_t>(at - timing.decode);
    last_number_ = access_unit.number;
    last_presentation_ = at;
    decode_end_ = timing.decode + timing.duration;
    return timing;
}

Fmp4FragmentPtr Fmp4Muxer::add(const AccessUnit& access_unit) {
    if (access_unit.keyframe) {
        take_parameter_sets(access_unit);
    }
    if (init_ == nullptr) {
        return nullptr;
    }
    const Timing timing = next_timing(access_unit);
    BoxWriter out;
    out.reserve(access_unit.bytes.size() + 256);
    std::size_t data_offset_place = 0;
    std::size_t size_place = 0;
    {
        const auto moof = out.box("moof");
        {
            const auto mfhd = out.full_box("mfhd", 0, 0);
            out.u32(++sequence_);
        }
        const auto traf = out.box("traf");
        {
            const auto tfhd = out.full_box("tfhd", 0, 0x020000);  // default-base-is-moof
            out.u32(kFmp4TrackId);
        }
        {
            const auto tfdt = out.full_box("tfdt", 1, 0);
            out.u64(timing.decode);
        }
        // data offset, and each sample's duration, size, flags and composition offset
        const auto trun = out.full_box("trun", 0, 0x000f01);
        out.u32(1);
        data_offset_place = out.size();
        out.u32(0);
        out.u32(timing.duration);
        size_place = out.size();
        out.u32(0);
        out.u32(access_unit.keyframe ? 0x02000000
                                     : 0x01010000);  // depends on none | on others, not a sync sample
        out.u32(timing.composition_offset);
    }
    const std::size_t sample_begin = out.size() + 8;
    {
        const auto mdat = out.box("mdat");
        write_sample(out, access_unit);
    }
    out.patch_u32(data_offset_place, static_cast<std::uint32_t>(sample_begin));
    out.patch_u32(size_place, static_cast<std::uint32_t>(out.size() - sample_begin));
    auto fragment = std::make_shared<Fmp4Fragment>();
    fragment->bytes = out.take();
    fragment->keyframe = access_unit.keyframe;
    fragment->number = access_unit.number;
    fragment->init = init_;
    return fragment;
}

}  // namespace cordon::trusted::stream
