// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "gateway/base/result.hpp"

namespace cordon::config {

// The certificates of an operator's file (PEM, RFC 7468), and nothing else of it: what stands between them is
// left out. An Error where there are none, where one is damaged, where they do not fit a launch record, and
// where a private key stands beside them, which a receiver must not be given.
base::Result<std::string> read_authority_file(const std::filesystem::path& path);

}  // namespace cordon::config
