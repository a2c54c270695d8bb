// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/reorder_buffer.hpp"

#include <algorithm>
#include <utility>

namespace cordon::untrusted::rtsp {

namespace {

// Farther ahead is another stream, not a gap (RFC 3550 A.1 calls it MAX_DROPOUT).
constexpr std::uint16_t kFarthestAhead = 3000;
// So far back is late; farther is another stream.
constexpr std::uint16_t kFarthestBack = 1000;

}  // namespace

void ReorderBuffer::begin(std::uint32_t source, std::uint16_t sequence) {
    while (!waiting_.empty()) {
        give_up_the_gap();
    }
    source_ = source;
    next_ = sequence;
}

void ReorderBuffer::push(std::uint32_t source, std::uint16_t sequence, std::span<const std::byte> packet,
                         base::MonotonicTime arrival) {
    auto ahead = static_cast<std::uint16_t>(sequence - next_);
    const bool late = static_cast<std::uint16_t>(-ahead) <= kFarthestBack && ahead != 0;
    if (source_ == source && late) {
        return;
    }
    if (source_ != source || ahead > kFarthestAhead) {
        begin(source, sequence);
        ahead = 0;
    }
    if (ahead == 0) {
        next_ = static_cast<std::uint16_t>(next_ + 1);
        on_packet_(packet, arrival);
        deliver_what_follows();
        return;
    }
    if (waiting_.try_emplace(sequence, Waiting{{packet.begin(), packet.end()}, arrival}).second) {
        waiting_bytes_ += packet.size();
    }
    while (waiting_.size() > kMostPackets || waiting_bytes_ > kMostBytes) {
        give_up_the_gap();
    }
}

void ReorderBuffer::deliver_what_follows() {
    for (auto found = waiting_.find(next_); found != waiting_.end(); found = waiting_.find(next_)) {
        const Waiting packet = std::move(found->second);
        waiting_.erase(found);
        waiting_bytes_ -= packet.bytes.size();
        next_ = static_cast<std::uint16_t>(next_ + 1);
        on_packet_(packet.bytes, packet.arrival);
    }
}

void ReorderBuffer::give_up_the_gap() {
    const auto nearest = std::ranges::min_element(
        waiting_, {}, [this](const auto& entry) { return static_cast<std::uint16_t>(entry.first - next_); });
    next_ = nearest->first;
    deliver_what_follows();
}

std::optional<base::MonotonicTime> ReorderBuffer::due() const {
    if (waiting_.empty()) {
        return std::nullopt;
    }
    const auto oldest =
        std::ranges::min_element(waiting_, {}, [](const auto& entry) { return entry.second.arrival; });
    return oldest->second.arrival + kLongestWait;
}

void ReorderBuffer::expire(base::MonotonicTime now) {
    for (auto when = due(); when && *when <= now; when = due()) {
        give_up_the_gap();
    }
}

}  // namespace cordon::untrusted::rtsp
