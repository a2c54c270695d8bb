// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/boundary/access_unit_channel.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace cordon::boundary {
namespace {

// Bytes taken by the pipe, 0 when it is full, -1 when the other end is gone.
ssize_t write_some(int fd, std::span<const std::byte> bytes) {
    for (;;) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written >= 0) {
            return written;
        }
        if (errno == EAGAIN) {
            return 0;
        }
        if (errno != EINTR) {
            return -1;
        }
    }
}

}  // namespace

AccessUnitWriter::AccessUnitWriter(base::UniqueFd pipe, std::size_t queue_limit)
    : pipe_(std::move(pipe)), queue_limit_(queue_limit) {
    ::fcntl(pipe_.get(), F_SETFL, O_WRONLY | O_NONBLOCK);
}

AccessUnitWriter::Outcome AccessUnitWriter::send(AccessUnitHeader header,
                                                 std::span<const std::byte> payload) {
    if (flush() == Outcome::kClosed) {
        return Outcome::kClosed;
    }
    const bool keyframe = (header.flags & AccessUnitHeader::kKeyframe) != 0;
    const bool fits = queued() + sizeof(header) + payload.size() <= queue_limit_;
    if (!fits || (waiting_for_keyframe_ && !keyframe)) {
        waiting_for_keyframe_ = true;
        return Outcome::kDropped;
    }
    if (std::exchange(waiting_for_keyframe_, false)) {
        header.flags |= AccessUnitHeader::kGap;
    }
    header.size = static_cast<std::uint32_t>(payload.size());
    const auto* header_bytes = reinterpret_cast<const std::byte*>(&header);
    queue_.insert(queue_.end(), header_bytes, header_bytes + sizeof(header));
    queue_.insert(queue_.end(), payload.begin(), payload.end());
    return flush();
}

AccessUnitWriter::Outcome AccessUnitWriter::flush() {
    while (has_queued()) {
        const ssize_t written = write_some(pipe_.get(), std::span(queue_).subspan(queue_begin_));
        if (written < 0) {
            return Outcome::kClosed;
        }
        if (written == 0) {
            // Keeps the vector from growing by what has long been sent.
            queue_.erase(queue_.begin(),
                         queue_.begin() + static_cast<std::ptrdiff_t>(std::exchange(queue_begin_, 0)));
            return Outcome::kSent;
        }
        queue_begin_ += static_cast<std::size_t>(written);
    }
    queue_.clear();
    queue_begin_ = 0;
    return Outcome::kSent;
}

std::size_t AccessUnitWriter::untaken() const {
    int in_pipe = 0;
    return queued() + (::ioctl(pipe_.get(), FIONREAD, &in_pipe) == 0 ? static_cast<std::size_t>(in_pipe) : 0);
}

AccessUnitReader::AccessUnitReader(int pipe, std::uint32_t largest)
    : pipe_(pipe), largest_(largest), buffer_(std::size_t{largest} + kPadding) {}

AccessUnitReader::Outcome AccessUnitReader::read(AccessUnit& access_unit) {
    if (!read_exactly(std::as_writable_bytes(std::span(&access_unit.header, 1)))) {
        return Outcome::kEnd;
    }
    if (!is_well_formed(access_unit.header, largest_)) {
        return Outcome::kMalformed;
    }
    const std::size_t size = access_unit.header.size;
    if (!read_exactly(std::span(buffer_).first(size))) {
        return Outcome::kEnd;
    }
    std::memset(buffer_.data() + size, 0, kPadding);
    access_unit.payload = std::span(buffer_).first(size);
    return Outcome::kAccessUnit;
}

bool AccessUnitReader::read_exactly(std::span<std::byte> destination) const {
    while (!destination.empty()) {
        const ssize_t got = ::read(pipe_, destination.data(), destination.size());
        if (got == 0 || (got < 0 && errno != EINTR)) {
            return false;
        }
        destination = destination.subspan(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    }
    return true;
}

}  // namespace cordon::boundary
