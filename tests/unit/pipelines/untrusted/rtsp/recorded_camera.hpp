// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <gtest/gtest.h>

#include "pipelines/untrusted/rtsp/dialogue.hpp"
#include "pipelines/untrusted/rtsp/interleaved_reader.hpp"

namespace cordon::untrusted::rtsp {

// A whole response, read as from a connection.
inline std::optional<Response> read_response(std::string_view bytes) {
    InterleavedReader reader;
    const auto room = reader.prepare();
    std::memcpy(room.data(), bytes.data(), std::min(room.size(), bytes.size()));
    reader.commit(std::min(room.size(), bytes.size()));
    auto item = reader.next();
    if (!item.ok() || !item.value() || !std::holds_alternative<Message>(*item.value())) {
        return std::nullopt;
    }
    auto message = std::get<Message>(*std::move(item).value());
    auto* response = std::get_if<Response>(&message);
    return response == nullptr ? std::nullopt : std::optional(std::move(*response));
}

// A session description as a camera without a Content-Base would send it.
inline std::string as_description(const std::string& sdp) {
    return "RTSP/1.0 200 OK\r\nContent-Length: " + std::to_string(sdp.size()) + "\r\n\r\n" + sdp;
}

// Speaks a Dialogue's part of a recorded conversation: what it would request after each recorded reply.
class RecordedCamera {
public:
    RecordedCamera(std::string target, TransportWay way)
        : memory_{TransportChoice({way})}, dialogue_(std::move(target), "user", "secret", "cafe", memory_) {
        step_ = dialogue_.on_connected();
        hear("RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n");
    }

    // The camera's next words.
    void hear(const std::string& bytes) {
        const auto response = read_response(bytes);
        ASSERT_TRUE(response.has_value()) << bytes;
        step_ = dialogue_.on_response(*response);
        if (std::holds_alternative<Dialogue::OpenPorts>(step_)) {
            step_ = dialogue_.on_ports(18714);
        }
    }
    // What is requested now; an empty request when nothing is.
    [[nodiscard]] Request request() const {
        const auto* send = std::get_if<Dialogue::Send>(&step_);
        return send == nullptr ? Request{} : send->request;
    }
    [[nodiscard]] bool plays() const { return std::holds_alternative<Dialogue::Playing>(step_); }
    Dialogue& dialogue() { return dialogue_; }

private:
    CameraMemory memory_;
    Dialogue dialogue_;
    Dialogue::Step step_ = Dialogue::Wait{};
};

}  // namespace cordon::untrusted::rtsp
