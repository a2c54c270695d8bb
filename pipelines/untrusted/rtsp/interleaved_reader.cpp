// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/interleaved_reader.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "gateway/base/invariant.hpp"

namespace cordon::untrusted::rtsp {

namespace {

constexpr std::size_t kFrameHeader = 4;
constexpr std::size_t kLargestRead = std::size_t{64} * 1024;
constexpr std::size_t kCapacity = kLargestHead + kLargestBody + kLargestRead;
constexpr std::size_t kMostGarbage = std::size_t{256} * 1024;
constexpr std::size_t kLongestMethod = 32;
constexpr std::size_t kLongestStartLine = 2048;
constexpr std::size_t kSmallestPacket = 8;  // an empty RTCP receiver report
constexpr std::string_view kStatusLine = "RTSP/1.";

std::size_t frame_size(std::string_view bytes) {
    const auto high = static_cast<unsigned char>(bytes[2]);
    const auto low = static_cast<unsigned char>(bytes[3]);
    return std::size_t{high} * 256 + low;
}

// RTP and RTCP both begin with version 2 in the top two bits.
bool looks_like_rtp(char first) {
    return (static_cast<unsigned char>(first) & 0xC0U) == 0x80U;
}

bool is_method_letter(char c) {
    return (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_blank(char c) {
    return c == '\r' || c == '\n' || c == ' ' || c == '\t' || c == '\0';
}

// Where the head ends, past its empty line; npos while that has not come.
std::size_t head_end(std::string_view bytes) {
    for (auto at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
        const auto rest = bytes.substr(at + 1);
        if (rest.starts_with('\n')) {
            return at + 2;
        }
        if (rest.starts_with("\r\n")) {
            return at + 3;
        }
    }
    return std::string_view::npos;
}

}  // namespace

std::string serialise(const InterleavedFrame& frame) {
    CORDON_INVARIANT(frame.payload.size() <= 0xFFFF, "an interleaved frame has 16 bits of length");
    std::string bytes = "$";
    bytes += static_cast<char>(frame.channel);
    bytes += static_cast<char>(frame.payload.size() >> 8U);
    bytes += static_cast<char>(frame.payload.size() & 0xFFU);
    return bytes.append(reinterpret_cast<const char*>(frame.payload.data()), frame.payload.size());
}

// Not zeroed: most cameras never make it touch more than the first pages.
InterleavedReader::InterleavedReader()
    : memory_(std::make_unique_for_overwrite<std::byte[]>(kCapacity)), buffer_(memory_.get(), kCapacity) {}

std::string_view InterleavedReader::unread() const {
    return {reinterpret_cast<const char*>(buffer_.data()) + begin_, end_ - begin_};
}

std::span<std::byte> InterleavedReader::prepare() {
    if (begin_ == end_) {
        begin_ = end_ = 0;
    } else if (buffer_.size() - end_ < kLargestRead) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    return buffer_.subspan(end_, std::min(kLargestRead, buffer_.size() - end_));
}

void InterleavedReader::commit(std::size_t size) {
    CORDON_INVARIANT(size <= buffer_.size() - end_, "no more is committed than was prepared");
    end_ += size;
}

base::Result<std::optional<StreamItem>> InterleavedReader::next() {
    while (begin_ < end_) {
        const auto finding = pending_ ? Finding::kMessage : classify(unread());
        switch (finding) {
            case Finding::kFrame:
                return std::optional<StreamItem>(take_frame());
            case Finding::kMessage:
                return take_message();
            case Finding::kIncomplete:
                return std::optional<StreamItem>();
            case Finding::kBlank:
                ++begin_;
                break;
            case Finding::kGarbage:
                skip_garbage();
                if (garbage_run_ > kMostGarbage) {
                    return base::Error{"more than 256 KiB that are neither RTSP nor interleaved frames"};
                }
                break;
        }
    }
    return std::optional<StreamItem>();
}

InterleavedReader::Finding InterleavedReader::classify(std::string_view bytes) const {
    const char first = bytes.front();
    if (first == '$') {
        return classify_frame(bytes);
    }
    if (is_blank(first)) {
        return Finding::kBlank;
    }
    return is_method_letter(first) ? classify_start_line(bytes) : Finding::kGarbage;
}

InterleavedReader::Finding InterleavedReader::classify_frame(std::string_view bytes) const {
    if (bytes.size() < kFrameHeader) {
        return Finding::kIncomplete;
    }
    const auto size = frame_size(bytes);
    const bool ours = expected_.test(static_cast<unsigned char>(bytes[1]));
    // In step a frame of ours is believed as it is, also a short one; any other must at least look like RTP.
    if (!in_step_ && (!ours || size < kSmallestPacket)) {
        return Finding::kGarbage;
    }
    if ((!in_step_ || !ours) && size > 0) {
        if (bytes.size() == kFrameHeader) {
            return Finding::kIncomplete;
        }
        if (!looks_like_rtp(bytes[kFrameHeader])) {
            return Finding::kGarbage;
        }
    }
    if (bytes.size() < kFrameHeader + size) {
        return Finding::kIncomplete;
    }
    if (!in_step_ && bytes.size() > kFrameHeader + size) {
        const char after = bytes[kFrameHeader + size];
        if (after != '$' && !is_blank(after) && !is_method_letter(after)) {
            return Finding::kGarbage;
        }
    }
    return Finding::kFrame;
}

InterleavedReader::Finding InterleavedReader::classify_start_line(std::string_view bytes) const {
    const auto compared = std::min(bytes.size(), kStatusLine.size());
    if (bytes.substr(0, compared) == kStatusLine.substr(0, compared)) {
        return compared < kStatusLine.size() ? Finding::kIncomplete : Finding::kMessage;
    }
    if (!in_step_) {
        return Finding::kGarbage;
    }
    const auto method = std::find_if_not(bytes.begin(), bytes.end(), is_method_letter);
    const auto length = static_cast<std::size_t>(method - bytes.begin());
    if (length > kLongestMethod) {
        return Finding::kGarbage;
    }
    if (method == bytes.end()) {
        return Finding::kIncomplete;
    }
    const auto line = bytes.substr(0, bytes.find('\n'));
    if (*method != ' ' || line.size() > kLongestStartLine) {
        return Finding::kGarbage;
    }
    if (line.size() == bytes.size()) {
        return Finding::kIncomplete;
    }
    return line.find(" RTSP/1.") == std::string_view::npos ? Finding::kGarbage : Finding::kMessage;
}

InterleavedFrame InterleavedReader::take_frame() {
    const auto bytes = unread();
    InterleavedFrame frame;
    frame.channel = static_cast<std::uint8_t>(bytes[1]);
    frame.payload = buffer_.subspan(begin_ + kFrameHeader, frame_size(bytes));
    begin_ += kFrameHeader + frame.payload.size();
    in_step_ = true;
    garbage_run_ = 0;
    return frame;
}

base::Result<std::optional<StreamItem>> InterleavedReader::take_message() {
    auto bytes = unread();
    if (!pending_) {
        const auto size = head_end(bytes.substr(0, kLargestHead));
        if (size == std::string_view::npos) {
            if (bytes.size() >= kLargestHead) {
                return base::Error{"a message with more than 16 KiB of headers"};
            }
            return std::optional<StreamItem>();
        }
        CORDON_TRY(auto message, parse_head(bytes.substr(0, size)));
        CORDON_TRY(const auto body, body_size(message));
        pending_.emplace(PendingMessage{std::move(message), size, body});
    }
    if (bytes.size() < pending_->head_size + pending_->body_size) {
        return std::optional<StreamItem>();
    }
    auto message = std::move(pending_->message);
    const auto body = bytes.substr(pending_->head_size, pending_->body_size);
    std::visit([&](auto& m) { m.body = body; }, message);
    begin_ += pending_->head_size + pending_->body_size;
    pending_.reset();
    in_step_ = true;
    garbage_run_ = 0;
    return std::optional<StreamItem>(std::move(message));
}

void InterleavedReader::skip_garbage() {
    const auto bytes = unread();
    const auto size = std::min(bytes.find_first_of("$R", 1), bytes.size());
    begin_ += size;
    garbage_run_ += size;
    skipped_ += size;
    in_step_ = false;
}

}  // namespace cordon::untrusted::rtsp
