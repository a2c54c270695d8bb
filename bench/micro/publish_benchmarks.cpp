// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// The trusted side's work on one picture, on one thread: publish_benchmarks PICTURES WIDTHxHEIGHT
// [STREAMS RATE] [--benchmark_OPTION]... PICTURES is a file of I420 pictures, one behind the other, without
// padding.
//
// ring_read is the one copy out of the ring; compare the look for a change beyond noise, where the operator
// tolerates any; encode/ENCODER-PRESET is the encoder called with the gateway's
// settings; fragment is an access unit made into fragmented MP4. An iteration is a picture.
// encode_in_time/ENCODER-PRESET is encode as cameras ask for it: so many streams, each picture when it is
// due.
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "bench/encoder_presets.hpp"
#include "bench/film.hpp"
#include "bench/micro/timetable.hpp"
#include "gateway/base/mapped_region.hpp"
#include "gateway/boundary/ring_reader.hpp"
#include "gateway/boundary/sealed_memory.hpp"
#include "pipelines/trusted/encode/h264_encoder.hpp"
#include "pipelines/trusted/encode/picture_change.hpp"
#include "pipelines/trusted/stream/fmp4_muxer.hpp"

namespace {

using namespace cordon;
using namespace cordon::trusted;

constexpr auto kInterval = std::chrono::milliseconds(40);
constexpr std::size_t kKeyframeEvery = 50;  // pictures, as at 25 a second and every 2 s

void ring_read(benchmark::State& state, const bench::Film& film) {
    const std::size_t size = boundary::ring_bytes(film.geometry);
    const auto memory = boundary::create_sealed_memory("bench-ring", size);
    auto region =
        base::MappedRegion::create(memory.value().get(), size, base::MappedRegion::Access::kReadWrite);
    auto reader = boundary::RingReader::create(memory.value().get(), film.geometry);
    if (!region.ok() || !reader.ok()) {
        state.SkipWithError("the ring cannot be mapped");
        return;
    }
    auto& header = *reinterpret_cast<boundary::RingHeader*>(region.value().data());
    encode::Frame frame(film.geometry);
    std::vector<std::uint8_t> unchanged(film.geometry.macroblocks());
    std::uint64_t number = 0;
    for ([[maybe_unused]] auto iteration : state) {
        ++number;
        auto* slot = reinterpret_cast<boundary::SlotHeader*>(
            region.value().data() +
            boundary::slot_offset(film.geometry,
                                  static_cast<std::uint32_t>(number % boundary::kReadableFrames)));
        slot->sequence.store(boundary::whole_frame(number), std::memory_order_relaxed);
        header.latest.store(number, std::memory_order_release);
        if (reader.value().read(number, frame.pixels(), unchanged).outcome !=
            boundary::RingReader::Outcome::kFrame) {
            state.SkipWithError("a frame was torn");
            return;
        }
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * film.geometry.frame_bytes()));
}

void compare_with_tolerance(benchmark::State& state, const bench::Film& film) {
    constexpr std::uint32_t kTolerance = 4;
    std::size_t next = 0;
    for ([[maybe_unused]] auto iteration : state) {
        const auto& one = *film.frames[next % film.frames.size()];
        const auto& other = *film.frames[(next + 1) % film.frames.size()];
        benchmark::DoNotOptimize(encode::shows_change(one, other, kTolerance));
        ++next;
    }
}

encode::EncoderSettings settings_of(const bench::EncoderPresetCase& with) {
    return {.kind = with.kind,
            .preset = with.preset,
            .quality = 28,
            .most_kilobits_per_second = 8000,
            .most_frames_per_second = 30};
}

// An encoder that is given the film, round and round.
class FilmEncoder {
public:
    FilmEncoder(const bench::Film& film, const bench::EncoderPresetCase& with)
        : film_(film), encoder_(encode::H264Encoder::create(settings_of(with), film.geometry)) {}

