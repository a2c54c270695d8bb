// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "config/yaml_mapping.hpp"

#include <algorithm>

#include "config/nearest_word.hpp"

namespace cordon::config {
namespace {

int line_of(const YAML::Node& node) {
    return node.Mark().line + 1;
}

// A key as messages may show it: bounded, and without what a terminal would obey.
std::string shown(std::string_view key) {
    constexpr std::size_t kLongest = 64;
    std::string text(key.substr(0, kLongest));
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7f'; }, '?');
    return key.size() > kLongest ? text + "..." : text;
}

std::string listed(std::span<const std::string_view> words) {
    std::string text;
    for (const std::string_view word : words) {
        text.append(text.empty() ? "" : ", ").append(word);
    }
    return text;
}

}  // namespace

YamlMapping::YamlMapping(const YAML::Node& node, std::string path, std::span<const std::string_view> known,
                         Problems& problems)
    : path_(std::move(path)), line_(line_of(node)), problems_(problems) {
    if (!node.IsMap()) {
        problems_.error(line_, path_, "must hold keys with values, one per line, as \"key: value\"");
        return;
    }
    for (const auto& pair : node) {
        take(pair.first, pair.second, known);
    }
}

void YamlMapping::take(const YAML::Node& key, const YAML::Node& value,
                       std::span<const std::string_view> known) {
    const int line = line_of(key);
    if (!key.IsScalar()) {
        problems_.error(line, path_, "holds a key that is not a plain word");
        return;
    }
    const std::string& name = key.Scalar();
    if (!known.empty() && std::ranges::find(known, name) == known.end()) {
        const auto meant = nearest_word(name, known);
        error(line, shown(name),
              meant ? "is not a key here; did you mean " + std::string(*meant) + "?"
                    : "is not a key here; allowed: " + listed(known));
        return;
    }
    if (const Entry* first = find(name)) {
        error(line, shown(name), "is given twice, first in line " + std::to_string(first->line));
        return;
    }
    if (value.IsNull()) {
        error(line, shown(name), "has no value; give one or remove the key");
    }
    // An entry without a value stays known, so that it is not also reported as missing.
    entries_.push_back({name, value, line});
}

const YamlMapping::Entry* YamlMapping::find(std::string_view key) const {
    const auto found = std::ranges::find(entries_, key, &Entry::key);
    return found == entries_.end() ? nullptr : &*found;
}

int YamlMapping::line_for(std::string_view key) const {
    const Entry* entry = find(key);
    return entry != nullptr ? entry->line : line_;
}

std::optional<YamlMapping::Scalar> YamlMapping::scalar(std::string_view key) const {
    const Entry* entry = find(key);
    if (entry == nullptr || entry->value.IsNull()) {
        return std::nullopt;
    }
    if (!entry->value.IsScalar()) {
        error(entry->line, key, "must be one value, not a list or a mapping; quote it if it is text");
        return std::nullopt;
    }
    return Scalar{entry->value.Scalar(), line_of(entry->value)};
}

void YamlMapping::error(int line, std::string_view key, std::string_view message) const {
    problems_.error(line, path_of(key), message);
}

void YamlMapping::warning(int line, std::string_view key, std::string_view message) const {
    problems_.warning(line, path_of(key), message);
}

std::string YamlMapping::path_of(std::string_view key) const {
    return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

}  // namespace cordon::config
