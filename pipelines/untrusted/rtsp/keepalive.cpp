// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/keepalive.hpp"

#include <algorithm>

#include "pipelines/untrusted/rtsp/header_text.hpp"

namespace cordon::untrusted::rtsp {

Keepalive::Keepalive(std::string_view public_methods) {
    while (!public_methods.empty()) {
        get_parameter_ |= same_word(take_part(public_methods, ','), "GET_PARAMETER");
    }
}

std::chrono::milliseconds Keepalive::interval() const {
    using std::chrono::milliseconds;
    const milliseconds timeout = timeout_;
    const auto shortest = std::min({timeout / 2, timeout - milliseconds(5000), milliseconds(30000)});
    return std::max(shortest, milliseconds(1000));
}

std::string Keepalive::next_method() {
    if (unanswered_) {
        change_method();
    }
    unanswered_ = true;
    return get_parameter_ ? "GET_PARAMETER" : "OPTIONS";
}

void Keepalive::on_answer(unsigned status) {
    unanswered_ = false;
    if (status >= 300) {
        change_method();
    }
}

void Keepalive::change_method() {
    // Once there, once back is never: a camera that refuses both gets the second, and its stream decides.
    if (!changed_) {
        get_parameter_ = !get_parameter_;
        changed_ = true;
    }
}

}  // namespace cordon::untrusted::rtsp