    [[nodiscard]] bool made() const { return encoder_.ok(); }
    // The picture's size in bytes.
    std::size_t encode_next() {
        presentation_ += kInterval;
        const auto picture = encoder_.value()->encode(*film_.frames[next_ % film_.frames.size()],
                                                      presentation_, next_ % kKeyframeEvery == 0);
        ++next_;
        return picture.ok() ? picture.value().bytes.size() : 0;
    }

private:
    const bench::Film& film_;
    base::Result<std::unique_ptr<encode::H264Encoder>> encoder_;
    base::MonotonicTime presentation_{};
    std::size_t next_ = 0;
};

void encode_with(benchmark::State& state, const bench::Film& film, const bench::EncoderPresetCase& with) {
    FilmEncoder encoder(film, with);
    if (!encoder.made()) {
        state.SkipWithError("the encoder cannot be made");
        return;
    }
    std::size_t bytes = 0;
    for ([[maybe_unused]] auto iteration : state) {
        bytes += encoder.encode_next();
    }
    state.counters["bytes"] =
        benchmark::Counter(static_cast<double>(bytes), benchmark::Counter::kAvgIterations);
}

void encode_many(benchmark::State& state, const bench::Film& film, const bench::EncoderPresetCase& with,
                 const bench::Timetable& timetable, bench::Timetable::Rest rest) {
    std::vector<std::unique_ptr<FilmEncoder>> encoders;
    for (std::size_t i = 0; i < timetable.streams(); ++i) {
        encoders.push_back(std::make_unique<FilmEncoder>(film, with));
        if (!encoders.back()->made()) {
            state.SkipWithError("an encoder cannot be made");
            return;
        }
    }
    bench::Timetable::Journey journey(timetable, rest);
    for ([[maybe_unused]] auto iteration : state) {
        benchmark::DoNotOptimize(encoders[journey.wait_for_next()]->encode_next());
    }
}

void fragment(benchmark::State& state, const bench::Film& film) {
    auto encoder = encode::H264Encoder::create(settings_of(bench::kEncoderPresets.front()), film.geometry);
    std::vector<stream::AccessUnit> units;
    base::MonotonicTime presentation{};
    for (const auto& frame : film.frames) {
        presentation += kInterval;
        auto picture = encoder.value()->encode(*frame, presentation, units.empty());
        units.push_back({.bytes = std::move(picture.value().bytes),
                         .keyframe = picture.value().keyframe,
                         .number = units.size() + 1,
                         .presentation = presentation});
    }
    stream::Fmp4Muxer muxer(film.geometry.width(), film.geometry.height());
    std::size_t next = 0;
    for ([[maybe_unused]] auto iteration : state) {
        stream::AccessUnit& unit = units[next++ % units.size()];
        unit.presentation = presentation += kInterval;
        benchmark::DoNotOptimize(muxer.add(unit));
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3 || argv[1][0] == '-') {
        std::fprintf(
            stderr,
            "usage: publish_benchmarks PICTURES WIDTHxHEIGHT [STREAMS RATE] [--benchmark_OPTION]...\n");
        return 2;
    }
    const auto read = bench::Film::read(argv[1], argv[2]);
    if (!read.ok()) {
        std::fprintf(stderr, "publish_benchmarks: %s\n", read.error().message.c_str());
        return 1;
    }
    const bench::Film& film = read.value();
    const auto timetable = bench::Timetable::take(argc, argv, 3);
    benchmark::RegisterBenchmark("ring_read", ring_read, std::cref(film))->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("compare", compare_with_tolerance, std::cref(film))
        ->Unit(benchmark::kMillisecond);
    for (const auto& with : bench::kEncoderPresets) {
        benchmark::RegisterBenchmark((std::string("encode/") + with.name).c_str(), encode_with,
                                     std::cref(film), with)
            ->Unit(benchmark::kMillisecond);
        if (!timetable) {
            continue;
        }
        for (const auto& [name, rest] : bench::Timetable::kWays) {
            const std::string whole = std::string("encode_") + name + "/" + with.name;
            benchmark::RegisterBenchmark(whole.c_str(), encode_many, std::cref(film), with, *timetable, rest)
                ->Unit(benchmark::kMillisecond)
                ->Iterations(timetable->pictures());
        }
    }
    benchmark::RegisterBenchmark("fragment", fragment, std::cref(film))->Unit(benchmark::kMillisecond);
    argv[2] = argv[0];
    int rest = argc - 2;
    benchmark::Initialize(&rest, argv + 2);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
