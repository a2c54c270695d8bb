// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// Encodes a film with every encoder and preset at each of some qualities, on one thread, as the gateway would
// without a ceiling. Prints one JSON array: of each the processor time of encoding alone, and the bytes.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>

#include "bench/command_line.hpp"
#include "bench/encoder_presets.hpp"
#include "bench/film.hpp"
#include "pipelines/trusted/encode/h264_encoder.hpp"

namespace {

using namespace cordon;
using namespace cordon::trusted;

constexpr std::array kOptions{
    bench::OptionSpec{"--pictures", "FILE", "I420, one behind the other, without padding"},
    bench::OptionSpec{"--size", "WIDTHxHEIGHT", "of each"},
    bench::OptionSpec{"--interval", "MICROSECONDS", "from picture to picture (40000)"},
    bench::OptionSpec{"--quality", "N", "1 to 51; repeat for more"},
    bench::OptionSpec{"--folder", "FOLDER", "where each stream goes, as ENCODER-PRESET-QUALITY.h264"},
};
constexpr std::chrono::microseconds kKeyframeEvery = std::chrono::seconds(2);

struct Task {
    const bench::Film& film;
    std::chrono::microseconds interval;
    std::string folder;
};

std::chrono::nanoseconds thread_time() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

base::Result<> encode(const Task& task, const bench::EncoderPresetCase& with, std::uint32_t quality,
                      const char* before) {
    const encode::EncoderSettings settings{.kind = with.kind,
                                           .preset = with.preset,
                                           .quality = quality,
                                           .most_kilobits_per_second = 1'000'000,
                                           .most_frames_per_second = 30};
    CORDON_TRY(const auto encoder, encode::H264Encoder::create(settings, task.film.geometry));
    std::ofstream stream(task.folder + "/" + with.name + "-" + std::to_string(quality) + ".h264",
                         std::ios::binary);
    const auto keyframe_every = std::max<std::int64_t>(kKeyframeEvery / task.interval, 1);
    std::chrono::nanoseconds spent{};
    std::size_t bytes = 0;
    std::int64_t number = 0;
    for (const auto& frame : task.film.frames) {
        const auto before_picture = thread_time();
        CORDON_TRY(
            const auto picture,
            encoder->encode(*frame, base::MonotonicTime(std::chrono::seconds(1) + number * task.interval),
                            number % keyframe_every == 0));
        spent += thread_time() - before_picture;
        bytes += picture.bytes.size();
        stream.write(reinterpret_cast<const char*>(picture.bytes.data()),
                     static_cast<std::streamsize>(picture.bytes.size()));
        ++number;
    }
    if (!stream.flush()) {
        return base::Error{task.folder + ": a stream cannot be written there"};
    }
    const double milliseconds = std::chrono::duration<double, std::milli>(spent).count();
    std::printf(
        "%s{\"name\": \"%s\", \"quality\": %u, \"pictures\": %zu, \"bytes\": %zu, \"cpu_ms\": %.5f}\n",
        before, with.name, quality, task.film.frames.size(), bytes,
        milliseconds / static_cast<double>(task.film.frames.size()));
    return {};
}

base::Result<> encode_all(const bench::CommandLine& line) {
    CORDON_TRY(const auto interval, line.number("--interval", 40'000, 1'000, 10'000'000));
    if (!line.has("--pictures") || !line.has("--size") || !line.has("--quality") || !line.has("--folder")) {
        return base::Error{"--pictures, --size, --quality and --folder are needed"};
    }
    CORDON_TRY(const auto film,
               bench::Film::read(std::string(*line.value("--pictures")), *line.value("--size")));
    const Task task{film, std::chrono::microseconds(interval), std::string(*line.value("--folder"))};
    const char* before = "[";
    for (const std::string_view text : line.values("--quality")) {
        const auto quality = bench::parse_number(text, 1, 51);
        if (!quality) {
            return base::Error{"--quality: a whole number from 1 to 51"};
        }
        for (const auto& with : bench::kEncoderPresets) {
            CORDON_TRY_VOID(encode(task, with, static_cast<std::uint32_t>(*quality), before));
            before = ",";
        }
    }
    std::puts("]");
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    return bench::run_tool(argc, argv, "encode_curves [OPTION]...", kOptions, &encode_all);
}
