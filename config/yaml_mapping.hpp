// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <yaml-cpp/yaml.h>

#include "config/problem.hpp"
#include "gateway/base/result.hpp"

namespace cordon::config {

// One mapping of a configuration file, read key by key. Whatever is wrong with it goes to `problems`: keys
// that are unknown (with the one that was meant), given twice or without a value, and values that do not
// parse. A problem in one key hides none in another. Borrows `problems`.
class YamlMapping {
public:
    // The text of one value and where it stands.
    struct Scalar {
        std::string text;
        int line = 0;
    };
    struct Entry {
        std::string key;
        YAML::Node value;
        int line = 0;
    };

    // `path` is what stands before this mapping's keys in messages ("cameras.gate", or empty). With `known`
    // empty every key is welcome.
    YamlMapping(const YAML::Node& node, std::string path, std::span<const std::string_view> known,
                Problems& problems);

    // The value of `key`, if it is there.
    [[nodiscard]] const Entry* find(std::string_view key) const;
    // The same, where it must be text: anything else is reported.
    [[nodiscard]] std::optional<Scalar> scalar(std::string_view key) const;
    [[nodiscard]] std::span<const Entry> entries() const { return entries_; }

    // Parses `key`, if it is there, into `destination`; reports what `parse` says of it.
    template <typename T, typename Parse>
    void read(std::string_view key, T& destination, Parse parse) const {
        if (const auto found = scalar(key)) {
            auto parsed = parse(found->text);
            if (parsed.ok()) {
                destination = std::move(parsed).value();
            } else {
                error(found->line, key, parsed.error().message);
            }
        }
    }

    void error(int line, std::string_view key, std::string_view message) const;
    void warning(int line, std::string_view key, std::string_view message) const;
    [[nodiscard]] std::string path_of(std::string_view key) const;
    [[nodiscard]] int line() const { return line_; }
    // Where `key` stands; where it is not there, where this mapping does.
    [[nodiscard]] int line_for(std::string_view key) const;

private:
    void take(const YAML::Node& key, const YAML::Node& value, std::span<const std::string_view> known);

    std::string path_;
    int line_;
    Problems& problems_;
    std::vector<Entry> entries_;
};

}  // namespace cordon::config
