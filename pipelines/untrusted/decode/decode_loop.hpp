// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/boundary/access_unit_channel.hpp"
#include "gateway/boundary/ring_writer.hpp"
#include "pipelines/untrusted/decode/exit_code.hpp"
#include "pipelines/untrusted/decode/frame_normalizer.hpp"
#include "pipelines/untrusted/decode/video_decoder.hpp"

namespace cordon::untrusted::decode {

// Access units in, pictures out, until the pipe ends or lies. Everything is borrowed and outlives the loop.
// All it ever says of itself is DecoderStatus, in the ring's header. One thread; no system call but read(2)
// on the pipe.
class DecodeLoop {
public:
    DecodeLoop(boundary::AccessUnitReader& access_units, VideoDecoder& decoder, FrameNormalizer& normalizer,
               boundary::RingWriter& ring)
        : access_units_(access_units), decoder_(decoder), normalizer_(normalizer), ring_(ring) {}

    ExitCode run();

private:
    void publish_pictures();
    void publish(const VideoDecoder::Picture& picture);
    void count_losses();

    boundary::AccessUnitReader& access_units_;
    VideoDecoder& decoder_;
    FrameNormalizer& normalizer_;
    boundary::RingWriter& ring_;
    std::uint64_t damaged_ = 0;   // of the decoder's, already in the status
    std::uint64_t withheld_ = 0;  // likewise
};

}  // namespace cordon::untrusted::decode
