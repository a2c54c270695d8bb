// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "coded_clip.hpp"
#include "pipelines/untrusted/receive/depay_pipeline.hpp"
#include "rtp_packetizer.hpp"

namespace cordon::untrusted::receive {

struct ReceivedPicture {
    boundary::VideoCodec codec = boundary::VideoCodec::kH264;
    ByteString bytes;
    base::MonotonicTime origin;
    bool keyframe = false;
    bool gap = false;
};

// A pipeline, the packets' sender, and what came out. Packet number n arrives at n milliseconds.
class DepayTrial {
public:
    explicit DepayTrial(boundary::VideoCodec codec, std::uint32_t largest = 1 << 20,
                        std::string format_parameters = "")
        : DepayTrial(codec == boundary::VideoCodec::kH264 ? "H264" : "H265", codec, largest,
                     std::move(format_parameters)) {}
    // A camera that describes one codec and sends another.
    DepayTrial(std::string described, boundary::VideoCodec codec, std::uint32_t largest = 1 << 20,
               std::string format_parameters = "")
        : packetizer(codec) {
        auto made =
            DepayPipeline::create({.encoding_name = std::move(described),
                                   .payload_type = 96,
                                   .clock_rate = 90000,
                                   .format_parameters = std::move(format_parameters)},
                                  largest, [this](const CodedPicture& picture) {
                                      pictures.push_back({picture.codec,
                                                          {picture.bytes.begin(), picture.bytes.end()},
                                                          picture.origin,
                                                          picture.keyframe,
                                                          picture.gap});
                                  });
        EXPECT_TRUE(made.ok());
        pipeline = std::move(made).value();
    }

    void push(const ByteString& packet) {
        now += std::chrono::milliseconds(1);
        pipeline->push(packet, now);
    }
    void push(const std::vector<ByteString>& packets) {
        for (const ByteString& packet : packets) {
            push(packet);
        }
    }
    // Every access unit as the packetizer stands.
    void send(const std::vector<ByteString>& clip) {
        for (const ByteString& access_unit : clip) {
            push(packetizer.packetize(access_unit));
        }
    }

    RtpPacketizer packetizer;
    std::unique_ptr<DepayPipeline> pipeline;
    std::vector<ReceivedPicture> pictures;
    base::MonotonicTime now{};
};

// Whether the slice that was sent is in what was received.
inline bool same_picture(const ByteString& sent, const ByteString& received) {
    const auto units = split_units(received);
    return std::ranges::find(units, split_units(sent).back()) != units.end();
}

}  // namespace cordon::untrusted::receive
