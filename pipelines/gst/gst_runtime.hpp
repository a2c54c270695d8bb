// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "gateway/base/result.hpp"

namespace cordon::gst {

// One plug-in of the system's GStreamer.
struct PluginFile {
    const char* file = "";            // in the plug-in directory: "libgstrtp.so"
    const char* debian_package = "";  // who has it, for the message when it is missing
};

// All of GStreamer one program may ever use.
struct AllowList {
    std::span<const PluginFile> plugins = {};
    std::span<const char* const> elements = {};  // factory names; what else the plug-ins bring is removed
    std::span<const char* const> forbidden =
        {};  // asserted to be absent: the program's own zone rule in words
};

// Starts GStreamer for this process with exactly the listed plug-ins and elements: no registry file is read
// or written, no directory is searched, no scanner is forked, no environment variable is obeyed. Nothing
// else can be made by name afterwards (but bin and pipeline, which are part of the library). GLib's
// complaints become lines of our log. Call once per process, before confinement, from the main thread. An
// Error names the plug-in or element that is missing and the Debian package that has it.
base::Result<> start_gstreamer(const AllowList& allowed);

}  // namespace cordon::gst
