// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "gateway/base/result.hpp"
#include "gateway/boundary/access_unit_header.hpp"
#include "pipelines/untrusted/decode/av_ptr.hpp"
#include "pipelines/untrusted/decode/picture_buffers.hpp"

namespace cordon::untrusted::decode {

// Turns access units of H.264, H.265, MJPEG and MPEG-4 Part 2 into pictures with libavcodec. All are opened
// by create(); afterwards it makes no system call, starts no thread and reads no clock. The input is hostile
// and assumed to own this object sooner or later. One thread.
//
// Pictures come in the order they are to be shown, as early as the stream allows (see video_decoder.cpp).
// What is damaged is shown all the same, as an operator would rather see it, with one exception: nothing is
// shown before the first picture that needs no other, so that a stream joined in the middle begins with a
// picture, not with grey.
class VideoDecoder {
public:
    struct Picture {
        const AVFrame* frame = nullptr;  // valid until the next call
        std::uint64_t origin_ns = 0;     // of the access unit it came from
        bool preroll = false;            // of the access unit it came from
    };

    // Without a first picture that needs no other a stream is shown after so many pictures all the same:
    // cameras with gradual refresh never send one, and are clean by then.
    static constexpr std::uint32_t kMostWithheld = 60;

    // Borrows the ring, where pictures of its size and format are drawn; without one they lie on the heap.
    static base::Result<VideoDecoder> create(const DecoderLimits& limits,
                                             boundary::RingWriter* ring = nullptr);

    // Whether this access unit is of another codec than the one before: then drain() and take what
    // next_picture() still has before decode().
    [[nodiscard]] bool changes_codec(const boundary::AccessUnitHeader& header) const;

    // Feeds one access unit; `payload` is followed by AccessUnitReader::kPadding zero bytes. All pictures of
    // the one before must have been taken.
    void decode(const boundary::AccessUnitHeader& header, std::span<const std::byte> payload);

    // No more access units follow these: what is left comes out of next_picture(). What comes after it begins
    // anew, with nothing of what was.
    void drain();

    // The next picture to show; false when there is none for now.
    bool next_picture(Picture& picture);

    [[nodiscard]] std::uint64_t damaged() const { return damaged_; }    // access units and pictures
    [[nodiscard]] std::uint64_t withheld() const { return withheld_; }  // pictures

private:
    struct Stream {
        CodecContextPtr context;
        bool drained = false;
        bool settled = false;  // a picture that needs no other has come
        std::uint32_t unsettled = 0;
    };
    using Streams = std::array<Stream, boundary::kVideoCodecs>;  // in the order of VideoCodec

    VideoDecoder(std::unique_ptr<PictureBuffers> buffers, Streams streams, PacketPtr packet, FramePtr frame);
    static base::Result<Stream> open(AVCodecID codec, const DecoderLimits& limits, PictureBuffers& buffers);
    static void begin_anew(Stream& stream);
    static bool is_settled(Stream& stream, const AVFrame& frame);
    static void say_colours(AVFrame& frame, AVCodecID codec);

    std::unique_ptr<PictureBuffers> buffers_;  // outlives the streams
    Streams streams_;
    std::size_t current_ = 0;
    PacketPtr packet_;
    FramePtr frame_;
    std::uint64_t damaged_ = 0;
    std::uint64_t withheld_ = 0;
};

}  // namespace cordon::untrusted::decode
