// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0

// The whole program, confined as it always is, between a scripted camera and a test that plays the
// supervisor.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include "coded_clip.hpp"
#include "receiver_process.hpp"
#include "rtp_packetizer.hpp"
#include "tests/unit/pipelines/untrusted/rtsp/scripted_camera.hpp"

namespace cordon::untrusted::receive {
namespace {

using boundary::AccessUnitHeader;
using boundary::ReceiverState;
using boundary::VideoCodec;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds kPatience{10000};

class CordonReceive : public testing::Test {
protected:
    static void SetUpTestSuite() { clip_ = code_clip({.frames = 20, .keyframe_interval = 10}); }

    void start(const std::function<void(boundary::ReceiverLaunchRecord&)>& change = {}) {
        auto record = ReceiverProcess::record(camera_.target().endpoint.port(), camera_.url());
        if (change) {
            change(record);
        }
        auto started = ReceiverProcess::start({CORDON_RECEIVE_PROGRAM}, record);
        ASSERT_TRUE(started.ok()) << started.error().message;
        receiver_.emplace(std::move(started).value());
    }

    // Lets camera and receiver talk until `done`; false when it never is.
    bool until(const std::function<bool()>& done, milliseconds patience = kPatience) {
        for (const auto deadline = Clock::now() + patience; Clock::now() < deadline;) {
            io_.run_for(milliseconds(2));
            for (DecoderEnd* decoder : decoders_) {
                decoder->poll();
            }
            if (done()) {
                return true;
            }
        }
        return false;
    }
    bool until_playing(std::size_t sessions = 1) {
        return until([&] { return camera_.count("PLAY") >= sessions; });
    }
    bool until_access_units(const DecoderEnd& decoder, std::size_t count) {
        return until([&] { return decoder.access_units().size() >= count; });
    }

    // The clip's access units from `first` to before `last`.
    void send(std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            for (const ByteString& packet : packetizer_.packetize(clip_[i])) {
                camera_.send(rtsp::interleaved(
                    0, std::string(reinterpret_cast<const char*>(packet.data()), packet.size())));
            }
        }
    }
    void watch(DecoderEnd& decoder) { decoders_.push_back(&decoder); }

    static bool has(const DecoderEnd::AccessUnit& unit, std::uint32_t flag) {
        return (unit.header.flags & flag) != 0;
    }

