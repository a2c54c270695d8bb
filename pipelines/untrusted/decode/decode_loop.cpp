// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/decode/decode_loop.hpp"

#include <utility>

namespace cordon::untrusted::decode {
namespace {

void add(boundary::SharedWord& counter, std::uint64_t more) {
    counter.fetch_add(more, std::memory_order_relaxed);
}

}  // namespace

ExitCode DecodeLoop::run() {
    using Outcome = boundary::AccessUnitReader::Outcome;
    boundary::AccessUnitReader::AccessUnit access_unit;
    for (;;) {
        const Outcome outcome = access_units_.read(access_unit);
        if (outcome == Outcome::kMalformed) {
            return ExitCode::kMalformedInput;
        }
        if (outcome == Outcome::kEnd) {
            decoder_.drain();
            publish_pictures();
            return ExitCode::kPipeEnded;
        }
        add(ring_.status().access_units, 1);
        const bool is_new_session = (access_unit.header.flags & boundary::AccessUnitHeader::kNewSession) != 0;
        if (is_new_session || decoder_.changes_codec(access_unit.header)) {
            decoder_.drain();
            publish_pictures();
        }
        // A gap asks for nothing: it ends at a keyframe, which needs no picture from before it.
        decoder_.decode(access_unit.header, access_unit.payload);
        publish_pictures();
    }
}

void DecodeLoop::publish_pictures() {
    VideoDecoder::Picture picture;
    while (decoder_.next_picture(picture)) {
        publish(picture);
    }
    count_losses();
}

void DecodeLoop::publish(const VideoDecoder::Picture& picture) {
    if (picture.preroll) {
        add(ring_.status().dropped, 1);
        return;
    }
    const auto view = normalizer_.normalize(*picture.frame);
    if (!view) {
        add(ring_.status().dropped, 1);
        return;
    }
    ring_.status().camera_width.store(static_cast<std::uint64_t>(picture.frame->width),
                                      std::memory_order_relaxed);
    ring_.status().camera_height.store(static_cast<std::uint64_t>(picture.frame->height),
                                       std::memory_order_relaxed);
    ring_.status().camera_colours.store(
        static_cast<std::uint64_t>(FrameNormalizer::colours_to_pin(*picture.frame)),
        std::memory_order_relaxed);
    ring_.publish(*view, picture.origin_ns);
}

void DecodeLoop::count_losses() {
    add(ring_.status().damaged, decoder_.damaged() - std::exchange(damaged_, decoder_.damaged()));
    add(ring_.status().dropped, decoder_.withheld() - std::exchange(withheld_, decoder_.withheld()));
}

}  // namespace cordon::untrusted::decode
