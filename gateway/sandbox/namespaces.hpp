// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include "gateway/base/result.hpp"
#include "gateway/base/unique_fd.hpp"

namespace cordon::sandbox {

// Whether this process's user namespace knows any user but its own: not so in one made with `unshare -r`.
bool other_users_exist();

// In a process that is in a fresh user namespace: makes it user and group 0 there, which is `uid` and `gid`
// as the parent namespace knows them, and nobody else. Supplementary groups can then no longer be changed.
base::Result<> map_own_user(uid_t uid, gid_t gid);

// Moves this process into the network namespace behind `descriptor` (/proc/PID/ns/net, /run/netns/NAME).
base::Result<> join_network(int descriptor);

// The same for an ordinary user: a network namespace belongs to a user namespace, so that one is entered
// first, unless this process is in it already. Works where this user made that namespace.
base::Result<> join_network_and_its_owner(int descriptor);

}  // namespace cordon::sandbox
