// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/decode/frame_normalizer.hpp"

#include <cstring>

#include <gtest/gtest.h>

extern "C" {
#include <libavutil/pixdesc.h>
}

#include "gateway/boundary/sealed_memory.hpp"

namespace cordon::untrusted::decode {
namespace {

// A frame of one colour, its components given in 8 bits.
FramePtr flat(AVPixelFormat format, int width, int height, std::array<int, 3> colour) {
    FramePtr frame(av_frame_alloc());
    frame->format = format;
    frame->width = width;
    frame->height = height;
    EXPECT_EQ(av_frame_get_buffer(frame.get(), 0), 0);
    const auto* description = av_pix_fmt_desc_get(format);
    const int shift = description->comp[0].depth - 8;
    for (int plane = 0; plane < description->nb_components; ++plane) {
        const int rows = plane == 0 ? height : AV_CEIL_RSHIFT(height, description->log2_chroma_h);
        const int columns = plane == 0 ? width : AV_CEIL_RSHIFT(width, description->log2_chroma_w);
        for (int y = 0; y < rows; ++y) {
            std::uint8_t* row = frame->data[plane] + static_cast<std::ptrdiff_t>(y) * frame->linesize[plane];
            for (int x = 0; x < columns; ++x) {
                if (shift == 0) {
                    row[x] = static_cast<std::uint8_t>(colour.at(static_cast<std::size_t>(plane)));
                } else {
                    reinterpret_cast<std::uint16_t*>(row)[x] =
                        static_cast<std::uint16_t>(colour.at(static_cast<std::size_t>(plane)) << shift);
                }
            }
        }
    }
    return frame;
}

std::array<int, 3> at(const boundary::PictureView& view, std::size_t x, std::size_t y) {
    const auto value = [&](std::size_t plane, std::size_t px, std::size_t py) {
        return std::to_integer<int>(view.planes[plane][py * view.strides[plane] + px]);
    };
    return {value(0, x, y), value(1, x / 2, y / 2), value(2, x / 2, y / 2)};
}

using Colour = std::array<int, 3>;
constexpr Colour kBlack{16, 128, 128};

class Normalizer : public testing::Test {
protected:
    const boundary::FrameGeometry geometry_ = boundary::FrameGeometry::create(640, 360).value();
    FrameNormalizer normalizer_{geometry_};

