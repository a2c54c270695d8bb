// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// Encodes a film with every encoder and preset at each of some qualities, on one thread, as the gateway would
// without a ceiling. Prints one JSON array: of each the processor time of encoding alone, and the bytes.
//
// With --streams so many encoders take turns, each at another place of the film, and the time is that of all
// of them: what one reads and writes has left the caches when its turn comes again, as in a gateway.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

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
    bench::OptionSpec{"--streams", "N", "encoders that take turns (1)"},
    bench::OptionSpec{"--folder", "FOLDER", "where each stream goes, as ENCODER-PRESET-QUALITY.h264"},
};
constexpr std::chrono::microseconds kKeyframeEvery = std::chrono::seconds(2);

struct Task {
    const bench::Film& film;
    std::chrono::microseconds interval;
    std::string folder;
    std::size_t streams;
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
    std::vector<std::unique_ptr<encode::H264Encoder>> encoders;
    for (std::size_t i = 0; i < task.streams; ++i) {
        CORDON_TRY(auto encoder, encode::H264Encoder::create(settings, task.film.geometry));
        encoders.push_back(std::move(encoder));
    }
    std::ofstream stream(task.folder + "/" + with.name + "-" + std::to_string(quality) + ".h264",
                         std::ios::binary);
    const auto keyframe_every = std::max<std::int64_t>(kKeyframeEvery / task.interval, 1);
    std::chrono::nanoseconds spent{};
    std::size_t bytes = 0;
    const auto& frames = task.film.frames;
    for (std::size_t number = 0; number < frames.size(); ++number) {
        const auto passed = static_cast<std::int64_t>(number);
        const base::MonotonicTime at(std::chrono::seconds(1) + passed * task.interval);
        for (std::size_t i = 0; i < task.streams; ++i) {
            const auto& frame = *frames[(number + i * frames.size() / task.streams) % frames.size()];
            const auto before_picture = thread_time();
            CORDON_TRY(const auto picture, encoders[i]->encode(frame, at, passed % keyframe_every == 0));
            spent += thread_time() - before_picture;
            if (i == 0) {  // which shows the film as it is
                bytes += picture.bytes.size();
                stream.write(reinterpret_cast<const char*>(picture.bytes.data()),
                             static_cast<std::streamsize>(picture.bytes.size()));
            }
        }
    }
    if (!stream.flush()) {
        return base::Error{task.folder + ": a stream cannot be written there"};
    }
    const double milliseconds = std::chrono::duration<double, std::milli>(spent).count();
    std::printf(
        "%s{\"name\": \"%s\", \"quality\": %u, \"pictures\": %zu, \"bytes\": %zu, \"cpu_ms\": %.5f}\n",
        before, with.name, quality, frames.size(), bytes,
        milliseconds / static_cast<double>(frames.size() * task.streams));
    return {};
}

base::Result<> encode_all(const bench::CommandLine& line) {
    CORDON_TRY(const auto interval, line.number("--interval", 40'000, 1'000, 10'000'000));
    CORDON_TRY(const auto streams, line.number("--streams", 1, 1, 256));
    if (!line.has("--pictures") || !line.has("--size") || !line.has("--quality") || !line.has("--folder")) {
        return base::Error{"--pictures, --size, --quality and --folder are needed"};
    }
    CORDON_TRY(const auto film,
               bench::Film::read(std::string(*line.value("--pictures")), *line.value("--size")));
    const Task task{film, std::chrono::microseconds(interval), std::string(*line.value("--folder")),
                    static_cast<std::size_t>(streams)};
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
