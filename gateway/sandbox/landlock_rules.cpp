// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/sandbox/landlock_rules.hpp"

#include <cerrno>

#include <sys/syscall.h>
#include <unistd.h>

#include "gateway/base/log.hpp"
#include "gateway/base/unique_fd.hpp"

namespace cordon::sandbox {
namespace {

// The kernel's interface up to version 7, in our own words because Debian 12's headers stop at version 2
// (Documentation/userspace-api/landlock.rst).
struct RulesetAttributes {
    std::uint64_t handled_access_fs = 0;
    std::uint64_t handled_access_net = 0;
    std::uint64_t scoped = 0;
};
struct [[gnu::packed]] NetPort {
    std::uint64_t allowed_access = 0;
    std::uint64_t port = 0;
};
constexpr unsigned kCreateRulesetVersion = 1;
constexpr unsigned kRuleNetPort = 2;
constexpr std::uint64_t kBindTcp = 1U << 0U;
constexpr std::uint64_t kConnectTcp = 1U << 1U;
constexpr std::uint64_t kScopeAbstractUnixSocket = 1U << 0U;
constexpr std::uint64_t kScopeSignal = 1U << 1U;

constexpr std::uint64_t first_bits(unsigned count) {
    return (std::uint64_t{1} << count) - 1;
}

// Rights over files: 13 in the first version, then refer, truncate and device ioctl.
constexpr std::uint64_t file_rights(long version) {
    if (version >= 5) {
        return first_bits(16);
    }
    return first_bits(version >= 3 ? 15 : version == 2 ? 14 : 13);
}

RulesetAttributes attributes(long version, const LandlockNetwork& network) {
    RulesetAttributes all{.handled_access_fs = file_rights(version)};
    if (version >= 4) {
        const bool any_connect = network.connects && !network.only_connect_port;
        all.handled_access_net = (network.binds ? 0 : kBindTcp) | (any_connect ? 0 : kConnectTcp);
    }
    if (version >= 6) {
        all.scoped = kScopeAbstractUnixSocket | kScopeSignal;
    }
    return all;
}

base::Result<> permit_connect(int ruleset, std::uint16_t port) {
    const NetPort rule{.allowed_access = kConnectTcp, .port = port};
    if (::syscall(SYS_landlock_add_rule, ruleset, kRuleNetPort, &rule, 0) != 0) {
        return base::Error::from_errno("Landlock: permit the one port");
    }
    return {};
}

}  // namespace

base::Result<> apply_landlock(const LandlockNetwork& network) {
    const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, kCreateRulesetVersion);
    if (version < 0 && (errno == ENOSYS || errno == EOPNOTSUPP)) {
        base::log_info("Landlock: not in this kernel");
        return {};
    }
    if (version < 0) {
        return base::Error::from_errno("Landlock: ask for its version");
    }
    const RulesetAttributes wanted = attributes(version, network);
    const base::UniqueFd ruleset(
        static_cast<int>(::syscall(SYS_landlock_create_ruleset, &wanted, sizeof(wanted), 0)));
    if (!ruleset) {
        return base::Error::from_errno("Landlock: create the rules");
    }
    if (version >= 4 && network.connects && network.only_connect_port) {
        CORDON_TRY_VOID(permit_connect(ruleset.get(), *network.only_connect_port));
    }
    if (::syscall(SYS_landlock_restrict_self, ruleset.get(), 0) != 0) {
        return base::Error::from_errno("Landlock: apply the rules");
    }
    return {};
}

}  // namespace cordon::sandbox
