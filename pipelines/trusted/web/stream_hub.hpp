// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "pipelines/trusted/stream/fmp4_muxer.hpp"
#include "pipelines/trusted/stream/stream.hpp"

namespace cordon::trusted::web {

using TextPtr = std::shared_ptr<const std::string>;

// One page's player of a stream. Called on the web server's thread; must neither block nor leave the hub
// while it is called.
class StreamListener {
public:
    virtual ~StreamListener() = default;
    virtual void on_text(const TextPtr& message) = 0;
    // `access_unit` is what the fragment was made of, or null for one that is replayed to start a player.
    virtual void on_fragment(const stream::Fmp4FragmentPtr& fragment,
                             const stream::AccessUnitPtr& access_unit) = 0;
};

// Carries one stream from the pump's threads to the web server's: there it is made into fragments once and
// shared by all listeners. Who joins gets the current group of pictures at once, so that a picture shows
// without waiting for, or asking the encoder for, a keyframe. While nobody listens nothing is muxed.
class StreamHub final : public stream::Viewer {
public:
    // Access units kept for one who joins. Longer groups of pictures are not replayed.
    static constexpr std::size_t kMostKept = 300;

    // Borrows both; `io` runs on one thread, and has stopped before this ends.
    StreamHub(boost::asio::io_context& io, stream::Stream& stream);

    // --- on the web server's thread
    void join(StreamListener& listener);
    void leave(StreamListener& listener);
    // Tells every listener the state again, so that a page knows its connection lives. Call once a second.
    void beat();
    [[nodiscard]] stream::Stream& stream() { return stream_; }

    // --- on the pump's threads
    void on_access_unit(const stream::AccessUnitPtr& access_unit) noexcept override;
    void on_state(stream::PictureState state, base::MonotonicTime since) noexcept override;
    [[nodiscard]] std::size_t audience() const noexcept override { return audience_; }

private:
    void drain();
    [[nodiscard]] TextPtr state_message();

    boost::asio::io_context& io_;
    stream::Stream& stream_;
    std::atomic<std::size_t> audience_{0};

    std::mutex mutex_;
    std::vector<stream::AccessUnitPtr> inbox_;
    bool drain_posted_ = false;
    stream::PictureState state_ = stream::PictureState::kNoSignal;
    base::MonotonicTime since_{};

    // The web server's thread only.
    std::vector<StreamListener*> listeners_;
    stream::Fmp4Muxer muxer_;
    std::vector<stream::Fmp4FragmentPtr> replay_;  // from the last keyframe on, or empty
    std::uint64_t last_number_ = 0;
    bool in_step_ = false;  // every access unit since a keyframe has been seen

    stream::Stream::Subscription subscription_;  // last: calls may come as soon as it is there
};

}  // namespace cordon::trusted::web
