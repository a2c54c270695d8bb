// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "pipelines/untrusted/receive/depayloader.hpp"

namespace cordon::untrusted::receive {

// MPEG-4 Part 2 (RFC 6416): puts a picture's packets together. Its keyframes carry the configuration, which
// is the newest that came in the stream, or else that of the session description.
class Mpeg4Depayloader final : public Depayloader {
public:
    // `format_parameters` with the configuration in hexadecimal digits ("config="), if it has one that can be
    // read.
    Mpeg4Depayloader(std::string_view format_parameters, std::uint32_t largest, OnPicture on_picture);

    void push(const TrackPacket& packet) override;
    void end_picture() override;

private:
    void drop();

    std::vector<std::byte> configuration_;
    std::vector<std::byte> picture_;
    bool whole_ = false;           // nothing of it is missing so far
    base::MonotonicTime arrival_;  // of its newest packet
};

}  // namespace cordon::untrusted::receive
