// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/request_url.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "pipelines/untrusted/rtsp/header_text.hpp"

namespace cordon::untrusted::rtsp {

namespace {

constexpr std::size_t kLongestUrl = 1024;

// The target as "rtsp://host:port" and "/path?query".
struct Target {
    std::string_view origin;
    std::string_view path;
};

Target split(std::string_view url) {
    const auto scheme = url.find("://");
    const auto authority = scheme == std::string_view::npos ? 0 : scheme + 3;
    const auto path = std::min(url.find_first_of("/?", authority), url.size());
    return {url.substr(0, path), url.substr(path)};
}

bool has_scheme(std::string_view text) {
    constexpr std::string_view kScheme = "rtsp";
    if (!same_word(text.substr(0, kScheme.size()), kScheme)) {
        return false;
    }
    text.remove_prefix(kScheme.size());
    return text.starts_with("://") || same_word(text.substr(0, 4), "s://") ||
           same_word(text.substr(0, 4), "u://");
}

// Whether the first segment of a text without a scheme is a host rather than a folder: it has a port,
// brackets, user information, or is an address of IPv4.
bool begins_with_host(std::string_view text) {
    const auto segment = text.substr(0, text.find_first_of("/?"));
    const auto colon = segment.rfind(':');
    const bool port = colon != std::string_view::npos && colon > 0 &&
                      parse_number<std::uint16_t>(segment.substr(colon + 1)).has_value();
    const bool address = std::count(segment.begin(), segment.end(), '.') == 3 &&
                         segment.find_first_not_of("0123456789.") == std::string_view::npos;
    return segment.starts_with('[') || port || address || segment.find('@') != std::string_view::npos;
}

// The path and query of an absolute text, whatever it names as the host. None when it is relative.
std::optional<std::string_view> path_of_absolute(std::string_view text) {
    bool absolute = false;
    while (has_scheme(text)) {
        text.remove_prefix(text.find("://") + 3);
        absolute = true;
    }
    if (!absolute && !begins_with_host(text)) {
        return std::nullopt;
    }
    return text.substr(std::min(text.find_first_of("/?"), text.size()));
}

bool usable(std::string_view text) {
    return !text.empty() && text.size() <= kLongestUrl && std::all_of(text.begin(), text.end(), is_visible);
}

// `reference` next to the last segment of `path`, as RFC 3986 has it.
std::string beside(std::string_view path, std::string_view reference) {
    const auto folder = path.substr(0, path.find('?'));
    const auto slash = folder.rfind('/');
    const auto kept = slash == std::string_view::npos ? std::string_view() : folder.substr(0, slash);
    return std::string(kept) + '/' + std::string(reference);
}

// `reference` after the whole of `path`, queries and all, as nearly every client and camera does it.
std::string below(std::string_view path, std::string_view reference) {
    std::string result(path);
    if (reference.starts_with('?')) {
        return result.append(reference);
    }
    if (reference.starts_with('/')) {
        reference.remove_prefix(1);
    }
    if (!result.ends_with('/')) {
        result += '/';
    }
    return result.append(reference);
}

// Path and query of what relative URLs are relative to.
std::string base_path(const Target& target, std::string_view content_base) {
    content_base = trimmed(content_base);
    if (!usable(content_base)) {
        return std::string(target.path);
    }
    if (const auto path = path_of_absolute(content_base)) {
        return std::string(path->empty() ? target.path : *path);
    }
    return content_base.starts_with('/') ? std::string(content_base) : beside(target.path, content_base);
}

class Guesses {
public:
    explicit Guesses(std::string_view origin) : origin_(origin) {}
    void add(std::string_view path) {
        auto url = std::string(origin_).append(path.starts_with('?') ? "/" : "").append(path);
        if (urls_.size() < 3 && std::find(urls_.begin(), urls_.end(), url) == urls_.end()) {
            urls_.push_back(std::move(url));
        }
    }
    std::vector<std::string> take() { return std::move(urls_); }

private:
    std::string_view origin_;
    std::vector<std::string> urls_;
};

}  // namespace

std::vector<std::string> session_urls(std::string_view target, std::string_view content_base,
                                      std::string_view session_control) {
    const auto pinned = split(target);
    const auto base = base_path(pinned, content_base);
    Guesses guesses(pinned.origin);
    session_control = trimmed(session_control);
    if (usable(session_control) && session_control != "*") {
        const auto path = path_of_absolute(session_control);
        guesses.add(path ? std::string(path->empty() ? base : *path) : below(base, session_control));
    }
    guesses.add(base);
    guesses.add(pinned.path);
    return guesses.take();
}

std::vector<std::string> track_urls(std::string_view target, std::string_view content_base,
                                    std::string_view session_control, std::string_view track_control) {
    track_control = trimmed(track_control);
    if (!usable(track_control) || track_control == "*") {
        return session_urls(target, content_base, session_control);
    }
    const auto pinned = split(target);
    const auto base = base_path(pinned, content_base);
    Guesses guesses(pinned.origin);
    if (const auto path = path_of_absolute(track_control)) {
        guesses.add(path->empty() ? base : *path);
        return guesses.take();
    }
    guesses.add(below(base, track_control));
    guesses.add(track_control.starts_with('/') ? std::string(track_control) : beside(base, track_control));
    guesses.add(below(pinned.path, track_control));
    return guesses.take();
}

bool names_another_host(std::string_view target, std::string_view text) {
    text = trimmed(text);
    if (!path_of_absolute(text)) {
        return false;
    }
    while (has_scheme(text)) {
        text.remove_prefix(text.find("://") + 3);
    }
    const auto authority = text.substr(0, text.find_first_of("/?"));
    const auto host =
        authority.substr(authority.find('@') == std::string_view::npos ? 0 : authority.find('@') + 1);
    const auto own = split(target).origin;
    return !own.ends_with(host) && own != std::string("rtsp://").append(host).append(":554");
}

}  // namespace cordon::untrusted::rtsp
