// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include <unistd.h>

#include "gateway/supervisor/commands.hpp"
#include "gateway/supervisor/preconditions.hpp"

namespace cordon::supervisor {

// The benchmark is a program of its own, cordon-bench, beside this one: it is not part of a gateway that
// runs.
int bench_command(const Command& command) {
    const auto folder = own_folder();
    if (!folder.ok()) {
        std::fprintf(stderr, "cordon: %s\n", folder.error().message.c_str());
        return kFailed;
    }
    std::vector<std::string> words{folder.value() + "/cordon-bench"};
    words.insert(words.end(), command.words.begin(), command.words.end());
    std::vector<char*> arguments;
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    ::execv(arguments[0], arguments.data());
    std::fprintf(stderr, "cordon: %s: %s; the benchmark comes with Cordon's source and is built with it\n",
                 arguments[0], std::strerror(errno));
    return kFailed;
}

}  // namespace cordon::supervisor
