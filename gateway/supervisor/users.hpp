// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "gateway/base/unique_fd.hpp"

namespace cordon::supervisor {

// The users that children run as, where Cordon has privilege: a range of numbers that nobody else may have,
// as processes of one user can end and stop each other.
struct UserRange {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

// An account or group of this machine's files (passwd(5), group(5)) that is in the range: "the user mail
// (8)". Nothing where there is none, or no such file. Other sources of accounts are not asked.
[[nodiscard]] std::optional<std::string> account_in(const UserRange& range,
                                                    const std::string& passwd = "/etc/passwd",
                                                    const std::string& group = "/etc/group");

// Says, for as long as it lives, to every other Cordon of this machine that a range is in use.
class UserClaim {
public:
    static constexpr const char* kFile = "/run/cordon/users.lock";

    explicit UserClaim(const UserRange& range, const std::string& file = kFile);
    // Whether another process has claimed some of the range.
    [[nodiscard]] bool is_contested() const { return contested_; }

private:
    base::UniqueFd file_;
    bool contested_ = false;
};

}  // namespace cordon::supervisor
