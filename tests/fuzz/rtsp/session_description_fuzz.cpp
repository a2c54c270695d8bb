// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "gateway/base/invariant.hpp"
#include "pipelines/untrusted/rtsp/request_url.hpp"
#include "pipelines/untrusted/rtsp/session_description.hpp"

using namespace cordon::untrusted::rtsp;

namespace {

constexpr std::string_view kOrigin = "rtsp://camera:554";

void check(const std::vector<std::string>& urls) {
    CORDON_INVARIANT(!urls.empty() && urls.size() <= 3, "one to three guesses");
    for (const auto& url : urls) {
        const bool pinned =
            url.starts_with(kOrigin) && (url.size() == kOrigin.size() || url[kOrigin.size()] == '/');
        CORDON_INVARIANT(pinned, "every URL is the target's");
        CORDON_INVARIANT(url.find_first_of("\r\n ") == std::string::npos, "a URL is one word");
    }
}

}  // namespace

// The first line is a Content-Base, the rest a session description: what is requested then never leaves the
// target.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto end = text.find('\n');
    const auto base = text.substr(0, end);
    const auto description =
        parse_session_description(end == std::string_view::npos ? text : text.substr(end + 1));
    const std::string target = std::string(kOrigin) + "/live";
    check(session_urls(target, base, description.control));
    check(track_urls(target, base, description.control, description.video_control));
    check(track_urls(target, base, base, base));
    CORDON_INVARIANT(description.other_controls.size() <= kMostOtherTracks, "few other tracks");
    for (const auto& control : description.other_controls) {
        check(track_urls(target, base, description.control, control));
    }
    CORDON_INVARIANT(description.group.find_first_not_of("0123456789.") == std::string::npos, "an address");
    if (description.video) {
        const auto& name = description.video->encoding_name;
        CORDON_INVARIANT(name == "H264" || name == "H265" || name == "JPEG" || name == "MP4V-ES",
                         "only codecs we take");
        CORDON_INVARIANT(description.video->format_parameters.size() <= kLongestFormatParameters, "bounded");
    }
    return 0;
}
