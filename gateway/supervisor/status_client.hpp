// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gateway/base/result.hpp"

namespace cordon::supervisor {

// Asks the gateway behind a control socket how it is: its JSON, one line. An Error says what to do.
base::Result<std::string> fetch_status(const std::string& socket_path);

}  // namespace cordon::supervisor
