// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/status_reporter.hpp"

#include <array>
#include <bit>

namespace cordon::untrusted::receive {
namespace {

using boundary::ReceiverState;
using rtsp::SessionEnd;

// One writer: no other thread or process adds to a word.
void put(boundary::SharedWord& word, std::uint64_t value) {
    word.store(value, std::memory_order_relaxed);
}
void add(boundary::SharedWord& word, std::uint64_t value) {
    put(word, word.load(std::memory_order_relaxed) + value);
}

}  // namespace

ReceiverState state_after(SessionEnd end) {
    switch (end) {
        case SessionEnd::kUnreachable:
            return ReceiverState::kUnreachable;
        case SessionEnd::kRefused:
            return ReceiverState::kRefused;
        case SessionEnd::kAuthenticationFailed:
            return ReceiverState::kAuthenticationFailed;
        case SessionEnd::kNotFound:
            return ReceiverState::kNotFound;
        case SessionEnd::kUnsupportedCodec:
            return ReceiverState::kUnsupportedCodec;
        case SessionEnd::kProtocolError:
            return ReceiverState::kProtocolError;
        case SessionEnd::kTimedOut:
            return ReceiverState::kUnreachable;
        case SessionEnd::kClosed:
            return ReceiverState::kDisconnected;
        case SessionEnd::kStopped:
            return ReceiverState::kNoFrames;
        case SessionEnd::kSessionLimit:
            return ReceiverState::kSessionLimit;
        case SessionEnd::kRedirected:
            return ReceiverState::kRedirected;
        case SessionEnd::kNoTransport:
            return ReceiverState::kNoTransport;
        case SessionEnd::kUntrusted:
            return ReceiverState::kUntrusted;
    }
    return ReceiverState::kProtocolError;
}

void StatusReporter::on_state(ReceiverState state) {
    const auto value = static_cast<std::uint64_t>(state);
    if (page_->state.load(std::memory_order_relaxed) != value) {
        put(page_->state, value);
        put(page_->state_since_ns, base::to_nanoseconds(clock_.now()));
    }
}

void StatusReporter::on_wait(std::chrono::nanoseconds delay) {
    put(page_->next_try_ns, base::to_nanoseconds(clock_.now() + delay));
}

void StatusReporter::on_facts(const rtsp::SessionFacts& facts, std::uint64_t more_oddities) {
    put(page_->transport, static_cast<std::uint64_t>(facts.transport));
    put(page_->authentication, static_cast<std::uint64_t>(facts.authentication));
    if (facts.certificate) {
        const auto words = std::bit_cast<std::array<std::uint64_t, 4>>(*facts.certificate);
        for (std::size_t i = 0; i < words.size(); ++i) {
            put(page_->certificate[i], words[i]);
        }
    }
    put(page_->oddities, page_->oddities.load(std::memory_order_relaxed) | facts.oddities | more_oddities);
}

void StatusReporter::on_keyframe_interval(std::chrono::nanoseconds interval) {
    put(page_->keyframe_interval_ms,
        static_cast<std::uint64_t>(std::chrono::round<std::chrono::milliseconds>(interval).count()));
}

void StatusReporter::on_session() {
    add(page_->sessions, 1);
    put(page_->next_try_ns, 0);
    if (page_->state.load(std::memory_order_relaxed) ==
        static_cast<std::uint64_t>(ReceiverState::kStarting)) {
        on_state(ReceiverState::kConnecting);
    }
}

void StatusReporter::on_packet(std::size_t bytes) {
    add(page_->bytes, bytes);
}

void StatusReporter::on_picture(boundary::VideoCodec codec) {
    put(page_->codec, static_cast<std::uint64_t>(codec));
    add(page_->access_units, 1);
    on_state(ReceiverState::kStreaming);
}

void StatusReporter::on_late(std::uint64_t late) {
    put(page_->late, late);
}

void StatusReporter::on_untaken(std::optional<base::MonotonicTime> since) {
    put(page_->untaken_since_ns, since ? base::to_nanoseconds(*since) : 0);
}

void StatusReporter::beat() {
    add(page_->beats, 1);
}

void StatusReporter::on_drops(std::uint64_t dropped) {
    put(page_->dropped, dropped);
}

void StatusReporter::on_losses(std::uint64_t lost_packets) {
    put(page_->lost_packets, lost_packets);
}

}  // namespace cordon::untrusted::receive
