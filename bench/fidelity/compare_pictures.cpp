// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// Compares two files of raw 8-bit luma pictures: what a camera sent, and what arrived. Prints one JSON
// object.
#include <array>
#include <cstdio>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>

#include "bench/command_line.hpp"
#include "bench/fidelity/alignment.hpp"
#include "gateway/base/mapped_region.hpp"
#include "gateway/base/unique_fd.hpp"

namespace {

using namespace cordon;

constexpr std::array kOptions{
    bench::OptionSpec{"--source", "FILE", "what the camera plays, once"},
    bench::OptionSpec{"--received", "FILE", "what arrived"},
    bench::OptionSpec{"--width", "PIXELS", "of both"},
    bench::OptionSpec{"--height", "PIXELS", "of both"},
};

base::Result<base::MappedRegion> map_file(const std::string& file, std::size_t picture) {
    const base::UniqueFd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat status {};
    if (!fd || ::fstat(fd.get(), &status) != 0) {
        return base::Error::from_errno(file);
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size < picture) {
        return base::Error{file + ": holds no picture"};
    }
    return base::MappedRegion::create(fd.get(), size - size % picture, base::MappedRegion::Access::kReadOnly);
}

base::Result<> compare_files(const bench::CommandLine& line) {
    CORDON_TRY(const auto width, line.number("--width", 0, 8, 8192));
    CORDON_TRY(const auto height, line.number("--height", 0, 8, 8192));
    if (!line.has("--source") || !line.has("--received") || width == 0 || height == 0) {
        return base::Error{"--source, --received, --width and --height are needed"};
    }
    const std::size_t picture = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    CORDON_TRY(const auto source, map_file(std::string(*line.value("--source")), picture));
    CORDON_TRY(const auto received, map_file(std::string(*line.value("--received")), picture));
    const auto sequence = [&](const base::MappedRegion& region) {
        return bench::LumaSequence{
            .pixels = {reinterpret_cast<const std::uint8_t*>(region.data()), region.size()},
            .width = static_cast<std::size_t>(width),
            .height = static_cast<std::size_t>(height)};
    };
    const bench::Fidelity result = bench::compare(sequence(source), sequence(received));
    std::printf(
        "{\"sent\": %zu, \"arrived\": %zu, \"mean_psnr\": %.2f, \"least_psnr\": %.2f, \"mean_ssim\": %.4f}\n",
        result.pictures_sent, result.pictures_arrived, result.mean_psnr, result.least_psnr, result.mean_ssim);
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    return bench::run_tool(argc, argv, "compare_pictures [OPTION]...", kOptions, &compare_files);
}
