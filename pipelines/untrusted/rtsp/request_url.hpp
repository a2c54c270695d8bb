// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cordon::untrusted::rtsp {

// The URLs we request, from the target's own and what a camera calls things (RFC 2326 appendix C.1). Whatever
// a camera says, the scheme, host and port are the target's and there is no user information: of its URLs
// only path and query are understood. Its texts may be absolute, doubled ("rtsp://rtsp://h/a"), without a
// scheme ("192.0.2.1:554/a"), with credentials, relative, empty or nonsense, which then counts as not said.

// The URL the session as a whole is requested by, best guess first, without repeats, at most three.
// `content_base` is the header of that name, `session_control` the control attribute of the session.
std::vector<std::string> session_urls(std::string_view target, std::string_view content_base,
                                      std::string_view session_control);

// The URL a track is set up by, best guess first, without repeats, at most three: cameras disagree how a
// relative control is appended, and a strict one answers 404 to the other ways.
std::vector<std::string> track_urls(std::string_view target, std::string_view content_base,
                                    std::string_view session_control, std::string_view track_control);

// Whether `text`, where it is absolute, names another host or port than the target's URL.
[[nodiscard]] bool names_another_host(std::string_view target, std::string_view text);

}  // namespace cordon::untrusted::rtsp
