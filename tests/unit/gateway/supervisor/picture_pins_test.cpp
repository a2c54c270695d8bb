// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/picture_pins.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "config/encoder_limits.hpp"
#include "config/scalar_values.hpp"

namespace cordon::supervisor {
namespace {

using boundary::Colours;
using boundary::EncoderKind;
using boundary::FrameGeometry;
using testing::HasSubstr;

constexpr std::uint32_t kMostPixels = boundary::kLargestPicture;

config::CameraConfig camera(const std::string& url = "rtsp://10.0.0.1/a?password=hunter2") {
    return {.name = "gate",
            .title = "Gate",
            .source = {.url = config::Secret(url),
                       .address = config::parse_address("10.0.0.1").value(),
                       .port = 554},
            .username = {},
            .password = {},
            .picture = config::provisional_picture(),
            .most_frames_per_second = 30,
            .encoder = EncoderKind::kOpenH264,
            .quality = 26,
            .most_kilobits_per_second = 1000,
            .silence_limit = std::chrono::seconds(5),
            .picture_is_auto = true};
}

FrameGeometry size(std::uint32_t width, std::uint32_t height) {
    return FrameGeometry::create(width, height).value();
}

class PicturePinsTest : public testing::Test {
protected:
    PicturePinsTest() {
        std::string name = (std::filesystem::temp_directory_path() / "cordon-pins-XXXXXX").string();
        folder = ::mkdtemp(name.data());
    }
    ~PicturePinsTest() override {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }
    PicturePinsTest(const PicturePinsTest&) = delete;
    PicturePinsTest& operator=(const PicturePinsTest&) = delete;

    [[nodiscard]] PicturePins pins() const { return PicturePins(folder); }
    [[nodiscard]] std::string text() const {
        std::ifstream file(folder / "gate.picture");
        return {std::istreambuf_iterator<char>(file), {}};
    }
    void write(const std::string& text) const { std::ofstream(folder / "gate.picture") << text; }
    [[nodiscard]] bool finds_nothing(const config::CameraConfig& of) const {
        const auto found = pins().find(of);
        return found.ok() && !found.value();
    }

