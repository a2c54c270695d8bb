// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/stream/stream_registry.hpp"

#include <algorithm>

namespace cordon::trusted::stream {

StreamRegistry::StreamRegistry(std::vector<StreamInfo> infos) {
    streams_.reserve(infos.size());
    for (StreamInfo& info : infos) {
        streams_.push_back(std::make_unique<Stream>(std::move(info)));
    }
}

Stream* StreamRegistry::find(std::string_view name) const {
    const auto place = std::ranges::find_if(
        streams_, [&](const std::unique_ptr<Stream>& stream) { return stream->info().name == name; });
    return place == streams_.end() ? nullptr : place->get();
}

}  // namespace cordon::trusted::stream
