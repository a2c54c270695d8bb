// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include "gateway/base/clock.hpp"
#include "gateway/base/unique_fd.hpp"
#include "gateway/boundary/access_unit_channel.hpp"
#include "gateway/boundary/descriptor_channel.hpp"
#include "pipelines/untrusted/receive/coded_picture.hpp"
#include "pipelines/untrusted/receive/replay_buffer.hpp"

namespace cordon::untrusted::receive {

// The way to this camera's decoder, through any number of decoders' lives. A new one is shown the current
// group of pictures first, flagged as pre-roll. A group in which a decoder that was shown it died once more
// is poison: the next decoder waits for the next keyframe.
//
// Live pictures do not grow old on the way: when the oldest that the decoder has not taken has waited too
// long, what comes is dropped, up to the next keyframe. A hiccup is caught up with; where the machine is
// short of processors (the share says so, or one was not caught up with lately) the limit is a shorter one.
// Lives on the io_context's one thread.
class DecoderLink {
public:
    static constexpr std::chrono::milliseconds kOldest{1000};
    static constexpr std::chrono::milliseconds kOldestWhileShort{350};
    static constexpr std::chrono::milliseconds kLate{120};  // more than that says that the machine is short
    static constexpr std::chrono::seconds kShortFor{10};    // since the last picture that waited too long
    // A keyframe due within so long is waited for, rather than to catch up with the group before it.
    static constexpr std::chrono::milliseconds kSoon{1000};
    // A replay at several times real time must fit.
    static constexpr std::chrono::milliseconds kOldestOfReplay{2000};

    struct Limits {
        std::uint32_t replay = 0;               // bytes
        std::uint32_t largest_access_unit = 0;  // bytes
    };

    // `clock` outlives this.
    DecoderLink(boost::asio::io_context& io, Limits limits, const base::Clock& clock);
    ~DecoderLink();
    DecoderLink(const DecoderLink&) = delete;
    DecoderLink& operator=(const DecoderLink&) = delete;

    // The write end of a new decoder's pipe; the old decoder, if any, is dead.
    void connect(base::UniqueFd pipe);
    // Another session with the camera begins: nothing that came before it is of use to what comes now.
    void begin_session();
    // How much of each group of pictures goes to the decoder, in percent: the head of it, as what comes
    // behind a picture that is left out cannot be decoded. A group is taken to be as long as the one before.
    // When it is the whole again, the machine is not short any more. Where the next keyframe is not due soon
    // the decoder is given what was left out of the current group, as pre-roll, so that it need not wait: for
    // all cameras at once that is work of which no picture comes, just when all are to come again.
    void set_decoding_share(std::uint8_t percent);
    // Sends what came from the camera, or keeps it for the next decoder.
    void send(const CodedPicture& picture);

    [[nodiscard]] bool waiting_for_keyframe() const { return waiting_for_keyframe_; }
    // Access units a living decoder was too slow for.
    [[nodiscard]] std::uint64_t dropped() const { return dropped_; }
    // Access units that came when the decoder was behind by more than kLate.
    [[nodiscard]] std::uint64_t late() const { return late_; }
    // Since when the oldest of what it has not taken waits, as of the last send(); nothing where it has taken
    // all.
    [[nodiscard]] std::optional<base::MonotonicTime> untaken_since() const {
        return waiting_.empty() ? std::nullopt : std::optional(waiting_.front().since);
    }

private:
    void replay();
    void catch_up();
    void send_live(const boundary::AccessUnitHeader& header, std::span<const std::byte> payload);
    void note_sent(std::size_t payload_bytes);
    bool is_behind();
    bool is_beyond_share(bool keyframe);
    [[nodiscard]] bool is_keyframe_due_soon() const;
    [[nodiscard]] base::MonotonicTime oldest_allowed(base::MonotonicTime now) const;
    void watch();
    void disconnect();

    boost::asio::io_context& io_;
    Limits limits_;
    const base::Clock& clock_;
    ReplayBuffer replay_buffer_;
    std::optional<boundary::AccessUnitWriter> writer_;
    std::optional<boost::asio::posix::stream_descriptor> watched_;  // the writer's descriptor, borrowed
    std::uint64_t pipe_number_ = 0;
    bool watching_ = false;
    bool waiting_for_keyframe_ = true;
    bool gap_ = false;
    bool new_session_ = false;          // and nothing of it was sent
    std::uint64_t replayed_group_ = 0;  // 0: none
    // One each for what was sent and, when last looked at, not taken yet: where it ends among all bytes sent.
    struct Waiting {
        std::uint64_t end;
        base::MonotonicTime since;
    };
    std::deque<Waiting> waiting_;
    std::uint64_t sent_ = 0;  // bytes, through this pipe
    bool caught_up_ = false;  // with the replay
    std::optional<base::MonotonicTime> last_behind_;
    std::uint64_t dropped_ = 0;
    std::uint64_t late_ = 0;
    std::uint8_t share_ = boundary::kWholeGroups;
    std::uint64_t group_pictures_ = 0;       // of the camera's current group, so far
    std::uint64_t last_group_pictures_ = 0;  // of the one before, 0 while unknown
    base::MonotonicTime group_since_{};
    std::optional<std::chrono::nanoseconds> last_group_lasted_;
    std::size_t sent_of_group_ = 0;
};

}  // namespace cordon::untrusted::receive
