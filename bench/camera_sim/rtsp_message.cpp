// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/rtsp_message.hpp"

#include <algorithm>
#include <cctype>

#include "bench/command_line.hpp"

namespace cordon::bench {
namespace {

constexpr std::size_t kLongestHead = 8192;
constexpr std::int64_t kLongestBody = 65536;

std::string_view trim(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r";
    const auto begin = text.find_first_not_of(kBlank);
    return begin == std::string_view::npos ? std::string_view{}
                                           : text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

bool parse_request_line(std::string_view line, RtspRequest& request) {
    const auto first = line.find(' ');
    const auto second = first == std::string_view::npos ? first : line.find(' ', first + 1);
    if (second == std::string_view::npos || line.substr(second + 1) != "RTSP/1.0") {
        return false;
    }
    request.method = line.substr(0, first);
    request.uri = line.substr(first + 1, second - first - 1);
    return !request.method.empty() && !request.uri.empty();
}

ClientMessage take_frame(std::string& inbox) {
    constexpr std::size_t kHead = 4;
    if (inbox.size() < kHead) {
        return IncompleteMessage{};
    }
    const auto byte = [&](std::size_t i) {
        return static_cast<unsigned>(static_cast<unsigned char>(inbox[i]));
    };
    const std::size_t size = (byte(2) << 8U) | byte(3);
    if (inbox.size() < kHead + size) {
        return IncompleteMessage{};
    }
    InterleavedFrame frame{byte(1), inbox.substr(kHead, size)};
    inbox.erase(0, kHead + size);
    return frame;
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::string_view RtspRequest::header(std::string_view name) const {
    const auto found = std::find_if(headers.begin(), headers.end(),
                                    [&](const auto& header) { return same_name(header.first, name); });
    return found == headers.end() ? std::string_view{} : std::string_view(found->second);
}

ClientMessage take_client_message(std::string& inbox) {
    if (inbox.starts_with('$')) {
        return take_frame(inbox);
    }
    const auto end = inbox.find("\r\n\r\n");
    if (end == std::string::npos) {
        return inbox.size() > kLongestHead ? ClientMessage(BrokenMessage{}) : IncompleteMessage{};
    }
    if (inbox.starts_with("RTSP/1.0 ")) {
        inbox.erase(0, end + 4);
        return RtspReply{};
    }
    RtspRequest request;
    std::string_view head = std::string_view(inbox).substr(0, end);
    const auto line_end = head.find("\r\n");
    if (!parse_request_line(head.substr(0, line_end), request)) {
        return BrokenMessage{};
    }
    head.remove_prefix(line_end == std::string_view::npos ? head.size() : line_end + 2);
    while (!head.empty()) {
        const std::string_view line = head.substr(0, head.find("\r\n"));
        head.remove_prefix(std::min(head.size(), line.size() + 2));
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) {
            return BrokenMessage{};
        }
        request.headers.emplace_back(trim(line.substr(0, colon)), trim(line.substr(colon + 1)));
    }
    const std::string_view length = request.header("Content-Length");
    const auto body = length.empty() ? 0 : parse_number(length, 0, kLongestBody);
    if (!body) {
        return BrokenMessage{};
    }
    const std::size_t size = end + 4 + static_cast<std::size_t>(*body);
    if (inbox.size() < size) {
        return IncompleteMessage{};
    }
    inbox.erase(0, size);
    return request;
}

}  // namespace cordon::bench
