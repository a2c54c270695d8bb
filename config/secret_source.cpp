// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/secret_source.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include <sys/stat.h>

#include "gateway/base/error.hpp"

namespace cordon::config {
namespace {

bool is_variable_name(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

}  // namespace

base::Result<std::string> expand_environment(std::string_view text) {
    std::string expanded;
    while (!text.empty()) {
        const std::size_t dollar = text.find("${");
        if (dollar == std::string_view::npos) {
            expanded += text;
            break;
        }
        if (dollar > 0 && text[dollar - 1] == '$') {
            expanded.append(text.substr(0, dollar - 1)).append("${");
            text.remove_prefix(dollar + 2);
            continue;
        }
        const std::size_t brace = text.find('}', dollar);
        const std::string name(text.substr(
            dollar + 2, brace == std::string_view::npos ? std::string_view::npos : brace - dollar - 2));
        if (brace == std::string_view::npos || !is_variable_name(name)) {
            return base::Error{
                "has a ${ that no environment variable's name and a } follow; write $${ for the characters "
                "${"};
        }
        const char* value = std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe): one thread
        if (value == nullptr) {
            return base::Error{"names the environment variable " + name + ", which is not set"};
        }
        expanded.append(text.substr(0, dollar)).append(value);
        text.remove_prefix(brace + 1);
    }
    return expanded;
}

base::Result<Secret> read_secret_file(const std::filesystem::path& path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        return base::Error{path.string() + " is a folder, not a file"};
    }
    std::string line;
    std::ifstream file(path);
    if (!file) {
        return base::Error::from_errno("cannot read the file " + path.string());
    }
    std::getline(file, line);
    if (line.ends_with('\r')) {
        line.pop_back();
    }
    if (line.empty()) {
        return base::Error{"the first line of the file " + path.string() + " is empty"};
    }
    return Secret(std::move(line));
}

bool is_readable_by_all(const std::filesystem::path& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && (status.st_mode & S_IROTH) != 0;
}

}  // namespace cordon::config
