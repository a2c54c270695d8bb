// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>

#include "gateway/base/clock.hpp"
#include "gateway/boundary/camera_facts.hpp"
#include "pipelines/untrusted/receive/coded_picture.hpp"

namespace cordon::untrusted::receive {

// One packet of the video track, of its RTP header what matters behind it.
struct TrackPacket {
    std::span<const std::byte> payload;  // hostile; valid during the call
    std::uint32_t timestamp = 0;
    bool marker = false;
    bool follows = false;  // nothing is missing between it and the one before
    base::MonotonicTime arrival;
};

// Payloads of one codec in, pictures out: inside the push() of a picture's last packet, so that nothing waits
// for a clock or another thread. Any bytes are fine. One thread.
class Depayloader {
public:
    using OnPicture = std::function<void(const CodedPicture&)>;

    Depayloader(const Depayloader&) = delete;
    Depayloader& operator=(const Depayloader&) = delete;
    virtual ~Depayloader() = default;

    virtual void push(const TrackPacket& packet) = 0;
    // The next packet is of another picture, though the last one of this had no marker.
    virtual void end_picture() = 0;

    // Access units over the limit, so far.
    [[nodiscard]] std::uint64_t oversized() const { return oversized_; }
    // What the payloads showed of the camera: CameraOddity.
    [[nodiscard]] std::uint64_t oddities() const { return oddities_; }

protected:
    // `largest` in bytes: no larger access unit comes out, and not much more than it is ever stored.
    Depayloader(std::uint32_t largest, OnPicture on_picture)
        : largest_(largest), on_picture_(std::move(on_picture)) {}

    [[nodiscard]] std::uint32_t largest() const { return largest_; }
    // `picture.gap` is filled in.
    void deliver(CodedPicture picture) {
        picture.gap = std::exchange(gap_, false);
        on_picture_(picture);
    }
    void note_gap() { gap_ = true; }
    void note_oversized() {
        oversized_ += 1;
        gap_ = true;
    }
    void note(boundary::CameraOddity oddity) { oddities_ |= static_cast<std::uint64_t>(oddity); }

private:
    std::uint32_t largest_;
    OnPicture on_picture_;
    bool gap_ = true;  // to be told with the next picture
    std::uint64_t oversized_ = 0;
    std::uint64_t oddities_ = 0;
};

}  // namespace cordon::untrusted::receive
