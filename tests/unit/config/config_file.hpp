// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/config_loader.hpp"

namespace cordon::config {

// A folder of its own for one test, gone afterwards.
class ConfigFolder {
public:
    ConfigFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "cordon-config-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ConfigFolder(const ConfigFolder&) = delete;
    ConfigFolder& operator=(const ConfigFolder&) = delete;
    ~ConfigFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    std::filesystem::path write(std::string_view name, std::string_view text, mode_t mode = 0600) const {
        const auto file = path_ / name;
        std::ofstream(file) << text;
        EXPECT_EQ(::chmod(file.c_str(), mode), 0);
        return file;
    }

private:
    std::filesystem::path path_;
};

inline LoadedConfig load_text(std::string_view text, mode_t mode = 0600) {
    const ConfigFolder folder;
    return load_config(folder.write("cordon.yaml", text, mode));
}

// All problems, one per line, as `cordon check` prints them.
inline std::string problems_of(const LoadedConfig& loaded) {
    std::string text;
    for (const Problem& problem : loaded.problems) {
        text += to_text(problem, "f") + "\n";
    }
    return text;
}

// The least a configuration can be: line 1 the network, line 2 "cameras:", line 3 the camera.
inline const std::string kLeast =
    "cameraNetwork: { namespace: cameras }\n"
    "cameras:\n"
    "  gate: { source: \"rtsp://10.20.0.11/a\", picture: 640x360 }\n";

}  // namespace cordon::config
