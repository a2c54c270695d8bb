// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/sandbox/privileges.hpp"

#include <array>
#include <cerrno>

#include <grp.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace cordon::sandbox {
namespace {

using CapabilityWords = std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3>;

base::Result<CapabilityWords> capabilities() {
    __user_cap_header_struct header{.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    CapabilityWords words{};
    if (::syscall(SYS_capget, &header, words.data()) != 0) {
        return base::Error::from_errno("capabilities: read");
    }
    return words;
}

base::Result<> empty_bounding_set() {
    // EINVAL ends the loop: the first number this kernel has no capability for.
    for (unsigned long capability = 0; ::prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; ++capability) {
        if (::prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0) {
            return base::Error::from_errno("capabilities: empty the bounding set");
        }
    }
    return {};
}

base::Result<> empty_capability_sets() {
    __user_cap_header_struct header{.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    CapabilityWords none{};
    if (::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) != 0 ||
        ::syscall(SYS_capset, &header, none.data()) != 0) {
        return base::Error::from_errno("capabilities: empty the sets");
    }
    CORDON_TRY(const CapabilityWords left, capabilities());
    for (const auto& word : left) {
        if ((word.effective | word.permitted | word.inheritable) != 0) {
            return base::Error{"capabilities: some are left"};
        }
    }
    return {};
}

}  // namespace

bool has_capability(int capability) {
    const auto words = capabilities();
    const auto number = static_cast<unsigned>(capability);
    return words.ok() && (words.value().at(CAP_TO_INDEX(number)).effective & CAP_TO_MASK(number)) != 0;
}

base::Result<> forbid_regaining_privileges() {
    CORDON_TRY_VOID(empty_bounding_set());
    // Keep-caps stays off, locked, so that become() takes the capabilities of root along; so does the fix-up
    // that does it.
    constexpr unsigned long kBits = SECBIT_NOROOT | SECBIT_NOROOT_LOCKED | SECBIT_NO_SETUID_FIXUP_LOCKED |
                                    SECBIT_KEEP_CAPS_LOCKED | SECBIT_NO_CAP_AMBIENT_RAISE |
                                    SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED;
    if (::prctl(PR_SET_SECUREBITS, kBits, 0, 0, 0) != 0) {
        return base::Error::from_errno("capabilities: lock the secure bits");
    }
    return {};
}

base::Result<> become(std::uint32_t uid, std::uint32_t gid) {
    if (uid == 0) {
        return {};
    }
    // Groups first: changing them takes the privilege that goes with the user.
    if (::setgroups(0, nullptr) != 0) {
        return base::Error::from_errno("user: leave the supplementary groups");
    }
    if (::setresgid(gid, gid, gid) != 0) {
        return base::Error::from_errno("user: change the group");
    }
    if (::setresuid(uid, uid, uid) != 0) {
        return base::Error::from_errno("user: change the user");
    }
    return {};
}

base::Result<> give_up_privileges() {
    CORDON_TRY_VOID(empty_capability_sets());
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        return base::Error::from_errno("no new privileges");
    }
    if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
        return base::Error::from_errno("hide memory from others of the same user");
    }
    return {};
}

}  // namespace cordon::sandbox