    boundary::PictureView normalize(const FramePtr& frame) {
        const auto view = normalizer_.normalize(*frame);
        EXPECT_TRUE(view.has_value());
        return view.value_or(boundary::PictureView{});
    }
};

TEST_F(Normalizer, PassesOnWhatIsRightAlreadyWithoutACopy) {
    const FramePtr frame = flat(AV_PIX_FMT_YUV420P, 640, 360, {90, 100, 110});
    const auto view = normalize(frame);
    for (std::size_t plane = 0; plane < 3; ++plane) {
        EXPECT_EQ(reinterpret_cast<const std::uint8_t*>(view.planes[plane]), frame->data[plane]);
        EXPECT_EQ(view.strides[plane], static_cast<std::size_t>(frame->linesize[plane]));
    }
}

TEST_F(Normalizer, MakesEightBitFourTwoZeroOfEveryFormatADecoderMayGive) {
    for (const AVPixelFormat format : {AV_PIX_FMT_YUV422P, AV_PIX_FMT_YUV444P, AV_PIX_FMT_YUV420P10,
                                       AV_PIX_FMT_YUV422P10, AV_PIX_FMT_YUV444P10}) {
        const auto view = normalize(flat(format, 640, 360, {90, 100, 110}));
        EXPECT_EQ(at(view, 0, 0), (Colour{90, 100, 110})) << av_get_pix_fmt_name(format);
        EXPECT_EQ(at(view, 639, 359), (Colour{90, 100, 110})) << av_get_pix_fmt_name(format);
    }
    for (const AVPixelFormat format : {AV_PIX_FMT_GRAY8, AV_PIX_FMT_GRAY10}) {
        const auto view = normalize(flat(format, 640, 360, {90, 0, 0}));
        EXPECT_EQ(at(view, 320, 180), (Colour{90, 128, 128})) << av_get_pix_fmt_name(format);
    }
}

TEST_F(Normalizer, BringsFullRangeIntoLimitedRangeHoweverItIsSaid) {
    const FramePtr flagged = flat(AV_PIX_FMT_YUV420P, 640, 360, {255, 128, 128});
    flagged->color_range = AVCOL_RANGE_JPEG;
    EXPECT_EQ(at(normalize(flagged), 1, 1), (Colour{235, 128, 128}));
    EXPECT_EQ(at(normalize(flat(AV_PIX_FMT_YUVJ420P, 640, 360, {0, 128, 128})), 1, 1), kBlack);
    EXPECT_EQ(at(normalize(flat(AV_PIX_FMT_YUVJ422P, 640, 360, {255, 128, 128})), 1, 1),
              (Colour{235, 128, 128}));
    // Scaled as well: the range is changed once, not twice.
    EXPECT_EQ(at(normalize(flat(AV_PIX_FMT_YUVJ444P, 1280, 720, {255, 128, 128})), 300, 200),
              (Colour{235, 128, 128}));
}

TEST(NormalizerToOtherColours, PassesOnWhatHasThemAndConvertsTheRest) {
    const auto geometry = boundary::FrameGeometry::create(640, 360, boundary::Colours::kBt601Full).value();
    FrameNormalizer normalizer(geometry);
    const FramePtr same = flat(AV_PIX_FMT_YUVJ420P, 640, 360, {255, 100, 110});
    same->colorspace = AVCOL_SPC_BT470BG;
    EXPECT_EQ(FrameNormalizer::colours_to_pin(*same), boundary::Colours::kBt601Full);
    const auto view = normalizer.normalize(*same).value();
    EXPECT_EQ(reinterpret_cast<const std::uint8_t*>(view.planes[0]), same->data[0]) << "without a copy";
    const FramePtr limited = flat(AV_PIX_FMT_YUV420P, 640, 360, {235, 128, 128});
    limited->colorspace = AVCOL_SPC_BT470BG;
    EXPECT_EQ(FrameNormalizer::colours_to_pin(*limited), boundary::Colours::kBt601);
    EXPECT_EQ(at(normalizer.normalize(*limited).value(), 1, 1), (Colour{255, 128, 128}));
    // A red of BT.709 in limited range, scaled as well.
    EXPECT_EQ(at(normalizer.normalize(*flat(AV_PIX_FMT_YUV420P, 1280, 720, {63, 102, 240})).value(), 9, 9),
              (Colour{77, 85, 255}));
    // Of the right colours and another format: scaled, not converted.
    const FramePtr wide = flat(AV_PIX_FMT_YUVJ422P, 640, 360, {250, 100, 110});
    wide->colorspace = AVCOL_SPC_BT470BG;
    EXPECT_EQ(at(normalizer.normalize(*wide).value(), 1, 1), (Colour{250, 100, 110}));
    // Bars are as black as the range has it.
    const FramePtr narrow = flat(AV_PIX_FMT_YUV420P, 640, 480, {90, 100, 110});
    EXPECT_EQ(at(normalizer.normalize(*narrow).value(), 10, 180), (Colour{0, 128, 128}));
}

TEST_F(Normalizer, DrawsWhatOnlyHasOtherColoursOnTheRingsCanvas) {
    const auto memory = boundary::create_sealed_memory("test-ring", boundary::ring_bytes(geometry_)).value();
    auto ring = boundary::RingWriter::create(memory.get(), geometry_).value();
    FrameNormalizer normalizer(geometry_, &ring);
    const FramePtr right = flat(AV_PIX_FMT_YUV420P, 640, 360, {90, 100, 110});
    const FramePtr full = flat(AV_PIX_FMT_YUVJ420P, 640, 360, {255, 128, 128});
    const FramePtr larger = flat(AV_PIX_FMT_YUVJ420P, 1280, 720, {255, 128, 128});
    EXPECT_TRUE(FrameNormalizer::keeps(*right, geometry_.colours()));
    EXPECT_FALSE(FrameNormalizer::keeps(*full, geometry_.colours()));
    for (int times = 0; times < 3; ++times) {
        const auto view = normalizer.normalize(*full).value();
        EXPECT_EQ(view.planes[0], ring.canvas());
        EXPECT_EQ(at(view, 0, 0), (Colour{235, 128, 128}));
        EXPECT_EQ(at(view, 639, 359), (Colour{235, 128, 128}));
        ring.publish(view, 0);
        for (const FramePtr* elsewhere : {&right, &larger}) {
            EXPECT_NE(normalizer.normalize(**elsewhere).value().planes[0], ring.canvas());
        }
    }
}

TEST_F(Normalizer, ScalesAnotherSizeOfTheSameShapeToTheWholePicture) {
    for (const auto& [width, height] : {std::pair{1280, 720}, std::pair{320, 180}, std::pair{1920, 1080}}) {
        const auto view = normalize(flat(AV_PIX_FMT_YUV420P, width, height, {90, 100, 110}));
        for (const auto& [x, y] : {std::pair{0U, 0U}, std::pair{639U, 359U}, std::pair{320U, 180U}}) {
            EXPECT_EQ(at(view, x, y), (Colour{90, 100, 110}));
        }
    }
}

TEST_F(Normalizer, KeepsTheShapeAndFillsTheRestWithBlack) {
    const auto narrow = normalize(flat(AV_PIX_FMT_YUV420P, 640, 480, {90, 100, 110}));
    EXPECT_EQ(at(narrow, 320, 0), (Colour{90, 100, 110}));
    EXPECT_EQ(at(narrow, 82, 180), (Colour{90, 100, 110}));
    EXPECT_EQ(at(narrow, 78, 180), kBlack);
    EXPECT_EQ(at(narrow, 639, 180), kBlack);
    const auto wide = normalize(flat(AV_PIX_FMT_YUV420P, 1280, 360, {90, 100, 110}));
    EXPECT_EQ(at(wide, 0, 180), (Colour{90, 100, 110}));
    EXPECT_EQ(at(wide, 320, 86), kBlack);
    EXPECT_EQ(at(wide, 320, 274), kBlack);
    // Back to another shape: no bar of the one before stays.
    EXPECT_EQ(at(normalize(flat(AV_PIX_FMT_YUV420P, 1280, 720, {90, 100, 110})), 320, 10),
              (Colour{90, 100, 110}));
}

TEST_F(Normalizer, ReckonsWithTheShapeOfTheSamples) {
    const FramePtr frame = flat(AV_PIX_FMT_YUV420P, 320, 360, {90, 100, 110});
    frame->sample_aspect_ratio = {2, 1};
    EXPECT_EQ(at(normalize(frame), 0, 180), (Colour{90, 100, 110}));
    frame->sample_aspect_ratio = {1000, 1};  // nonsense counts as square
    EXPECT_EQ(at(normalize(frame), 0, 180), kBlack);
}

TEST_F(Normalizer, RefusesWhatIsTooSmallToBeAPicture) {
    EXPECT_FALSE(normalizer_.normalize(*flat(AV_PIX_FMT_YUV420P, 8, 360, {90, 100, 110})).has_value());
    EXPECT_FALSE(normalizer_.normalize(*flat(AV_PIX_FMT_YUV420P, 640, 2, {90, 100, 110})).has_value());
    EXPECT_TRUE(normalizer_.normalize(*flat(AV_PIX_FMT_YUV420P, 640, 360, {90, 100, 110})).has_value());
}

TEST_F(Normalizer, SurvivesEveryOddSize) {
    for (int width = 16; width < 50; width += 3) {
        for (int height = 16; height < 50; height += 5) {
            EXPECT_TRUE(normalizer_.normalize(*flat(AV_PIX_FMT_YUV444P, width, height, {90, 100, 110})))
                << width << "x" << height;
        }
    }
}

}  // namespace
}  // namespace cordon::untrusted::decode
