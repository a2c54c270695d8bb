// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/keepalive.hpp"

#include <algorithm>
#include <utility>

#include "pipelines/untrusted/rtsp/header_text.hpp"

namespace cordon::untrusted::rtsp {

Keepalive::Keepalive(std::string_view public_methods) {
    bool get_parameter = false;
    bool set_parameter = false;
    while (!public_methods.empty()) {
        const auto method = take_part(public_methods, ',');
        get_parameter |= same_word(method, "GET_PARAMETER");
        set_parameter |= same_word(method, "SET_PARAMETER");
    }
    if (get_parameter) {
        methods_.emplace_back("GET_PARAMETER");
    } else if (set_parameter) {
        methods_.emplace_back("SET_PARAMETER");
    }
    methods_.emplace_back("OPTIONS");
}

std::chrono::milliseconds Keepalive::interval() const {
    using std::chrono::milliseconds;
    const milliseconds timeout = timeout_;
    const auto shortest = std::min({timeout / 2, timeout - milliseconds(5000), milliseconds(30000)});
    return std::max(shortest / static_cast<std::int64_t>(methods_.size()), milliseconds(1000));
}

std::string Keepalive::next_method() {
    if (unanswered_) {
        leave_out_last();
    }
    unanswered_ = true;
    const std::string method = methods_[next_ % methods_.size()];
    next_ = (next_ + 1) % methods_.size();
    return method;
}

void Keepalive::on_answer(unsigned status) {
    unanswered_ = false;
    if (status >= 300) {
        leave_out_last();
    }
}

void Keepalive::leave_out_last() {
    const std::size_t last = (next_ + methods_.size() - 1) % methods_.size();
    if (methods_.size() > 1) {
        methods_.erase(methods_.begin() + static_cast<std::ptrdiff_t>(last));
        next_ = 0;
        fell_back_ = true;
    } else if (methods_.front() == "OPTIONS" && !std::exchange(fell_back_, true)) {
        // Once: a camera that refuses everything gets this, and its stream decides.
        methods_.front() = "GET_PARAMETER";
    }
}

}  // namespace cordon::untrusted::rtsp
