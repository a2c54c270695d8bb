// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "gateway/base/result.hpp"

namespace cordon::untrusted::rtsp {

// RTSP 1.0 messages (RFC 2326 sections 4 to 7), both ways. What a camera sends is hostile: every count and
// size has a limit, and past it the message is an Error. Within them we are lenient: bare line feeds, folded
// lines, lines without a colon, any spelling of a header's name, any reason phrase.

inline constexpr std::size_t kLargestHead = std::size_t{16} * 1024;   // start line and headers, bytes
inline constexpr std::size_t kLargestBody = std::size_t{256} * 1024;  // bytes
inline constexpr std::size_t kMostHeaders = 64;

class Headers {
public:
    void add(std::string name, std::string value);
    // The first value under that name, whatever its case. Trimmed, free of control characters.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
    [[nodiscard]] std::vector<std::string_view> find_all(std::string_view name) const;
    [[nodiscard]] std::size_t size() const { return fields_.size(); }

private:
    friend std::string serialise_fields(const Headers& headers);
    friend class HeadParser;
    struct Field {
        std::string name;
        std::string value;
    };
    std::vector<Field> fields_;
};

struct Request {
    std::string method;
    std::string url;
    std::optional<std::uint32_t> sequence;  // CSeq; absent when a camera's makes no sense
    Headers headers;                        // without CSeq and Content-Length when we send it
    std::string body;
};

struct Response {
    unsigned status = 0;                    // 100 to 999; the reason phrase is a camera's words and not kept
    std::optional<std::uint32_t> sequence;  // CSeq; absent when a camera's makes no sense
    Headers headers;
    std::string body;
};

using Message = std::variant<Request, Response>;

// A message from its start line and headers, `body` still empty. `head` may end in blank lines.
base::Result<Message> parse_head(std::string_view head);

// How many bytes of body the headers announce: 0 when they do not or not in numbers, an Error past
// kLargestBody.
base::Result<std::size_t> body_size(const Message& message);

// As it goes over the wire. Line breaks in a value cannot make a second header: they are left out.
std::string serialise(const Request& request);
std::string serialise(const Response& response);

}  // namespace cordon::untrusted::rtsp
