// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/pending_requests.hpp"

#include <algorithm>

namespace cordon::untrusted::rtsp {

void PendingRequests::add(std::uint32_t sequence, Purpose purpose) {
    if (waiting_.size() == kMost) {
        waiting_.pop_front();
    }
    waiting_.push_back({sequence, purpose});
}

PendingRequests::Purpose PendingRequests::match(std::optional<std::uint32_t> sequence) {
    if (waiting_.empty()) {
        return Purpose::kNone;
    }
    auto found = std::find_if(waiting_.begin(), waiting_.end(),
                              [&](const Waiting& waiting) { return sequence == waiting.sequence; });
    if (found == waiting_.end()) {
        const bool already_answered = sequence && *sequence != 0 && *sequence < waiting_.front().sequence;
        if (already_answered) {
            return Purpose::kNone;
        }
        found = waiting_.begin();
    }
    const auto purpose = found->purpose;
    waiting_.erase(found);
    return purpose;
}

}  // namespace cordon::untrusted::rtsp
