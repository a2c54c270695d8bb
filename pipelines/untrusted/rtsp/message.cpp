// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/message.hpp"

#include <algorithm>
#include <utility>

#include "pipelines/untrusted/rtsp/header_text.hpp"

namespace cordon::untrusted::rtsp {

namespace {

constexpr std::string_view kVersionPrefix = "RTSP/1.";

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

// Control characters become blanks: what is echoed later (realms, session ids) can then break no line.
std::string without_controls(std::string_view text) {
    std::string result(text);
    std::replace_if(result.begin(), result.end(), is_control, ' ');
    return std::string(trimmed(result));
}

void append_line(std::string& out, std::string_view text) {
    std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return !is_control(c); });
}

std::string_view take_line(std::string_view& rest) {
    const auto at = rest.find('\n');
    auto line = rest.substr(0, at);
    rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return line;
}

std::string_view reason(unsigned status) {
    switch (status) {
        case 200:
            return "OK";
        case 501:
            return "Not Implemented";
        default:
            return "Reply";
    }
}

}  // namespace

void Headers::add(std::string name, std::string value) {
    fields_.push_back({std::move(name), std::move(value)});
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
    const auto found = std::find_if(fields_.begin(), fields_.end(),
                                    [&](const Field& field) { return same_word(field.name, name); });
    return found == fields_.end() ? std::nullopt : std::optional<std::string_view>(found->value);
}

std::vector<std::string_view> Headers::find_all(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const auto& field : fields_) {
        if (same_word(field.name, name)) {
            values.emplace_back(field.value);
        }
    }
    return values;
}

class HeadParser {
public:
    static base::Result<Headers> parse(std::string_view lines) {
        Headers headers;
        while (!lines.empty()) {
            const auto line = take_line(lines);
            const bool folded = line.starts_with(' ') || line.starts_with('\t');
            if (folded && !headers.fields_.empty()) {
                headers.fields_.back().value += ' ' + without_controls(line);
                continue;
            }
            const auto colon = line.find(':');
            if (colon == std::string_view::npos) {
                continue;
            }
            if (headers.fields_.size() == kMostHeaders) {
                return base::Error{"a message with more than 64 headers"};
            }
            headers.add(without_controls(line.substr(0, colon)), without_controls(line.substr(colon + 1)));
        }
        return headers;
    }
};

base::Result<Message> parse_head(std::string_view head) {
    if (head.size() > kLargestHead) {
        return base::Error{"a message with more than 16 KiB of headers"};
    }
    // Cleaned before it is split: a word that means something must not come out of one that does not.
    const auto cleaned = without_controls(take_line(head));
    std::string_view start_line = cleaned;
    CORDON_TRY(auto headers, HeadParser::parse(head));
    std::optional<std::uint32_t> sequence;
    if (const auto text = headers.find("CSeq")) {
        sequence = parse_number<std::uint32_t>(*text);
    }

    const auto first = take_part(start_line, ' ');
    start_line = trimmed(start_line);
    const auto second = take_part(start_line, ' ');
    if (first.starts_with(kVersionPrefix)) {
        const auto status = parse_number<unsigned>(second);
        if (!status || *status < 100 || *status > 999) {
            return base::Error{"a status line without a status"};
        }
        return Message(Response{*status, sequence, std::move(headers), {}});
    }
    if (first.empty() || !trimmed(start_line).starts_with(kVersionPrefix)) {
        return base::Error{"a start line that is not RTSP 1"};
    }
    return Message(Request{std::string(first), std::string(second), sequence, std::move(headers), {}});
}

base::Result<std::size_t> body_size(const Message& message) {
    const auto& headers = std::visit([](const auto& m) -> const Headers& { return m.headers; }, message);
    const auto text = headers.find("Content-Length");
    if (!text || text->empty() || text->find_first_not_of("0123456789") != std::string_view::npos) {
        return std::size_t{0};
    }
    // A number too large for the type is also one past the limit.
    const auto size = parse_number<std::size_t>(*text);
    if (!size || *size > kLargestBody) {
        return base::Error{"a message with more than 256 KiB of body"};
    }
    return *size;
}

std::string serialise_fields(const Headers& headers) {
    std::string out;
    for (const auto& field : headers.fields_) {
        append_line(out, field.name);
        out += ": ";
        append_line(out, field.value);
        out += "\r\n";
    }
    return out;
}

namespace {

template <typename M>
void append_rest(std::string& out, const M& message) {
    if (message.sequence) {
        out += "CSeq: " + std::to_string(*message.sequence) + "\r\n";
    }
    out += serialise_fields(message.headers);
    if (!message.body.empty()) {
        out += "Content-Length: " + std::to_string(message.body.size()) + "\r\n";
    }
    out += "\r\n" + message.body;
}

}  // namespace

std::string serialise(const Request& request) {
    std::string out;
    append_line(out, request.method);
    out += ' ';
    append_line(out, request.url);
    out += " RTSP/1.0\r\n";
    append_rest(out, request);
    return out;
}

std::string serialise(const Response& response) {
    std::string out = "RTSP/1.0 " + std::to_string(response.status) + ' ';
    out += reason(response.status);
    out += "\r\n";
    append_rest(out, response);
    return out;
}

}  // namespace cordon::untrusted::rtsp
