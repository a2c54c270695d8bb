// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

namespace cordon::hostile {

// Who starts the children of a test.
enum class Starter {
    kWhoWeAre,      // whoever runs the tests
    kOrdinaryUser,  // root becomes user 65534 in a process of its own first; anybody else is one already
};

// Names a parameterised test after its starter: testing::TestParamInfo<Starter> of GoogleTest.
inline constexpr auto starter_name = [](const auto& test) {
    return test.param == Starter::kWhoWeAre ? "AsWhoWeAre" : "AsOrdinaryUser";
};

// Why children cannot be started as `starter` on this machine, or nothing when they can. An ordinary user
// needs user namespaces, which a chroot never has.
std::string why_not_as(Starter starter);

// Runs `body` in a forked process that is `starter`; its return value is the process's exit status. -1 when
// that process did not end in order. What `body` changes in memory is lost unless that is shared.
int run_as(Starter starter, const std::function<int()>& body);

}  // namespace cordon::hostile
