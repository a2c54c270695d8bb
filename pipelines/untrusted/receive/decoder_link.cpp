// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/decoder_link.hpp"

#include <utility>

namespace cordon::untrusted::receive {
namespace {

using boundary::AccessUnitHeader;
using Outcome = boundary::AccessUnitWriter::Outcome;

AccessUnitHeader header_of(const CodedPicture& picture) {
    AccessUnitHeader header;
    header.codec = static_cast<std::uint32_t>(picture.codec);
    header.flags =
        (picture.keyframe ? AccessUnitHeader::kKeyframe : 0) | (picture.gap ? AccessUnitHeader::kGap : 0);
    header.origin_ns = base::to_nanoseconds(picture.origin);
    return header;
}

}  // namespace

DecoderLink::DecoderLink(boost::asio::io_context& io, Limits limits, const base::Clock& clock)
    : io_(io), limits_(limits), clock_(clock), replay_buffer_(limits.replay) {}

DecoderLink::~DecoderLink() {
    disconnect();
}

void DecoderLink::connect(base::UniqueFd pipe) {
    disconnect();
    pipe_number_ += 1;
    // Room for a replay and what comes while the decoder works through it.
    const std::size_t queue_limit =
        std::size_t{limits_.replay} +
        2 * (std::size_t{limits_.largest_access_unit} + sizeof(AccessUnitHeader)) + (std::size_t{1} << 20);
    watched_.emplace(io_, pipe.get());
    writer_.emplace(std::move(pipe), queue_limit);
    waiting_for_keyframe_ = true;
    gap_ = false;
    new_session_ = false;  // it has seen none before
    waiting_.clear();
    sent_ = 0;
    caught_up_ = false;
    sent_of_group_ = 0;
    if (replay_buffer_.group() != std::exchange(replayed_group_, replay_buffer_.group())) {
        replay();
    }
}

void DecoderLink::begin_session() {
    replay_buffer_.clear();
    waiting_for_keyframe_ = true;
    new_session_ = true;
    sent_of_group_ = 0;
}

void DecoderLink::replay() {
    for (auto [header, payload] : replay_buffer_.entries()) {
        header.flags |= AccessUnitHeader::kPreroll;
        if (writer_->send(header, payload) != Outcome::kSent) {
            disconnect();
            return;
        }
        note_sent(payload.size());
        ++sent_of_group_;
        waiting_for_keyframe_ = false;
    }
    watch();
}

void DecoderLink::set_decoding_share(std::uint8_t percent) {
    const bool is_whole_again = std::exchange(share_, percent) < percent && percent == boundary::kWholeGroups;
    if (!is_whole_again) {
        return;
    }
    last_behind_.reset();  // the machine is short no more
    if (writer_ && gap_ && sent_of_group_ > 0 && !is_keyframe_due_soon()) {
        catch_up();
    }
}

// What was sent of a group is always its head. A group of which nothing was sent may be poison.
void DecoderLink::catch_up() {
    const auto entries = replay_buffer_.entries();
    for (std::size_t i = sent_of_group_; i < entries.size(); ++i) {
        AccessUnitHeader header = entries[i].header;
        header.flags |= AccessUnitHeader::kPreroll;
        if (writer_->send(header, entries[i].payload) != Outcome::kSent) {
            return;  // what comes then waits for a keyframe, as before
        }
        note_sent(entries[i].payload.size());
        ++sent_of_group_;
    }
    if (sent_of_group_ == entries.size()) {  // else the group outgrew the buffer
        waiting_for_keyframe_ = false;
        gap_ = false;
        caught_up_ = false;
    }
    watch();
}

void DecoderLink::send(const CodedPicture& picture) {
    const AccessUnitHeader header = header_of(picture);
    replay_buffer_.add(header, picture.bytes);
    if (writer_) {
        send_live(header, picture.bytes);
    }
}

void DecoderLink::send_live(const AccessUnitHeader& header, std::span<const std::byte> payload) {
    const bool keyframe = (header.flags & AccessUnitHeader::kKeyframe) != 0;
    const bool is_beyond = is_beyond_share(keyframe);
    sent_of_group_ = keyframe ? 0 : sent_of_group_;
    if (is_behind() || is_beyond) {
        dropped_ += 1;
        waiting_for_keyframe_ = true;
        gap_ = true;
        return;
    }
    if (waiting_for_keyframe_ && !keyframe) {
        dropped_ += gap_ ? 1 : 0;
        return;
    }
    AccessUnitHeader sent = header;
    sent.flags |= std::exchange(gap_, false) ? AccessUnitHeader::kGap : 0;
    sent.flags |= std::exchange(new_session_, false) ? AccessUnitHeader::kNewSession : 0;
    waiting_for_keyframe_ = false;
    const Outcome outcome = writer_->send(sent, payload);
    dropped_ += outcome == Outcome::kDropped ? 1 : 0;
    if (outcome == Outcome::kSent) {
        note_sent(payload.size());
        ++sent_of_group_;
    }
    outcome == Outcome::kClosed ? disconnect() : watch();
}

void DecoderLink::note_sent(std::size_t payload_bytes) {
    sent_ += sizeof(AccessUnitHeader) + payload_bytes;
    waiting_.push_back({.end = sent_, .since = clock_.now()});
}

bool DecoderLink::is_behind() {
    const std::uint64_t taken = sent_ - writer_->untaken();
    while (!waiting_.empty() && waiting_.front().end <= taken) {
        waiting_.pop_front();
    }
    if (waiting_.empty()) {
        caught_up_ = true;
        return false;
    }
    const base::MonotonicTime now = clock_.now();
    late_ += caught_up_ && now - waiting_.front().since > kLate ? 1 : 0;
    if (waiting_.front().since >= oldest_allowed(now)) {
        return false;
    }
    last_behind_ = now;
    return true;
}

bool DecoderLink::is_beyond_share(bool keyframe) {
    if (keyframe) {
        const base::MonotonicTime now = clock_.now();
        if (last_group_pictures_ = std::exchange(group_pictures_, 0); last_group_pictures_ > 0) {
            last_group_lasted_ = now - group_since_;
        }
        group_since_ = now;
    }
    return group_pictures_++ * boundary::kWholeGroups >= last_group_pictures_ * share_ &&
           share_ < boundary::kWholeGroups && last_group_pictures_ > 0;
}

bool DecoderLink::is_keyframe_due_soon() const {
    return last_group_lasted_ && clock_.now() + kSoon >= group_since_ + *last_group_lasted_;
}

base::MonotonicTime DecoderLink::oldest_allowed(base::MonotonicTime now) const {
    if (!caught_up_) {
        return now - kOldestOfReplay;
    }
    const bool is_short =
        share_ != boundary::kWholeGroups || (last_behind_ && now - *last_behind_ < kShortFor);
    return now - (is_short ? kOldestWhileShort : kOldest);
}

void DecoderLink::watch() {
    if (!writer_->has_queued() || std::exchange(watching_, true)) {
        return;
    }
    watched_->async_wait(
        boost::asio::posix::stream_descriptor::wait_write,
        [this, number = pipe_number_](const boost::system::error_code& error) {
            if (error || number != pipe_number_ || !writer_) {
                return;  // another decoder's pipe by now, or none; `this` may be gone with it
            }
            watching_ = false;
            writer_->flush() == Outcome::kClosed ? disconnect() : watch();
        });
}

void DecoderLink::disconnect() {
    if (watched_) {
        // The writer closes it.
        watched_->release();
        watched_.reset();
    }
    writer_.reset();
    watching_ = false;
}

}  // namespace cordon::untrusted::receive
