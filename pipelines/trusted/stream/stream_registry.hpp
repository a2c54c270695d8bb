// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "pipelines/trusted/stream/stream.hpp"

namespace cordon::trusted::stream {

// Every stream of this gateway, fixed at start, in the configuration's order. Outlives all who use it.
class StreamRegistry {
public:
    explicit StreamRegistry(std::vector<StreamInfo> infos);

    [[nodiscard]] const std::vector<std::unique_ptr<Stream>>& streams() const { return streams_; }
    // nullptr when there is none of that name.
    [[nodiscard]] Stream* find(std::string_view name) const;

private:
    std::vector<std::unique_ptr<Stream>> streams_;
};

}  // namespace cordon::trusted::stream
