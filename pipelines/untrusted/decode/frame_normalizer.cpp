// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/decode/frame_normalizer.hpp"

#include <algorithm>

extern "C" {
#include <libavutil/pixdesc.h>
}

namespace cordon::untrusted::decode {
namespace {

constexpr int kSmallestSide = 16;
constexpr std::uint8_t kNoColour = 128;

// swscale's old names for "full range"; only the range differs, and that is ColourConverter's business.
AVPixelFormat without_range(AVPixelFormat format) {
    switch (format) {
        case AV_PIX_FMT_YUVJ420P:
            return AV_PIX_FMT_YUV420P;
        case AV_PIX_FMT_YUVJ422P:
            return AV_PIX_FMT_YUV422P;
        case AV_PIX_FMT_YUVJ444P:
            return AV_PIX_FMT_YUV444P;
        case AV_PIX_FMT_YUVJ440P:
            return AV_PIX_FMT_YUV440P;
        case AV_PIX_FMT_YUVJ411P:
            return AV_PIX_FMT_YUV411P;
        default:
            return format;
    }
}

bool is_full_range(const AVFrame& frame) {
    return frame.color_range == AVCOL_RANGE_JPEG || without_range(static_cast<AVPixelFormat>(frame.format)) !=
                                                        static_cast<AVPixelFormat>(frame.format);
}

AVRational sane_aspect(AVRational aspect) {
    const std::int64_t num = aspect.num;
    const std::int64_t den = aspect.den;
    return num > 0 && den > 0 && num <= 4 * den && den <= 4 * num ? aspect : AVRational{1, 1};
}

ConstPicture as_source(const MutablePicture& picture) {
    return {.planes = {picture.planes[0], picture.planes[1], picture.planes[2]}, .strides = picture.strides};
}

std::uint32_t to_even(std::uint64_t value, std::uint32_t most) {
    return std::clamp<std::uint32_t>(static_cast<std::uint32_t>(value + 1) & ~1U, 2, most);
}

}  // namespace

FrameNormalizer::FrameNormalizer(const boundary::FrameGeometry& geometry, boundary::RingWriter* ring)
    : geometry_(geometry),
      ring_(ring),
      picture_(std::make_unique_for_overwrite<std::uint8_t[]>(geometry.frame_bytes())),
      colours_(AVCOL_SPC_UNSPECIFIED, false, geometry.colours()) {
    // The first scaler of a process sets up swscale's tables and tells other threads with futex(2), which the
    // decoder's filter forbids: so it is made here, before lock-in, and thrown away.
    constexpr int kSide = kSmallestSide;
    const SwsContextPtr first(sws_getContext(kSide, kSide, AV_PIX_FMT_YUV422P, kSide, kSide,
                                             AV_PIX_FMT_YUV420P, SWS_BILINEAR, nullptr, nullptr, nullptr));
}

FrameNormalizer::Kind FrameNormalizer::kind_of(const AVFrame& frame) {
    const AVRational aspect = sane_aspect(frame.sample_aspect_ratio);
    return {.width = frame.width,
            .height = frame.height,
            .format = without_range(static_cast<AVPixelFormat>(frame.format)),
            .matrix = frame.colorspace,
            .full_range = is_full_range(frame),
            .across = static_cast<std::uint64_t>(frame.width) * static_cast<std::uint64_t>(aspect.num),
            .down = static_cast<std::uint64_t>(frame.height) * static_cast<std::uint64_t>(aspect.den)};
}

bool FrameNormalizer::keeps(const AVFrame& frame, boundary::Colours pinned) {
    return without_range(static_cast<AVPixelFormat>(frame.format)) == AV_PIX_FMT_YUV420P &&
           ColourConverter::is_identity_for(frame.colorspace, is_full_range(frame), pinned);
}

boundary::Colours FrameNormalizer::colours_to_pin(const AVFrame& frame) {
    return ColourConverter::colours_to_pin(frame.colorspace, is_full_range(frame));
}

std::optional<boundary::PictureView> FrameNormalizer::normalize(const AVFrame& frame) {
    const Kind kind = kind_of(frame);
    if (kind_ != kind && !prepare(kind)) {
        return std::nullopt;
    }
    MutablePicture picture{};
    for (std::size_t plane = 0; plane < 3; ++plane) {
        picture.planes[plane] = frame.data[plane];
        picture.strides[plane] = static_cast<std::size_t>(frame.linesize[plane]);
    }
    if (scaler_ != nullptr) {
        const MutablePicture placed = this->placed();
        if (!scale(frame, placed)) {
            return std::nullopt;
        }
        if (!colours_.is_identity()) {
            colours_.convert(as_source(placed), placed, place_.width, place_.height);
        }
        picture =
            planes_of(picture_.get(), {geometry_.luma_offset(), geometry_.u_offset(), geometry_.v_offset()});
    } else if (!colours_.is_identity()) {
        const MutablePicture canvas = this->canvas();
        colours_.convert(as_source(picture), canvas, place_.width, place_.height);
        picture = canvas;
    }
    boundary::PictureView view;
    for (std::size_t plane = 0; plane < 3; ++plane) {
        view.planes[plane] = reinterpret_cast<const std::byte*>(picture.planes[plane]);
        view.strides[plane] = picture.strides[plane];
    }
    return view;
}

bool FrameNormalizer::scale(const AVFrame& frame, const MutablePicture& into) {
    const std::array<std::uint8_t*, 4> planes{into.planes[0], into.planes[1], into.planes[2], nullptr};
    const std::array<int, 4> strides{static_cast<int>(into.strides[0]), static_cast<int>(into.strides[1]),
                                     static_cast<int>(into.strides[2]), 0};
    return sws_scale(scaler_.get(), frame.data, frame.linesize, 0, frame.height, planes.data(),
                     strides.data()) > 0;
}

FrameNormalizer::Place FrameNormalizer::place_of(const Kind& kind) const {
    if (static_cast<std::uint32_t>(kind.width) == geometry_.width() &&
        static_cast<std::uint32_t>(kind.height) == geometry_.height()) {
        return {.width = geometry_.width(), .height = geometry_.height()};
    }
    Place place{.width = geometry_.width(), .height = geometry_.height()};
    if (kind.across * place.height > kind.down * place.width) {
        place.height = to_even(place.width * kind.down / kind.across, geometry_.height());
    } else {
        place.width = to_even(place.height * kind.across / kind.down, geometry_.width());
    }
    place.x = (geometry_.width() - place.width) / 2 & ~1U;
    place.y = (geometry_.height() - place.height) / 2 & ~1U;
    return place;
}

bool FrameNormalizer::prepare(const Kind& kind) {
    kind_.reset();
    scaler_.reset();
    if (kind.width < kSmallestSide || kind.height < kSmallestSide) {
        return false;
    }
    place_ = place_of(kind);
    colours_ = ColourConverter(kind.matrix, kind.full_range, geometry_.colours());
    // Also what only has to be put between bars.
    const bool scaled = static_cast<std::uint32_t>(kind.width) != geometry_.width() ||
                        static_cast<std::uint32_t>(kind.height) != geometry_.height() ||
                        kind.format != AV_PIX_FMT_YUV420P;
    if (scaled) {
        // Bilinear, which swscale widens to a proper average where a picture shrinks; not fast bilinear,
        // which writes machine code into memory it has to obtain.
        scaler_.reset(sws_getContext(kind.width, kind.height, kind.format, static_cast<int>(place_.width),
                                     static_cast<int>(place_.height), AV_PIX_FMT_YUV420P,
                                     SWS_BILINEAR | SWS_ACCURATE_RND, nullptr, nullptr, nullptr));
        if (scaler_ == nullptr) {
            return false;
        }
        // Both sides alike: swscale is to leave range and matrix alone.
        const int* table = sws_getCoefficients(SWS_CS_ITU709);
        sws_setColorspaceDetails(scaler_.get(), table, 0, table, 0, 0, 1 << 16, 1 << 16);
        blacken();
    }
    kind_ = kind;
    return true;
}

void FrameNormalizer::blacken() {
    std::uint8_t* const chroma = picture_.get() + geometry_.u_offset();
    std::fill(picture_.get(), chroma, boundary::sample_range(geometry_.colours()).black);
    std::fill(chroma, picture_.get() + geometry_.frame_bytes(), kNoColour);
}

MutablePicture FrameNormalizer::placed() {
    const std::size_t luma = place_.y * geometry_.luma_stride() + place_.x;
    const std::size_t chroma = place_.y / 2 * geometry_.chroma_stride() + place_.x / 2;
    return planes_of(picture_.get(), {geometry_.luma_offset() + luma, geometry_.u_offset() + chroma,
                                      geometry_.v_offset() + chroma});
}

MutablePicture FrameNormalizer::canvas() {
    if (ring_ == nullptr) {
        return placed();
    }
    const auto planes = boundary::slot_planes(geometry_);
    return planes_of(reinterpret_cast<std::uint8_t*>(ring_->canvas()), {planes[0], planes[1], planes[2]});
}

MutablePicture FrameNormalizer::planes_of(std::uint8_t* pixels,
                                          const std::array<std::size_t, 3>& offsets) const {
    return {.planes = {pixels + offsets[0], pixels + offsets[1], pixels + offsets[2]},
            .strides = {geometry_.luma_stride(), geometry_.chroma_stride(), geometry_.chroma_stride()}};
}

}  // namespace cordon::untrusted::decode
