// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "pipelines/trusted/stream/stream.hpp"

namespace cordon::tests {

// A viewer that keeps all it is told. Look at it while nobody publishes.
class RecordingViewer final : public trusted::stream::Viewer {
public:
    void on_access_unit(const trusted::stream::AccessUnitPtr& access_unit) noexcept override {
        seen.push_back(access_unit);
    }
    void on_state(trusted::stream::PictureState state, base::MonotonicTime when) noexcept override {
        states.push_back(state);
        since = when;
    }
    [[nodiscard]] std::size_t audience() const noexcept override { return people; }

    std::vector<trusted::stream::AccessUnitPtr> seen;
    std::vector<trusted::stream::PictureState> states;
    base::MonotonicTime since{};
    std::size_t people = 1;
};

}  // namespace cordon::tests
