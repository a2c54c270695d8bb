// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>

extern "C" {
#include <libavutil/pixfmt.h>
}

namespace cordon::untrusted::decode {

// What FrameNormalizer takes, and so what a decoder may give: planar Y'CbCr and grey of 8 and 10 bits. Those
// with fewer rows of colour than columns (440) and the reverse (411) are what rotated and old JPEG cameras
// send.
inline constexpr std::array kPixelFormats{
    AV_PIX_FMT_YUV420P,   AV_PIX_FMT_YUVJ420P,  AV_PIX_FMT_YUV422P, AV_PIX_FMT_YUVJ422P,
    AV_PIX_FMT_YUV444P,   AV_PIX_FMT_YUVJ444P,  AV_PIX_FMT_YUV440P, AV_PIX_FMT_YUVJ440P,
    AV_PIX_FMT_YUV411P,   AV_PIX_FMT_YUVJ411P,  AV_PIX_FMT_GRAY8,   AV_PIX_FMT_YUV420P10,
    AV_PIX_FMT_YUV422P10, AV_PIX_FMT_YUV444P10, AV_PIX_FMT_GRAY10,
};

[[nodiscard]] constexpr bool is_taken(AVPixelFormat format) {
    return std::ranges::find(kPixelFormats, format) != kPixelFormats.end();
}

}  // namespace cordon::untrusted::decode
