// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/boundary/launch_record.hpp"

#include <memory>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "gateway/boundary/decoder_arena.hpp"
#include "gateway/boundary/sealed_memory.hpp"

namespace cordon::boundary {
namespace {

DecoderLaunchRecord good_decoder() {
    DecoderLaunchRecord record;
    put_geometry(record, FrameGeometry::create(1920, 1080, Colours::kBt601).value());
    record.largest_access_unit = 4U << 20;
    record.largest_picture = 1920 * 1080;
    record.most_references = 16;
    record.arena_bytes = decoder_arena_bytes(record).value();
    return record;
}

ReceiverLaunchRecord good_receiver() {
    ReceiverLaunchRecord record;
    record.port = 554;
    record.address_family = 4;
    EXPECT_TRUE(put_text(record.url, "rtsp://10.0.0.1/stream"));
    record.largest_access_unit = 4U << 20;
    record.silence_limit_ms = 5000;
    return record;
}

std::unique_ptr<PublisherLaunchRecord> good_publisher() {
    auto record = std::make_unique<PublisherLaunchRecord>();
    record->camera_count = 1;
    record->encoder_threads = 2;
    record->keyframe_interval_ms = 2000;
    record->rtsp_port = 8554;
    record->web_port = 8888;
    PublishedCamera& camera = record->cameras[0];
    EXPECT_TRUE(put_text(camera.name, "gate"));
    put_geometry(camera, FrameGeometry::create(640, 360, Colours::kBt709Full).value());
    camera.most_frames_per_second = 60;
    camera.encoder = static_cast<std::uint32_t>(EncoderKind::kOpenH264);
    camera.preset = static_cast<std::uint32_t>(EncoderPreset::kArchive);
    camera.quality = 23;
    camera.most_kilobits_per_second = 8000;
    return record;
}

TEST(LaunchRecord, ArrivesAsItWasWritten) {
    auto memory = write_launch_record(good_decoder());
    ASSERT_TRUE(memory.ok());
    DecoderLaunchRecord read;
    ASSERT_TRUE(read_launch_record(memory.value().release(), read).ok());
    EXPECT_EQ(geometry_of(read).value(), FrameGeometry::create(1920, 1080, Colours::kBt601).value());
    EXPECT_EQ(read.arena_bytes, good_decoder().arena_bytes);
}

TEST(LaunchRecord, OfASnapshotHoldsARingsGeometry) {
    SnapshotLaunchRecord record;
    EXPECT_FALSE(check(record).ok()) << "no size";
    put_geometry(record, FrameGeometry::create(640, 360, Colours::kBt601Full).value());
    EXPECT_TRUE(check(record).ok());
    EXPECT_EQ(geometry_of(record).value(), FrameGeometry::create(640, 360, Colours::kBt601Full).value());
    for (const std::uint32_t none : {0U, 5U, 0xFFFFFFFFU}) {
        record.colours = none;
        EXPECT_FALSE(check(record).ok()) << none;
    }
    record.colours = 1;
    record.height = 361;
    EXPECT_FALSE(check(record).ok());
    record.height = 360;
    record.magic = DecoderLaunchRecord::kMagic;
    EXPECT_FALSE(check(record).ok());
}

TEST(LaunchRecord, CannotBeWrittenByTheChildThatReadsIt) {
    const auto memory = write_launch_record(good_decoder());
    ASSERT_TRUE(memory.ok());
    EXPECT_LT(::pwrite(memory.value().get(), "x", 1, 0), 0);
}

TEST(LaunchRecord, OfAnotherKindIsRefused) {
    auto memory = write_launch_record(good_decoder());
    ASSERT_TRUE(memory.ok());
    ReceiverLaunchRecord other;
    EXPECT_FALSE(read_launch_record(memory.value().release(), other).ok());
}

TEST(LaunchRecord, ThatIsNoSealedMemoryIsRefusedWithAWordOnHowToStartTheProgram) {
    DecoderLaunchRecord record;
    const auto outcome = read_launch_record(::open("/dev/zero", O_RDONLY | O_CLOEXEC), record);
    ASSERT_FALSE(outcome.ok());
    EXPECT_NE(outcome.error().message.find("cordon run"), std::string::npos);
}

TEST(LaunchRecord, OfADecoderIsRefusedForEachFieldOutOfRange) {
    EXPECT_TRUE(check(good_decoder()).ok());
    const auto refused = [](auto change) {
        DecoderLaunchRecord record = good_decoder();
        change(record);
        return !check(record).ok();
    };
    EXPECT_TRUE(refused([](auto& r) { r.magic += 1; }));
    EXPECT_TRUE(refused([](auto& r) { r.width = 641; }));
    EXPECT_TRUE(refused([](auto& r) { r.height = 0; }));
    EXPECT_TRUE(refused([](auto& r) { r.colours = 0; }));
    EXPECT_TRUE(refused([](auto& r) { r.colours = 5; }));
    EXPECT_TRUE(refused([](auto& r) { r.colours |= 1ULL << 32; }));
    EXPECT_TRUE(refused([](auto& r) { r.largest_access_unit = 0; }));
    EXPECT_TRUE(refused([](auto& r) { r.largest_picture = 0; }));
    EXPECT_TRUE(refused([](auto& r) { r.largest_picture = kLargestPicture + 1; }));
    EXPECT_TRUE(refused([](auto& r) { r.most_references = 0; }));
    EXPECT_TRUE(refused([](auto& r) { r.most_references = kMostReferences + 1; }));
    EXPECT_TRUE(refused([](auto& r) { r.arena_bytes = 0; }));
}

TEST(LaunchRecord, OfAReceiverIsRefusedForEachFieldOutOfRange) {
    EXPECT_TRUE(check(good_receiver()).ok());
    const auto refused = [](auto change) {
        ReceiverLaunchRecord record = good_receiver();
        change(record);
        return !check(record).ok();
    };
    EXPECT_TRUE(refused([](auto& r) { r.magic = 0; }));
    EXPECT_TRUE(refused([](auto& r) { r.port = 0; }));
    EXPECT_TRUE(refused([](auto& r) { r.address_family = 5; }));
    EXPECT_TRUE(refused([](auto& r) { r.url.fill('x'); }));
    EXPECT_TRUE(refused([](auto& r) { return put_text(r.url, "http://10.0.0.1/"); }));
    EXPECT_TRUE(refused([](auto& r) { r.username.fill('x'); }));
    EXPECT_TRUE(refused([](auto& r) { r.password.fill('x'); }));
}

TEST(LaunchRecord, OfAReceiverInsideTlsIsRefusedUnlessItSaysWhomToTrust) {
    const auto taken = [](auto change) {
        ReceiverLaunchRecord record = good_receiver();
        EXPECT_TRUE(put_text(record.url, "rtsps://10.0.0.1/stream"));
        record.transport = static_cast<std::uint32_t>(TransportPolicy::kTcp);
        record.certificate_trust = static_cast<std::uint32_t>(CertificateTrust::kAuthority);
        EXPECT_TRUE(put_text(record.certificate_authority, "-----BEGIN CERTIFICATE-----"));
        change(record);
        return check(record).ok();
    };
    EXPECT_TRUE(taken([](auto&) {}));
    EXPECT_TRUE(taken([](auto& r) { r.certificate_trust = 1, r.certificate_authority = {}; }));
    EXPECT_FALSE(taken([](auto& r) { r.certificate_trust = 1; }));
    EXPECT_FALSE(taken([](auto& r) { r.certificate_trust = 3, r.certificate_authority = {}; }));
    EXPECT_FALSE(taken([](auto& r) { r.certificate_trust = 0, r.certificate_authority = {}; }));
    EXPECT_FALSE(taken([](auto& r) { r.certificate_authority = {}; }));
    EXPECT_FALSE(taken([](auto& r) { r.certificate_authority.fill('x'); }));
    EXPECT_FALSE(taken([](auto& r) { r.transport = static_cast<std::uint32_t>(TransportPolicy::kAuto); }));
    EXPECT_FALSE(taken([](auto& r) { EXPECT_TRUE(put_text(r.url, "rtsp://10.0.0.1/stream")); }));
}

TEST(LaunchRecord, OfAPublisherIsRefusedForEachFieldOutOfRange) {
    EXPECT_TRUE(check(*good_publisher()).ok());
    const auto refused = [](auto change) {
        const auto record = good_publisher();
        change(*record);
        return !check(*record).ok();
    };
    EXPECT_TRUE(refused([](auto& r) { r.camera_count = kMostCameras + 1; }));
    EXPECT_TRUE(refused([](auto& r) { r.camera_count = 2; }));
    EXPECT_TRUE(refused([](auto& r) { r.encoder_threads = 0; }));
    EXPECT_TRUE(refused([](auto& r) { r.listen_address.fill('1'); }));
    EXPECT_TRUE(refused([](auto& r) { r.cameras[0].width = 15; }));
    EXPECT_TRUE(refused([](auto& r) { r.cameras[0].colours = 0; }));
    EXPECT_TRUE(refused([](auto& r) { r.cameras[0].colours = 5; }));
    EXPECT_TRUE(refused([](auto& r) { r.cameras[0].encoder = 3; }));
    EXPECT_TRUE(refused([](auto& r) { r.cameras[0].preset = 0; }));
    EXPECT_TRUE(refused([](auto& r) { r.cameras[0].preset = 4; }));
    EXPECT_TRUE(refused([](auto& r) { r.cameras[0].quality = 52; }));
    EXPECT_TRUE(refused([](auto& r) { r.cameras[0].name.fill('a'); }));
}

TEST(LaunchRecord, TextThatDoesNotFitOrHoldsAZeroIsNotPut) {
    Text<8> field{};
    EXPECT_TRUE(put_text(field, "seven77"));
    EXPECT_EQ(get_text(field).value(), "seven77");
    EXPECT_FALSE(put_text(field, "eight888"));
    EXPECT_FALSE(put_text(field, std::string_view("a\0b", 3)));
    EXPECT_TRUE(put_text(field, "x"));
    EXPECT_EQ(get_text(field).value(), "x");
}

}  // namespace
}  // namespace cordon::boundary
