// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace cordon::tests {

// Somebody who watches a stream of NumberedPictures. Has connected and asked to play; reads only in next().
class NumberViewer {
public:
    virtual ~NumberViewer() = default;
    // The number of the next access unit; nothing once the server has hung up. Blocks. One of which a packet
    // is missing has the number 0.
    virtual std::optional<std::uint32_t> next() = 0;
};

// Over RTSP, interleaved in TCP; null when the server refuses.
std::unique_ptr<NumberViewer> watch_over_rtsp(std::uint16_t port, const std::string& camera);
// Over a WebSocket, as the page does; null when the server refuses.
std::unique_ptr<NumberViewer> watch_on_the_page(std::uint16_t port, const std::string& camera);

}  // namespace cordon::tests
