// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace cordon::trusted::web {

// One file of the page, embedded in the program when it was built (embed_assets.cmake).
struct Asset {
    std::string_view path;  // as a browser asks for it: "/", "/app.js"
    std::string_view content_type;
    std::string_view etag;  // quoted, from the content's SHA-256 (RFC 9110, 8.8.3)
    std::string_view content;
};

// Every file there is. What is not in this table does not exist: no path is ever taken apart or opened.
[[nodiscard]] std::span<const Asset> asset_table();

}  // namespace cordon::trusted::web
