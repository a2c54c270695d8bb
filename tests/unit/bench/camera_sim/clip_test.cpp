// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/clip.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bench/synthetic_clip/clip_encoder.hpp"

namespace cordon::bench {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr int kPictures = 20;

// A small clip of moving squares; `name` says by its ending how it is stored.
class ClipTest : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = testing::TempDir() + "clip_test_XXXXXX";
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::string encode(const std::string& name, ClipFormat format) {
        format.width = 128;
        format.height = 128;
        format.keyframe_interval = 10;
        std::string file = folder_ + "/" + name;
        auto encoder = ClipEncoder::create(file, format);
        EXPECT_TRUE(encoder.ok());
        for (int i = 0; i < kPictures; ++i) {
            Canvas canvas(format.width, format.height);
            canvas.ellipse({10.0 + 5 * i, 64}, 12, 30, Colour::rgb(250, 200, 20));
            EXPECT_TRUE(encoder.value().add(canvas).ok());
        }
        EXPECT_TRUE(encoder.value().finish().ok());
        return file;
    }
    std::shared_ptr<const Clip> read(const std::string& file) {
        auto clip = Clip::read(file);
        EXPECT_TRUE(clip.ok()) << (clip.ok() ? "" : clip.error().message);
        return clip.ok() ? clip.value() : nullptr;
    }

    std::string folder_;
};

std::multiset<std::chrono::nanoseconds> presentation_times(const Clip& clip) {
    std::multiset<std::chrono::nanoseconds> times;
    for (const ClipPicture& picture : clip.pictures) {
        times.insert(picture.presentation_time);
    }
    return times;
}

bool has_sets_before_its_slice(const Clip& clip, const ClipPicture& picture) {
    const auto place = [&](NalKind kind) {
        return std::find_if(picture.nals.begin(), picture.nals.end(),
                            [&](const auto& nal) { return nal_kind(clip.codec, nal) == kind; });
    };
    const auto slice = place(NalKind::kRandomAccess);
    return slice != picture.nals.end() && place(NalKind::kSps) < slice && place(NalKind::kPps) < slice;
}

TEST_F(ClipTest, ReadsEveryPictureOfAnMp4WithParameterSetsBeforeEachRandomAccessPoint) {
    const auto clip = read(encode("a.mp4", {}));
    ASSERT_NE(clip, nullptr);
    EXPECT_EQ(clip->codec, ClipCodec::kH264);
    EXPECT_EQ(clip->width, 128);
    ASSERT_EQ(clip->pictures.size(), std::size_t{kPictures});
    EXPECT_EQ(clip->duration, kPictures * 40ms);
    for (std::size_t i = 0; i < clip->pictures.size(); ++i) {
        const auto& picture = clip->pictures[i];
        EXPECT_EQ(picture.random_access, i % 10 == 0) << i;
        EXPECT_EQ(picture.decode_time, static_cast<int>(i) * 40ms);
        EXPECT_EQ(has_sets_before_its_slice(*clip, picture), picture.random_access) << i;
    }
}

TEST_F(ClipTest, ReadsH265FromMatroska) {
    const auto clip = read(encode("a.mkv", {.h265 = true}));
    ASSERT_NE(clip, nullptr);
    EXPECT_EQ(clip->codec, ClipCodec::kH265);
    EXPECT_EQ(clip->pictures.size(), std::size_t{kPictures});
    EXPECT_EQ(clip->parameter_sets.size(), 3U);
    EXPECT_EQ(nal_kind(clip->codec, clip->pictures[10].nals.front()), NalKind::kVps);
}

TEST_F(ClipTest, GivesARawStreamWithBFramesTheTimesTheContainerHad) {
    const auto contained = read(encode("a.mp4", {.b_frames = 2}));
    ASSERT_NE(contained, nullptr);
    const std::string raw = folder_ + "/a.264";
    std::ofstream stream(raw, std::ios::binary);
    for (const ClipPicture& picture : contained->pictures) {
        for (const auto& nal : picture.nals) {
            stream.write("\0\0\0\1", 4);
            stream.write(reinterpret_cast<const char*>(nal.data()), static_cast<std::streamsize>(nal.size()));
        }
    }
    stream.close();
    const auto clip = read(raw);
    ASSERT_NE(clip, nullptr);
    ASSERT_EQ(clip->pictures.size(), contained->pictures.size());
    EXPECT_EQ(presentation_times(*clip).size(), std::size_t{kPictures});
    const auto delay = contained->pictures[0].presentation_time - clip->pictures[0].presentation_time;
    for (std::size_t i = 0; i < clip->pictures.size(); ++i) {
        EXPECT_EQ(clip->pictures[i].nals, contained->pictures[i].nals) << i;
        EXPECT_EQ(clip->pictures[i].decode_time, contained->pictures[i].decode_time) << i;
        EXPECT_EQ(clip->pictures[i].presentation_time + delay, contained->pictures[i].presentation_time) << i;
        EXPECT_GE(clip->pictures[i].presentation_time, clip->pictures[i].decode_time) << i;
    }
}

TEST_F(ClipTest, NamesAFileItCannotPlay) {
    EXPECT_THAT(Clip::read(folder_ + "/none.mp4").error().message, HasSubstr(folder_ + "/none.mp4"));
    const std::string noise = folder_ + "/noise.mp4";
    std::ofstream(noise) << "this is no film";
    EXPECT_THAT(Clip::read(noise).error().message, HasSubstr(noise));
}

}  // namespace
}  // namespace cordon::bench
