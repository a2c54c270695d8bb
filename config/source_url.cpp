// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/source_url.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include "config/scalar_values.hpp"

namespace cordon::config {
namespace {

struct Scheme {
    std::string_view text;
    std::uint16_t default_port;
    bool tls;
};
constexpr Scheme kClear{.text = "rtsp://", .default_port = 554, .tls = false};    // RFC 2326 section 3.2
constexpr Scheme kSecured{.text = "rtsps://", .default_port = 322, .tls = true};  // RFC 7826 section 4.2

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        unsigned value = 0;
        if (text.size() - i < 3) {
            return std::nullopt;
        }
        const char* end = text.data() + i + 3;
        const auto [rest, error] = std::from_chars(text.data() + i + 1, end, value, 16);
        if (error != std::errc() || rest != end || value == 0) {
            return std::nullopt;
        }
        decoded += static_cast<char>(value);
        i += 2;
    }
    return decoded;
}

base::Result<> take_user_information(std::string_view text, SourceUrl& url) {
    const std::size_t colon = text.find(':');
    const auto username = percent_decoded(text.substr(0, colon));
    const auto password =
        percent_decoded(colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1));
    if (!username || !password) {
        return base::Error{
            "has a % in its user information that two hexadecimal digits do not follow; write "
            "%25 for a percent sign, or give username and password as keys of their own"};
    }
    url.username = Secret(*username);
    url.password = Secret(*password);
    return {};
}

// "10.20.0.11", "10.20.0.11:8554", "[fd00::11]:554".
base::Result<> take_host(std::string_view text, bool an_at_sign_follows, const Scheme& scheme,
                         CameraSource& source) {
    const bool bracketed = text.starts_with('[');
    const std::size_t host_end =
        bracketed ? std::min(text.find(']'), text.size()) : std::min(text.find(':'), text.size());
    const std::string_view host = bracketed ? text.substr(1, host_end - 1) : text.substr(0, host_end);
    std::string_view rest = text.substr(std::min(host_end + (bracketed ? 1 : 0), text.size()));
    auto address = parse_address(host);
    if (!address.ok() || (address.value().family == 6) != bracketed ||
        (bracketed && host_end == text.size())) {
        return base::Error{
            an_at_sign_follows
                ? "has no numeric address after its scheme; if the password holds / ? or #, write them as "
                  "%2F "
                  "%3F %23, or give username and password as keys of their own"
                : "must name its camera by a numeric address, as rtsp://10.20.0.11/path or "
                  "rtsp://[fd00::11]/path: Cordon pins the one address a camera has, and a host name could "
                  "mean another one tomorrow"};
    }
    source.address = std::move(address).value();
    source.port = scheme.default_port;
    source.tls = scheme.tls;
    if (!rest.empty()) {
        const auto port = rest.starts_with(':') ? parse_integer(rest.substr(1), 1, 65535)
                                                : base::Result<std::uint32_t>(base::Error{});
        if (!port.ok()) {
            return base::Error{"has a port that is no number from 1 to 65535"};
        }
        source.port = static_cast<std::uint16_t>(port.value());
    }
    return {};
}

}  // namespace

base::Result<SourceUrl> parse_source_url(std::string_view text) {
    const Scheme& scheme = text.starts_with(kSecured.text) ? kSecured : kClear;
    if (!text.starts_with(scheme.text)) {
        return base::Error{"must begin with rtsp:// or rtsps://"};
    }
    if (std::ranges::any_of(text, [](char c) { return c <= ' ' || c == '\x7f'; })) {
        return base::Error{"must not hold blanks or control characters; write %20 for a blank"};
    }
    const std::string_view after_scheme = text.substr(scheme.text.size());
    const std::size_t authority_end = std::min(after_scheme.find_first_of("/?#"), after_scheme.size());
    std::string_view authority = after_scheme.substr(0, authority_end);
    const std::string_view path = after_scheme.substr(authority_end);
    if (path.find('#') != std::string_view::npos) {
        return base::Error{"must not hold a fragment; write %23 for a # that belongs to the path"};
    }

    SourceUrl url;
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
        CORDON_TRY_VOID(take_user_information(authority.substr(0, at), url));
        authority.remove_prefix(at + 1);
    }
    CORDON_TRY_VOID(take_host(authority, path.find('@') != std::string_view::npos, scheme, url.source));
    url.source.url = Secret(std::string(scheme.text) + std::string(authority) + std::string(path));
    return url;
}

}  // namespace cordon::config
