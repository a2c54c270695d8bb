// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/interleaved_reader.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/pipelines/untrusted/rtsp/scripted_camera.hpp"

namespace cordon::untrusted::rtsp {
namespace {

using testing::ElementsAre;

// Feeds bytes in pieces, and writes down what comes out: "0:payload" for frames, the status or method for
// messages.
class RtspInterleavedReader : public testing::Test {
protected:
    RtspInterleavedReader() {
        reader.expect_channel(0);
        reader.expect_channel(1);
    }

    void feed(const std::string& bytes, std::size_t piece = SIZE_MAX) {
        for (std::size_t at = 0; at < bytes.size() && error.empty();) {
            const auto room = reader.prepare();
            ASSERT_FALSE(room.empty());
            const auto size = std::min({piece, room.size(), bytes.size() - at});
            std::memcpy(room.data(), bytes.data() + at, size);
            reader.commit(size);
            at += size;
            take();
        }
    }

    void take() {
        while (true) {
            auto item = reader.next();
            if (!item.ok()) {
                error = item.error().message;
                return;
            }
            if (!item.value()) {
                return;
            }
            if (const auto* frame = std::get_if<InterleavedFrame>(&*item.value())) {
                items.push_back(
                    std::to_string(frame->channel) + ":" +
                    std::string(reinterpret_cast<const char*>(frame->payload.data()), frame->payload.size()));
                continue;
            }
            const auto& message = std::get<Message>(*item.value());
            const auto* response = std::get_if<Response>(&message);
            items.push_back(response != nullptr ? std::to_string(response->status) + ":" + response->body
                                                : std::get<Request>(message).method);
        }
    }

    InterleavedReader reader;
    std::vector<std::string> items;
    std::string error;
};

const std::string kReply = "RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 3\r\n\r\nabc";

TEST_F(RtspInterleavedReader, SplitsMessagesAndFramesHoweverTheyArrive) {
    const auto stream = kReply + interleaved(0, rtp_packet(1)) + "\r\n" + interleaved(1, "sr") +
                        "OPTIONS rtsp://a RTSP/1.0\r\n\r\n" + kReply;
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{64}, stream.size()}) {
        items.clear();
        feed(stream, piece);
        EXPECT_THAT(items, ElementsAre("200:abc", "0:" + rtp_packet(1), "1:sr", "OPTIONS", "200:abc"))
            << piece;
    }
    EXPECT_EQ(reader.skipped_bytes(), 0U);
}

TEST_F(RtspInterleavedReader, TakesFramesOfTheLargestSize) {
    std::string packet = rtp_packet(1);
    packet.resize(65535, 'x');
    feed(interleaved(0, packet) + interleaved(0, packet));
    EXPECT_THAT(items, ElementsAre("0:" + packet, "0:" + packet));
}

TEST_F(RtspInterleavedReader, PassesOnFramesOfUnknownChannelsThatLookLikeRtp) {
    feed(interleaved(9, rtp_packet(1)) + interleaved(0, rtp_packet(2)));
    EXPECT_THAT(items, ElementsAre("9:" + rtp_packet(1), "0:" + rtp_packet(2)));
}

TEST_F(RtspInterleavedReader, FindsItsStepAgainAfterGarbage) {
    for (const std::string& garbage :
         {std::string("\x01\x02\x03"), std::string("$$$$"), std::string("$\x00\x00", 3), std::string("RTSP"),
          std::string("GARBAGE"), std::string("abc$\x00\xff\xff\x80", 7),
          std::string("$\x05\x10\x00nothing", 11)}) {
        items.clear();
        InterleavedReader fresh;
        std::swap(reader, fresh);
        reader.expect_channel(0);
        feed(interleaved(0, rtp_packet(1)) + "\x01" + garbage + interleaved(0, rtp_packet(2)) +
             interleaved(0, rtp_packet(3)) + std::string(70000, '\0'));
        ASSERT_GE(items.size(), 2U) << garbage;
        EXPECT_EQ(items.back(), "0:" + rtp_packet(3)) << garbage;
    }
}

TEST_F(RtspInterleavedReader, FindsAStatusLineAfterGarbage) {
    feed("\x01garbage" + kReply);
    EXPECT_THAT(items, ElementsAre("200:abc"));
    EXPECT_EQ(reader.skipped_bytes(), 8U);
}

TEST_F(RtspInterleavedReader, LosesLittleToAFrameCutShort) {
    std::string stream = interleaved(0, std::string(rtp_packet(1)).append(500, 'x')).substr(0, 300);
    for (std::uint16_t sequence = 2; sequence < 20; ++sequence) {
        stream += interleaved(0, std::string(rtp_packet(sequence)).append(50, 'y'));
    }
    feed(stream);
    EXPECT_GE(items.size(), 15U);
    EXPECT_EQ(items.back(), "0:" + std::string(rtp_packet(19)).append(50, 'y'));
}

TEST_F(RtspInterleavedReader, RefusesAnEndlessHead) {
    feed("RTSP/1.0 200 OK\r\n");
    for (int i = 0; i < 1000 && error.empty(); ++i) {
        feed("X: " + std::string(100, 'x') + "\r\n");
    }
    EXPECT_EQ(error, "a message with more than 16 KiB of headers");
}

TEST_F(RtspInterleavedReader, RefusesAHugeBodyBeforeItComes) {
    feed("RTSP/1.0 200 OK\r\nContent-Length: 4294967296\r\n\r\n");
    EXPECT_EQ(error, "a message with more than 256 KiB of body");
}

TEST_F(RtspInterleavedReader, TakesTheLargestMessage) {
    const std::string body(kLargestBody, 'b');
    feed("RTSP/1.0 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body, 50000);
    EXPECT_THAT(items, ElementsAre("200:" + body));
}

TEST_F(RtspInterleavedReader, GivesUpOnNothingButGarbage) {
    for (int i = 0; i < 100 && error.empty(); ++i) {
        feed(std::string(10000, 'x'));
    }
    EXPECT_NE(error, "");
}

}  // namespace
}  // namespace cordon::untrusted::rtsp
