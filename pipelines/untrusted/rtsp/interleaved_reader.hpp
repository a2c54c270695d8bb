// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "gateway/base/result.hpp"
#include "pipelines/untrusted/rtsp/message.hpp"

namespace cordon::untrusted::rtsp {

// One '$' frame (RFC 2326 section 10.12). The payload belongs to the reader: valid until its next prepare().
struct InterleavedFrame {
    std::uint8_t channel = 0;
    std::span<const std::byte> payload;
};

// As it goes over the wire. The payload is at most 65,535 bytes.
std::string serialise(const InterleavedFrame& frame);

using StreamItem = std::variant<InterleavedFrame, Message>;

// Splits one byte stream from a camera into RTSP messages and interleaved frames, as bytes come. Its one
// buffer never grows. Bytes that are neither are skipped until something is again: an "RTSP/1." status line,
// or a '$' of a known channel whose length and first byte are those of RTP or RTCP.
class InterleavedReader {
public:
    InterleavedReader();

    // Frames of these channels are ours: only they are believed after garbage.
    void expect_channel(std::uint8_t channel) { expected_.set(channel); }

    // Where the next bytes go: never empty after next() gave none. Then how many came.
    [[nodiscard]] std::span<std::byte> prepare();
    void commit(std::size_t size);

    // The next whole item, or none until more bytes came. An Error ends the stream: a message past its
    // limits, or nothing but garbage for 256 KiB.
    base::Result<std::optional<StreamItem>> next();

    [[nodiscard]] std::uint64_t skipped_bytes() const { return skipped_; }

private:
    enum class Finding { kFrame, kMessage, kBlank, kGarbage, kIncomplete };
    struct PendingMessage {
        Message message;
        std::size_t head_size;
        std::size_t body_size;
    };

    [[nodiscard]] std::string_view unread() const;
    [[nodiscard]] Finding classify(std::string_view bytes) const;
    [[nodiscard]] Finding classify_frame(std::string_view bytes) const;
    [[nodiscard]] Finding classify_start_line(std::string_view bytes) const;
    InterleavedFrame take_frame();
    base::Result<std::optional<StreamItem>> take_message();
    void skip_garbage();

    std::unique_ptr<std::byte[]> memory_;
    std::span<std::byte> buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::bitset<256> expected_;
    std::optional<PendingMessage> pending_;
    bool in_step_ = true;
    std::size_t garbage_run_ = 0;
    std::uint64_t skipped_ = 0;
};

}  // namespace cordon::untrusted::rtsp
