// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/gst/gst_runtime.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

#include <gst/gst.h>

#include "gateway/base/log.hpp"
#include "pipelines/gst/gst_ptr.hpp"

namespace cordon::gst {
namespace {

using namespace std::string_literals;

// GStreamer's own words, freed.
std::string take_message(GError* error) {
    std::string message = error == nullptr ? "no reason given"s : error->message;
    g_clear_error(&error);
    return message;
}

// What GStreamer and GLib complain of, as one line of the log. Theirs would ask the terminal for its colours
// and look for the journal, system calls no confined program of ours may make; and their words may be a
// camera's.
void log_complaint(const gchar* domain, GLogLevelFlags level, const gchar* message,
                   gpointer /*data*/) noexcept {
    std::string line = domain == nullptr ? "GLib" : domain;
    line.append(": ").append(message == nullptr ? "" : message);
    line.resize(std::min<std::size_t>(line.size(), 200));
    std::ranges::replace_if(
        line, [](unsigned char c) { return c < 0x20 || c > 0x7E; }, '?');
    if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) != 0) {
        base::log_warning(line);
    }
}

base::Result<> initialise_library() {
    g_log_set_default_handler(&log_complaint, nullptr);
    // The only way to keep gst_init from the registry file and from searching the plug-in path is this
    // variable; every other one that GStreamer obeys is taken away.
    for (const char* name :
         {"GST_PLUGIN_PATH", "GST_PLUGIN_PATH_1_0", "GST_PLUGIN_SYSTEM_PATH", "GST_PLUGIN_SYSTEM_PATH_1_0",
          "GST_REGISTRY", "GST_REGISTRY_1_0", "GST_DEBUG", "GST_DEBUG_FILE", "GST_DEBUG_DUMP_DOT_DIR",
          "GST_TRACERS", "GST_PLUGIN_FEATURE_RANK", "GST_PRESET_PATH"}) {
        ::unsetenv(name);
    }
    ::setenv("GST_REGISTRY_DISABLE", "yes", 1);
    gst_registry_fork_set_enabled(FALSE);
    GError* error = nullptr;
    if (gst_init_check(nullptr, nullptr, &error) == FALSE) {
        return base::Error{"start GStreamer: " + take_message(error)};
    }
    return {};
}

base::Result<> load_plugin(const PluginFile& plugin) {
    const std::string path = CORDON_GST_PLUGIN_DIRECTORY "/"s + plugin.file;
    GError* error = nullptr;
    const auto loaded = adopt(gst_plugin_load_file(path.c_str(), &error));
    if (!loaded) {
        return base::Error{"load the GStreamer plug-in "s + plugin.file + " (Debian package " +
                           plugin.debian_package + "): " + take_message(error)};
    }
    return {};
}

bool is_allowed(GstPluginFeature* feature, const AllowList& allowed) {
    if (!GST_IS_ELEMENT_FACTORY(feature)) {
        return false;
    }
    const std::string_view name = GST_OBJECT_NAME(feature);
    return name == "bin" || name == "pipeline" ||
           std::ranges::find(allowed.elements, name, [](const char* element) {
               return std::string_view(element);
           }) != allowed.elements.end();
}

void remove_what_is_not_allowed(const AllowList& allowed) {
    GstRegistry* registry = gst_registry_get();
    GList* features = gst_registry_feature_filter(
        registry, [](GstPluginFeature*, gpointer) -> gboolean { return TRUE; }, FALSE, nullptr);
    for (const GList* each = features; each != nullptr; each = each->next) {
        auto* feature = GST_PLUGIN_FEATURE_CAST(each->data);
        if (!is_allowed(feature, allowed)) {
            gst_registry_remove_feature(registry, feature);
        }
    }
    gst_plugin_feature_list_free(features);
}

bool exists(const char* element) {
    return static_cast<bool>(adopt(gst_element_factory_find(element)));
}

}  // namespace

base::Result<> start_gstreamer(const AllowList& allowed) {
    CORDON_TRY_VOID(initialise_library());
    for (const PluginFile& plugin : allowed.plugins) {
        CORDON_TRY_VOID(load_plugin(plugin));
    }
    remove_what_is_not_allowed(allowed);
    for (const char* element : allowed.elements) {
        if (!exists(element)) {
            return base::Error{"GStreamer element "s + element + " is in none of the plug-ins loaded"};
        }
    }
    for (const char* element : allowed.forbidden) {
        if (exists(element)) {
            return base::Error{"GStreamer element "s + element + " is present and must not be"};
        }
    }
    return {};
}

}  // namespace cordon::gst