    inline static std::vector<ByteString> clip_;
    boost::asio::io_context io_;
    rtsp::ScriptedCamera camera_{io_};
    RtpPacketizer packetizer_{VideoCodec::kH264};
    std::optional<ReceiverProcess> receiver_;
    std::vector<DecoderEnd*> decoders_;
};

TEST_F(CordonReceive, BringsEveryAccessUnitToTheDecoder) {
    start();
    DecoderEnd decoder = receiver_->connect_decoder();
    watch(decoder);
    ASSERT_TRUE(until_playing());
    send(0, 20);
    ASSERT_TRUE(until_access_units(decoder, 20)) << receiver_->log();
    for (std::size_t i = 0; i < 20; ++i) {
        const auto& unit = decoder.access_units()[i];
        EXPECT_EQ(has(unit, AccessUnitHeader::kKeyframe), i % 10 == 0) << i;
        EXPECT_FALSE(has(unit, AccessUnitHeader::kPreroll)) << i;
        EXPECT_EQ(split_units(unit.payload).back(), split_units(clip_[i]).back()) << i;
        const auto now = base::to_nanoseconds(base::MonotonicClock().now());
        EXPECT_LT(now - unit.header.origin_ns, 10'000'000'000U) << i;
    }
    EXPECT_EQ(receiver_->state(), ReceiverState::kStreaming);
    EXPECT_EQ(receiver_->status().access_units.load(), 20U);
    EXPECT_EQ(receiver_->status().codec.load(), static_cast<std::uint64_t>(VideoCodec::kH264));
    EXPECT_EQ(receiver_->status().sessions.load(), 1U);
    EXPECT_GT(receiver_->status().bytes.load(), 10'000U);
}

TEST_F(CordonReceive, AnswersADigestChallengeUnderItsFilter) {
    camera_.script["DESCRIBE"] = [this](const rtsp::Request& request) {
        if (camera_.count("DESCRIBE") == 1) {
            camera_.challenge(request,
                              "WWW-Authenticate: Digest realm=\"c\", nonce=\"1\", algorithm=SHA-256\r\n");
        } else {
            camera_.answer_well(request);
        }
    };
    start([](boundary::ReceiverLaunchRecord& record) {
        ASSERT_TRUE(boundary::put_text(record.username, "u"));
        ASSERT_TRUE(boundary::put_text(record.password, "secret"));
    });
    EXPECT_TRUE(until_playing()) << receiver_->log();
}

// Record of a camera inside TLS, of either kind of trust.
void pin(boundary::ReceiverLaunchRecord& record, const rtsp::MadeCertificate& certificate) {
    record.transport = static_cast<std::uint32_t>(boundary::TransportPolicy::kTcp);
    record.certificate_trust = static_cast<std::uint32_t>(boundary::CertificateTrust::kFingerprint);
    record.certificate_fingerprint = rtsp::fingerprint_of(certificate.certificate());
}
void trust_authority(boundary::ReceiverLaunchRecord& record, const rtsp::MadeCertificate& authority) {
    record.transport = static_cast<std::uint32_t>(boundary::TransportPolicy::kTcp);
    record.certificate_trust = static_cast<std::uint32_t>(boundary::CertificateTrust::kAuthority);
    ASSERT_TRUE(boundary::put_text(record.certificate_authority, authority.pem()));
}

TEST_F(CordonReceive, SpeaksTlsToAPinnedCameraUnderItsFilter) {
    const rtsp::MadeCertificate own({.expired = true});
    for (const int version : {TLS1_VERSION, TLS1_2_VERSION, TLS1_3_VERSION}) {
        camera_.speak_tls(own, version);
        const std::size_t before = camera_.count("PLAY");
        start([&](boundary::ReceiverLaunchRecord& record) { pin(record, own); });
        DecoderEnd decoder = receiver_->connect_decoder();
        decoders_ = {&decoder};
        ASSERT_TRUE(until_playing(before + 1)) << receiver_->log();
        send(0, 20);
        ASSERT_TRUE(until_access_units(decoder, 20)) << receiver_->log();
        decoders_.clear();
        receiver_.reset();
    }
}

TEST_F(CordonReceive, JudgesAnAuthoritysChainUnderItsFilter) {
    const rtsp::MadeCertificate site({.name = "site", .authority = true});
    const rtsp::MadeCertificate signed_by_site({}, &site);
    camera_.speak_tls(signed_by_site);
    start([&](boundary::ReceiverLaunchRecord& record) { trust_authority(record, site); });
    EXPECT_TRUE(until_playing()) << receiver_->log();
}

TEST_F(CordonReceive, SaysThatACameraShowsAnotherCertificateAndWhich) {
    const rtsp::MadeCertificate own({});
    const rtsp::MadeCertificate impostor({});
    camera_.speak_tls(impostor);
    start([&](boundary::ReceiverLaunchRecord& record) { pin(record, own); });
    ASSERT_TRUE(until([&] { return receiver_->state() == ReceiverState::kUntrusted; })) << receiver_->log();
    EXPECT_NE(receiver_->log().find("not the one that tlsFingerprint names"), std::string::npos);
    EXPECT_TRUE(camera_.requests.empty());
}

TEST_F(CordonReceive, ShowsANewDecoderTheCurrentGroupFirst) {
    start();
    DecoderEnd first = receiver_->connect_decoder();
    watch(first);
    ASSERT_TRUE(until_playing());
    send(0, 14);
    ASSERT_TRUE(until_access_units(first, 14));
    first.die();
    DecoderEnd second = receiver_->connect_decoder();
    watch(second);
    ASSERT_TRUE(until_access_units(second, 4));
    send(14, 17);
    ASSERT_TRUE(until_access_units(second, 7));
    for (std::size_t i = 0; i < 7; ++i) {
        const auto& unit = second.access_units()[i];
        EXPECT_EQ(split_units(unit.payload).back(), split_units(clip_[10 + i]).back()) << i;
        EXPECT_EQ(has(unit, AccessUnitHeader::kPreroll), i < 4) << i;
        EXPECT_EQ(has(unit, AccessUnitHeader::kKeyframe), i == 0) << i;
    }
    EXPECT_EQ(camera_.connections, 1U);
}

TEST_F(CordonReceive, TakesAGroupThatKilledTwoDecodersForPoison) {
    start();
    DecoderEnd first = receiver_->connect_decoder();
    watch(first);
    ASSERT_TRUE(until_playing());
    send(0, 5);
    ASSERT_TRUE(until_access_units(first, 5));
    first.die();
    DecoderEnd second = receiver_->connect_decoder();
    watch(second);
    ASSERT_TRUE(until_access_units(second, 5));
    second.die();
    DecoderEnd third = receiver_->connect_decoder();
    watch(third);
    send(5, 12);
    ASSERT_TRUE(until_access_units(third, 2));
    EXPECT_TRUE(has(third.access_units()[0], AccessUnitHeader::kKeyframe));
    EXPECT_FALSE(has(third.access_units()[0], AccessUnitHeader::kPreroll));
    EXPECT_EQ(split_units(third.access_units()[0].payload).back(), split_units(clip_[10]).back());
}

TEST_F(CordonReceive, KeepsTheSessionAndTheGroupWhileThereIsNoDecoder) {
    start();
    ASSERT_TRUE(until_playing());
    send(0, 13);
    ASSERT_TRUE(until([&] { return receiver_->status().access_units.load() == 13; })) << receiver_->log();
    DecoderEnd decoder = receiver_->connect_decoder();
    watch(decoder);
    ASSERT_TRUE(until_access_units(decoder, 3));
    EXPECT_TRUE(has(decoder.access_units()[0], AccessUnitHeader::kKeyframe));
}

TEST_F(CordonReceive, DropsWholeAccessUnitsForADecoderThatDoesNotRead) {
    start([](boundary::ReceiverLaunchRecord& record) { record.replay_limit = 1 << 16; });
    DecoderEnd decoder = receiver_->connect_decoder();
    ASSERT_TRUE(until_playing());
    for (std::uint64_t sent = 20; receiver_->status().dropped.load() == 0; sent += 20) {
        ASSERT_LT(sent, 4000U);
        send(0, 20);
        ASSERT_TRUE(until([&] { return receiver_->status().access_units.load() == sent; }));
    }
    watch(decoder);
    const auto after_gap = [](const DecoderEnd::AccessUnit& unit) {
        return has(unit, AccessUnitHeader::kGap);
    };
    // Until it has caught up it counts as behind, and more would be dropped.
    const auto& status = receiver_->status();
    ASSERT_TRUE(until(
        [&] { return decoder.access_units().size() + status.dropped.load() == status.access_units.load(); }));
    send(0, 20);
    ASSERT_TRUE(until([&] { return std::ranges::count_if(decoder.access_units(), after_gap) >= 2; }));
    for (const auto& unit : decoder.access_units()) {
        EXPECT_TRUE(!after_gap(unit) || has(unit, AccessUnitHeader::kKeyframe));
    }
}

TEST_F(CordonReceive, ReconnectsWhenTheCameraHangsUp) {
    start();
    DecoderEnd decoder = receiver_->connect_decoder();
    watch(decoder);
    ASSERT_TRUE(until_playing());
    send(0, 3);
    ASSERT_TRUE(until_access_units(decoder, 3));
    camera_.hang_up();
    ASSERT_TRUE(until_playing(2));
    EXPECT_EQ(receiver_->state(), ReceiverState::kDisconnected);  // until pictures come again
    send(10, 13);
    ASSERT_TRUE(until_access_units(decoder, 6));
    EXPECT_TRUE(has(decoder.access_units()[3], AccessUnitHeader::kGap));
    EXPECT_EQ(receiver_->state(), ReceiverState::kStreaming);
    EXPECT_EQ(receiver_->status().sessions.load(), 2U);
}

TEST_F(CordonReceive, ReconnectsToACameraThatGoesSilentAndSaysSo) {
    start([](boundary::ReceiverLaunchRecord& record) { record.silence_limit_ms = 300; });
    ASSERT_TRUE(until_playing());
    send(0, 3);
    ASSERT_TRUE(until([&] { return receiver_->state() == ReceiverState::kStreaming; }));
    ASSERT_TRUE(until([&] { return receiver_->state() == ReceiverState::kNoFrames; }));
    EXPECT_GE(camera_.count("TEARDOWN"), 1U);
    EXPECT_TRUE(until_playing(2));
}

TEST_F(CordonReceive, CallsARefusingCameraOnceAndWaits) {
    camera_.script["DESCRIBE"] = [this](const rtsp::Request& request) {
        camera_.challenge(request, "WWW-Authenticate: Digest realm=\"c\", nonce=\"1\"\r\n");
    };
    start([](boundary::ReceiverLaunchRecord& record) {
        ASSERT_TRUE(boundary::put_text(record.username, "u"));
        ASSERT_TRUE(boundary::put_text(record.password, "wrong-secret"));
    });
    ASSERT_TRUE(until([&] { return receiver_->state() == ReceiverState::kAuthenticationFailed; }))
        << receiver_->log();
    const std::size_t asked = camera_.count("DESCRIBE");
    EXPECT_FALSE(until([&] { return camera_.count("DESCRIBE") > asked; }, milliseconds(1500)));
    EXPECT_EQ(receiver_->log().find("secret"), std::string::npos);
}

TEST_F(CordonReceive, TakesLeaveOfTheCameraOnSigtermAndEndsWithinASecond) {
    start();
    ASSERT_TRUE(until_playing());
    send(0, 3);
    ASSERT_TRUE(until([&] { return receiver_->state() == ReceiverState::kStreaming; }));
    receiver_->terminate();
    std::optional<ReceiverEnd> end;
    ASSERT_TRUE(until([&] { return (end = receiver_->reap()).has_value(); }, milliseconds(1000)));
    EXPECT_EQ(end->signal, 0) << receiver_->log();
    EXPECT_EQ(end->code, 0) << receiver_->log();
    EXPECT_EQ(camera_.count("TEARDOWN"), 1U);
}

TEST_F(CordonReceive, EndsWithinASecondThoughTheCameraNeverAnswersItsLeave) {
    camera_.script["TEARDOWN"] = [](const rtsp::Request&) {};
    start();
    ASSERT_TRUE(until_playing());
    send(0, 1);
    ASSERT_TRUE(until([&] { return receiver_->state() == ReceiverState::kStreaming; }));
    receiver_->terminate();
    std::optional<ReceiverEnd> end;
    ASSERT_TRUE(until([&] { return (end = receiver_->reap()).has_value(); }, milliseconds(1200)));
    EXPECT_EQ(end->code, 0) << receiver_->log();
}

TEST_F(CordonReceive, EndsOnSigtermAlsoWhileItWaitsToReconnect) {
    start([](boundary::ReceiverLaunchRecord& record) { record.port = 1; });
    ASSERT_TRUE(until([&] { return receiver_->state() == ReceiverState::kRefused; })) << receiver_->log();
    receiver_->terminate();
    std::optional<ReceiverEnd> end;
    ASSERT_TRUE(until([&] { return (end = receiver_->reap()).has_value(); }, milliseconds(1200)));
    EXPECT_EQ(end->code, 0) << receiver_->log();
}

TEST_F(CordonReceive, EndsWhenTheSupervisorIsGone) {
    start();
    ASSERT_TRUE(until_playing());
    receiver_->close_channel();
    std::optional<ReceiverEnd> end;
    ASSERT_TRUE(until([&] { return (end = receiver_->reap()).has_value(); }, milliseconds(2000)));
    EXPECT_EQ(end->code, 1);
}

TEST_F(CordonReceive, CallsACameraWithAnIpv6AddressUnderItsFilter) {
    start([](boundary::ReceiverLaunchRecord& record) {
        record.address_family = 6;
        record.address = {};
        record.address.back() = 1;  // ::1
        record.port = 1;
    });
    EXPECT_TRUE(until([&] {
        return receiver_->state() == ReceiverState::kRefused ||
               receiver_->state() == ReceiverState::kUnreachable;
    })) << receiver_->log();
}

TEST_F(CordonReceive, SaysWhenThereIsNoVideoItTakes) {
    camera_.description =
        "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=c\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 VP8/90000\r\n"
        "a=control:track1\r\n";
    start();
    EXPECT_TRUE(until([&] { return receiver_->state() == ReceiverState::kUnsupportedCodec; }))
        << receiver_->log();
}

}  // namespace
}  // namespace cordon::untrusted::receive
