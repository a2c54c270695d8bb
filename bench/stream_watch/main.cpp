// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// Watches streams until its standard input ends, and prints one line of JSON for each: when each picture came
// and which number it bears.
#include <array>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <unistd.h>

#include "bench/command_line.hpp"
#include "bench/stream_watch/stream_watch.hpp"

namespace {

using namespace cordon;

constexpr std::array kOptions{
    bench::OptionSpec{"--stream", "URL", "an RTSP stream of H.264; repeat for more"},
    bench::OptionSpec{"--decode", "N", "decode the first N streams, and read the numbers in them (0)"},
};

void print(const std::string& complaint, const std::vector<bench::StreamWatch::Picture>& pictures) {
    std::string quoted;
    for (const char letter : complaint) {
        quoted += letter == '"' || letter == '\\' || letter < ' ' ? ' ' : letter;
    }
    std::printf("{\"complaint\": \"%s\", \"pictures\": [", quoted.c_str());
    const char* separator = "";
    for (const auto& picture : pictures) {
        std::printf("%s[%llu, %u, %d]", separator, static_cast<unsigned long long>(picture.came_ns),
                    picture.bytes, picture.mark);
        separator = ", ";
    }
    std::puts("]}");
}

base::Result<> watch(const bench::CommandLine& line) {
    CORDON_TRY(const auto decoded, line.number("--decode", 0, 0, 10'000));
    const auto urls = line.values("--stream");
    if (urls.empty()) {
        return base::Error{"--stream URL is needed"};
    }
    std::vector<std::unique_ptr<bench::StreamWatch>> watches;
    for (const std::string_view url : urls) {
        CORDON_TRY(auto made, bench::StreamWatch::create(std::string(url),
                                                         watches.size() < static_cast<std::size_t>(decoded)));
        watches.push_back(std::move(made));
    }
    char ignored = 0;
    while (::read(STDIN_FILENO, &ignored, 1) > 0) {
    }
    for (const auto& watch : watches) {
        const std::string complaint = watch->complaint();
        print(complaint, watch->stop());
    }
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    gst_init(nullptr, nullptr);
    return bench::run_tool(
        argc, argv, "stream_watch --stream URL... [OPTION]...\n\nWatches streams until standard input ends.",
        kOptions, &watch);
}
