// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/receive/replay_buffer.hpp"

namespace cordon::untrusted::receive {

using boundary::AccessUnitHeader;

void ReplayBuffer::add(const AccessUnitHeader& header, std::span<const std::byte> payload) {
    const bool keyframe = (header.flags & AccessUnitHeader::kKeyframe) != 0;
    if (keyframe) {
        group_ += 1;
        clear();
    } else if (kept_.empty()) {
        return;
    }
    if (bytes_.size() + payload.size() > limit_) {
        clear();
        return;
    }
    kept_.push_back({header, bytes_.size(), payload.size()});
    bytes_.insert(bytes_.end(), payload.begin(), payload.end());
}

void ReplayBuffer::clear() {
    bytes_.clear();
    kept_.clear();
}

std::vector<ReplayBuffer::Entry> ReplayBuffer::entries() const {
    std::vector<Entry> entries;
    entries.reserve(kept_.size());
    for (const Kept& each : kept_) {
        entries.push_back({each.header, std::span(bytes_).subspan(each.offset, each.size)});
    }
    return entries;
}

}  // namespace cordon::untrusted::receive
