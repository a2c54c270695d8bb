// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/hostile/hostile_program.hpp"

#include <array>
#include <span>

#include <fcntl.h>
#include <unistd.h>

#include "gateway/base/log.hpp"
#include "gateway/base/mapped_region.hpp"
#include "tests/support/hostile/attacks.hpp"
#include "tests/support/hostile/hostile_page.hpp"

namespace cordon::hostile {
namespace {

constexpr std::size_t kPageBytes = 4096;

base::Result<> confine_to(const sandbox::Policy& policy, const HostilePage& page, bool has_ring) {
    const std::array all{kPageFd, STDERR_FILENO, kRingFd};
    const std::span<const int> keep = std::span(all).first(has_ring ? 3 : 2);
    return sandbox::confine(policy, page.uid, page.gid, keep);
}

base::Result<> attack(const std::optional<sandbox::Policy>& policy) {
    using base::MappedRegion;
    CORDON_TRY(const auto region,
               MappedRegion::create(kPageFd, sizeof(HostilePage), MappedRegion::Access::kReadWrite));
    auto& page = *reinterpret_cast<HostilePage*>(region.data());
    const Attack* chosen = find_attack(page.attack.data());
    if (chosen == nullptr) {
        return base::Error{"no such attack: " + std::string(page.attack.data())};
    }
    const bool has_ring = ::fcntl(kRingFd, F_GETFD) >= 0;
    Scene scene{.argument = page.argument};
    std::optional<MappedRegion> ring;
    if (has_ring) {
        CORDON_TRY(auto mapped, MappedRegion::create(kRingFd, kPageBytes, MappedRegion::Access::kReadOnly));
        scene.ring_page = mapped.data();
        ring = std::move(mapped);
    }
    if (policy) {
        if (auto confined = confine_to(*policy, page, has_ring); !confined.ok()) {
            page.stage = Stage::kNotConfined;
            return confined;
        }
    }
    page.stage = Stage::kConfined;
    page.result = chosen->run(scene);
    page.stage = Stage::kReturned;
    ::_exit(0);  // Leaving the scope would unmap, which few filters permit.
}

}  // namespace

int run_hostile_program(const std::optional<sandbox::Policy>& policy) {
    const auto outcome = attack(policy);
    base::log_error(outcome.error().message);
    return 1;
}

}  // namespace cordon::hostile
