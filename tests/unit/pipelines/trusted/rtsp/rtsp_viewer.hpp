// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/unique_fd.hpp"

namespace cordon::tests {

// A plain RTSP viewer on loopback, blocking, for tests of the server: says what it is told to and shows every
// byte of the answer. Its receive buffer is small, so that one who does not read is noticed soon.
class RtspViewer {
public:
    // One RTP or RTCP packet from an interleaved connection (RFC 2326, 10.12).
    struct Packet {
        std::uint8_t channel = 0;
        std::vector<std::uint8_t> bytes;

        [[nodiscard]] bool is_rtp() const { return channel == 0; }
        [[nodiscard]] std::uint16_t sequence_number() const;
        // 32 bits, `at` bytes from its beginning.
        [[nodiscard]] std::uint32_t word(std::size_t at) const;
        [[nodiscard]] std::uint32_t timestamp() const { return word(4); }
        [[nodiscard]] std::uint32_t ssrc() const { return word(8); }
        [[nodiscard]] bool marker() const { return (bytes[1] & 0x80U) != 0; }
        // Whether the packet holds, or begins a fragment of, a NAL unit of this type (RFC 6184).
        [[nodiscard]] bool has_nal(unsigned type) const;
    };

    // Of a server that listens, or else there is no answer to anything.
    explicit RtspViewer(std::uint16_t port);

    // Whether there was anybody who listened.
    [[nodiscard]] bool connected() const { return connected_; }

    // Sends these bytes as they are; false when the server has hung up.
    bool say(std::string_view bytes);
    // Sends a request for "rtsp://127.0.0.1:port" + path; the answer with its body, "" when the server hangs
    // up.
    std::string ask(std::string_view method, std::string_view path, std::string_view headers = "");
    // DESCRIBE, SETUP and PLAY; the last answer.
    std::string play(std::string_view camera,
                     std::string_view transport = "RTP/AVP/TCP;unicast;interleaved=0-1");
    // SETUP's answer.
    [[nodiscard]] const std::string& setup() const { return setup_; }
    // The next packet; empty when the server hangs up.
    Packet read();
    // The next RTP packet.
    Packet read_rtp();

private:
    std::string read_exactly(std::size_t size);

    std::uint16_t port_;
    base::UniqueFd socket_;
    bool connected_;
    std::string session_;
    std::string setup_;
    int sequence_ = 0;
};

// What stands behind "name" in an answer up to the end of line or one of ";,": "" when it is not there.
[[nodiscard]] std::string field(std::string_view answer, std::string_view name);

}  // namespace cordon::tests