    std::filesystem::path folder;
};

TEST_F(PicturePinsTest, FindsWhatItStored) {
    EXPECT_TRUE(finds_nothing(camera()));
    ASSERT_TRUE(pins().store(camera(), size(1280, 720)).ok());
    EXPECT_EQ(pins().find(camera()).value(), size(1280, 720));
    ASSERT_TRUE(pins().store(camera(), size(640, 360)).ok());
    EXPECT_EQ(pins().find(camera()).value(), size(640, 360));
}

TEST_F(PicturePinsTest, KeepsTheColoursBesideTheSize) {
    for (const auto colours : {Colours::kBt709, Colours::kBt601, Colours::kBt709Full, Colours::kBt601Full}) {
        const auto picture = FrameGeometry::create(768, 432, colours).value();
        ASSERT_TRUE(pins().store(camera(), picture).ok());
        EXPECT_EQ(pins().find(camera()).value(), picture);
    }
    EXPECT_THAT(text(), HasSubstr("\npicture: 768x432 bt601-full\nsource: "));
    // As a version that did not know of them wrote it.
    std::string old = text();
    old.replace(old.find(" bt601-full"), 11, "");
    write(old);
    EXPECT_EQ(pins().find(camera()).value(), size(768, 432));
}

TEST_F(PicturePinsTest, LeavesOneFileForPeopleAndNobodyElsesEyes) {
    ASSERT_TRUE(pins().store(camera(), size(1280, 720)).ok());
    EXPECT_THAT(text(), HasSubstr("\npicture: 1280x720\nsource: 10.0.0.1 554 "));
    EXPECT_EQ(text().find("hunter2"), std::string::npos) << "a URL may hold a password";
    struct stat status {};
    ASSERT_EQ(::stat((folder / "gate.picture").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
}

TEST_F(PicturePinsTest, ForgetsASizeThatWasFoundAtAnotherSource) {
    ASSERT_TRUE(pins().store(camera("rtsp://10.0.0.1/a?subtype=0"), size(1280, 720)).ok());
    EXPECT_TRUE(finds_nothing(camera("rtsp://10.0.0.1/a?subtype=1")));
    auto moved = camera("rtsp://10.0.0.1/a?subtype=0");
    moved.source.address = config::parse_address("10.0.0.2").value();
    EXPECT_TRUE(finds_nothing(moved));
    auto other_port = camera("rtsp://10.0.0.1/a?subtype=0");
    other_port.source.port = 8554;
    EXPECT_TRUE(finds_nothing(other_port));
}

TEST_F(PicturePinsTest, ForgetsASizeTheEncoderOfNowDoesNotTake) {
    auto with_x264 = camera();
    with_x264.encoder = EncoderKind::kX264;
    ASSERT_TRUE(pins().store(with_x264, size(8192, 4320)).ok());
    EXPECT_EQ(pins().find(with_x264).value(), size(8192, 4320));
    auto with_any = camera();
    with_any.encoder = {};
    EXPECT_EQ(pins().find(with_any).value(), size(8192, 4320));
    EXPECT_TRUE(finds_nothing(camera()));
}

TEST_F(PicturePinsTest, TakesASizeThatSomebodyCorrectedByHand) {
    ASSERT_TRUE(pins().store(camera(), size(1280, 720)).ok());
    std::string corrected = text();
    corrected.replace(corrected.find("1280x720"), 8, "1280x960");
    write(corrected);
    EXPECT_EQ(pins().find(camera()).value(), size(1280, 960));
}

TEST_F(PicturePinsTest, SaysWhenAFileIsNotOneOfIts) {
    ASSERT_TRUE(pins().store(camera(), size(1280, 720)).ok());
    const std::string good = text();
    const std::string source = good.substr(good.find("source: "));
    for (const std::string& bad :
         {std::string(), std::string("rubbish"), "picture: 1281x720\n" + source,
          "picture: 99999x720\n" + source, std::string("picture: 1280x720\n"),
          good.substr(0, good.find("source: ")), std::string(5000, '#'), "picture: 1280x720 \n" + source,
          "picture: 1280x720 bt2020\n" + source, "picture: 1280x720  bt601\n" + source,
          "picture: 1280x720 bt601 \n" + source, "picture: bt601\n" + source,
          std::string("picture: \0001280x720\n", 20) + source}) {
        write(bad);
        const auto found = pins().find(camera());
        ASSERT_FALSE(found.ok()) << bad;
        EXPECT_THAT(found.error().message, HasSubstr("gate.picture is not as Cordon writes it"));
    }
}

TEST_F(PicturePinsTest, FollowsNoLinkAndWaitsAtNoPipe) {
    std::ofstream(folder / "elsewhere") << "picture: 640x360\nsource: x\n";
    std::filesystem::create_symlink(folder / "elsewhere", folder / "gate.picture");
    EXPECT_FALSE(pins().find(camera()).ok());
    std::filesystem::remove(folder / "gate.picture");
    ASSERT_EQ(::mkfifo((folder / "gate.picture").c_str(), 0600), 0);
    EXPECT_FALSE(pins().find(camera()).ok());
}

TEST_F(PicturePinsTest, KeepsWhatWasPinnedWhereItCannotWriteAnew) {
    ASSERT_TRUE(pins().store(camera(), size(1280, 720)).ok());
    std::filesystem::create_directory(folder / "gate.picture.new");
    EXPECT_FALSE(pins().store(camera(), size(640, 360)).ok());
    EXPECT_EQ(pins().find(camera()).value(), size(1280, 720));
}

TEST(PictureToPin, IsWhatTheCameraSendsWithEvenSides) {
    EXPECT_EQ(picture_to_pin(1280, 720, Colours::kBt709, EncoderKind::kOpenH264, kMostPixels),
              size(1280, 720));
    EXPECT_EQ(picture_to_pin(641, 361, Colours::kBt709, EncoderKind::kOpenH264, kMostPixels), size(642, 362));
    EXPECT_EQ(picture_to_pin(641, 361, Colours::kBt709, EncoderKind::kOpenH264, 641 * 361), size(642, 362));
}

TEST(PictureToPin, HasTheCamerasColours) {
    EXPECT_EQ(picture_to_pin(1280, 720, Colours::kBt601Full, {}, kMostPixels),
              FrameGeometry::create(1280, 720, Colours::kBt601Full).value());
    EXPECT_EQ(picture_to_pin(16384, 16384, Colours::kBt601, {}, 256).colours(), Colours::kBt601);
}

TEST(PictureToPin, IsAlwaysOneThatRingAndEncoderTake) {
    for (const auto encoder : {config::EncoderChoice(EncoderKind::kOpenH264),
                               config::EncoderChoice(EncoderKind::kX264), config::EncoderChoice()}) {
        for (const std::uint64_t width : {1, 15, 17, 4000, 8191, 16384}) {
            for (const std::uint64_t height : {1, 15, 17, 3000, 8191, 16384}) {
                const auto picture = picture_to_pin(width, height, Colours::kBt709, encoder, kMostPixels);
                EXPECT_TRUE(config::check_encoder_takes(encoder, picture).ok()) << width << "x" << height;
            }
        }
    }
    const auto large = picture_to_pin(4000, 3000, Colours::kBt709, EncoderKind::kOpenH264, kMostPixels);
    EXPECT_GE(large.width(), 3400U);
    EXPECT_NEAR(static_cast<double>(large.width()) / large.height(), 4.0 / 3, 0.01);
}

TEST(PictureToPin, MakesALyingDecoderNoMoreExpensiveThanAnHonestOne) {
    const auto picture = picture_to_pin(16384, 16384, Colours::kBt709, EncoderKind::kX264, 1920 * 1080);
    EXPECT_LE(std::uint64_t{picture.width()} * picture.height(), 1920U * 1080 + 8192);
    EXPECT_EQ(picture_to_pin(16384, 16384, Colours::kBt709, EncoderKind::kX264, 256), size(16, 16));
}

}  // namespace
}  // namespace cordon::supervisor
