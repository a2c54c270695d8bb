// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include "gateway/base/clock.hpp"
#include "gateway/base/unique_fd.hpp"
#include "gateway/boundary/access_unit_channel.hpp"
#include "pipelines/untrusted/receive/coded_picture.hpp"
#include "pipelines/untrusted/receive/replay_buffer.hpp"

namespace cordon::untrusted::receive {

// The way to this camera's decoder, through any number of decoders' lives. A new one is shown the current
// group of pictures first, flagged as pre-roll. A group in which a decoder that was shown it died once more
// is poison: the next decoder waits for the next keyframe. Lives on the io_context's one thread.
class DecoderLink {
public:
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
    // Sends what came from the camera, or keeps it for the next decoder.
    void send(const CodedPicture& picture);

    [[nodiscard]] bool connected() const { return writer_.has_value(); }
    [[nodiscard]] bool waiting_for_keyframe() const { return waiting_for_keyframe_; }
    // Access units a living decoder was too slow for.
    [[nodiscard]] std::uint64_t dropped() const { return dropped_; }

private:
    void replay();
    void send_live(const boundary::AccessUnitHeader& header, std::span<const std::byte> payload);
    bool is_behind();
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
    std::uint64_t replayed_group_ = 0;  // 0: none
    std::optional<base::MonotonicTime> queued_since_;
    std::uint64_t dropped_ = 0;
};

}  // namespace cordon::untrusted::receive
