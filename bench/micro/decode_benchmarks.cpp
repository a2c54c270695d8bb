// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
// The untrusted side's work on one picture, on one thread: decode_benchmarks CLIP [STREAMS RATE]
// [--benchmark_OPTION]...
//
// decode_floor is libavcodec called directly, nothing else; decode_to_ring is what cordon-decode does from an
// access unit to a frame in the ring, which is of the clip's size and colours; ring_write is the copy into
// the ring alone. An iteration is a picture. decode_in_time is decode_floor as cameras ask for it: so many
// streams, each picture when it is due.
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "bench/camera_sim/clip.hpp"
#include "bench/micro/timetable.hpp"
#include "gateway/boundary/sealed_memory.hpp"
#include "pipelines/untrusted/decode/frame_normalizer.hpp"
#include "pipelines/untrusted/decode/video_decoder.hpp"

namespace {

using namespace cordon;
using namespace cordon::untrusted::decode;

constexpr std::size_t kPadding = AV_INPUT_BUFFER_PADDING_SIZE;

// A clip's access units as a decoder gets them, with padding behind each.
struct CodedClip {
    boundary::VideoCodec codec = boundary::VideoCodec::kH264;
    boundary::FrameGeometry geometry;
    std::vector<std::vector<std::byte>> units;
};

CodedClip load(const char* file) {
    const auto clip = bench::Clip::read(file);
    if (!clip.ok()) {
        std::fprintf(stderr, "decode_benchmarks: %s\n", clip.error().message.c_str());
        std::exit(1);
    }
    const bool h264 = clip.value()->codec == bench::ClipCodec::kH264;
    const auto geometry = boundary::FrameGeometry::create(static_cast<std::uint32_t>(clip.value()->width),
                                                          static_cast<std::uint32_t>(clip.value()->height),
                                                          clip.value()->colours);
    if (!geometry.ok() || !bench::has_nal_units(clip.value()->codec)) {
        std::fprintf(stderr, "decode_benchmarks: %s: give a clip of H.264 or H.265\n", file);
        std::exit(1);
    }
    CodedClip coded{.codec = h264 ? boundary::VideoCodec::kH264 : boundary::VideoCodec::kH265,
                    .geometry = geometry.value(),
                    .units = {}};
    for (const bench::ClipPicture& picture : clip.value()->pictures) {
        std::vector<std::byte> unit;
        for (const auto& nal : picture.nals) {
            unit.insert(unit.end(), {std::byte{0}, std::byte{0}, std::byte{0}, std::byte{1}});
            const auto* bytes = reinterpret_cast<const std::byte*>(nal.data());
            unit.insert(unit.end(), bytes, bytes + nal.size());
        }
        unit.resize(unit.size() + kPadding);
        coded.units.push_back(std::move(unit));
    }
    return coded;
}

// libavcodec on one stream.
class BareDecoder {
public:
    explicit BareDecoder(const CodedClip& clip) : clip_(clip) {
        const bool h264 = clip.codec == boundary::VideoCodec::kH264;
        const AVCodec* codec = avcodec_find_decoder(h264 ? AV_CODEC_ID_H264 : AV_CODEC_ID_HEVC);
        context_.reset(avcodec_alloc_context3(codec));
        context_->thread_count = 1;
        opened_ = avcodec_open2(context_.get(), codec, nullptr) == 0;
    }

    [[nodiscard]] bool opened() const { return opened_; }
    void decode_next() {
        const auto& unit = clip_.units[next_++ % clip_.units.size()];
        packet_->data = const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(unit.data()));
        packet_->size = static_cast<int>(unit.size() - kPadding);
        avcodec_send_packet(context_.get(), packet_.get());
        while (avcodec_receive_frame(context_.get(), frame_.get()) == 0) {
            benchmark::DoNotOptimize(frame_->data[0]);
        }
        packet_->data = nullptr;
    }

private:
    const CodedClip& clip_;
    CodecContextPtr context_;
    PacketPtr packet_{av_packet_alloc()};
    FramePtr frame_{av_frame_alloc()};
    bool opened_ = false;
    std::size_t next_ = 0;
};

void decode_floor(benchmark::State& state, const CodedClip& clip) {
    BareDecoder decoder(clip);
    if (!decoder.opened()) {
        state.SkipWithError("the decoder does not open");
        return;
    }
    for ([[maybe_unused]] auto iteration : state) {
        decoder.decode_next();
    }
}

void decode_many(benchmark::State& state, const CodedClip& clip, const bench::Timetable& timetable,
                 bench::Timetable::Rest rest) {
    std::vector<std::unique_ptr<BareDecoder>> decoders;
    for (std::size_t i = 0; i < timetable.streams(); ++i) {
        decoders.push_back(std::make_unique<BareDecoder>(clip));
        if (!decoders.back()->opened()) {
            state.SkipWithError("a decoder does not open");
            return;
        }
    }
    bench::Timetable::Journey journey(timetable, rest);
    for ([[maybe_unused]] auto iteration : state) {
        decoders[journey.wait_for_next()]->decode_next();
    }
}

void decode_to_ring(benchmark::State& state, const CodedClip& clip) {
    const auto size = static_cast<std::uint32_t>(clip.geometry.width() * clip.geometry.height());
    const auto memory = boundary::create_sealed_memory("bench-ring", boundary::ring_bytes(clip.geometry));
    auto ring = boundary::RingWriter::create(memory.value().get(), clip.geometry);
    auto decoder = VideoDecoder::create({.largest_picture = size, .most_references = 16}, &ring.value());
    if (!decoder.ok() || !ring.ok()) {
        state.SkipWithError("decoder or ring cannot be made");
        return;
    }
    FrameNormalizer normalizer(clip.geometry, &ring.value());
    std::size_t next = 0;
    std::size_t shown = 0;
    for ([[maybe_unused]] auto iteration : state) {
        const auto& unit = clip.units[next++ % clip.units.size()];
        const boundary::AccessUnitHeader header{.codec = static_cast<std::uint32_t>(clip.codec),
                                                .size = static_cast<std::uint32_t>(unit.size() - kPadding)};
        decoder.value().decode(header, std::span(unit).first(header.size));
        VideoDecoder::Picture picture;
        while (decoder.value().next_picture(picture)) {
            if (const auto view = normalizer.normalize(*picture.frame)) {
                ring.value().publish(*view, picture.origin_ns);
                ++shown;
            }
        }
    }
    state.counters["shown"] =
        benchmark::Counter(static_cast<double>(shown), benchmark::Counter::kAvgIterations);
}

void ring_write(benchmark::State& state, const CodedClip& clip) {
    const auto memory = boundary::create_sealed_memory("bench-ring", boundary::ring_bytes(clip.geometry));
    auto ring = boundary::RingWriter::create(memory.value().get(), clip.geometry);
    std::vector<std::byte> pixels(clip.geometry.frame_bytes(), std::byte{100});
    const boundary::PictureView view{
        .planes = {pixels.data() + clip.geometry.luma_offset(), pixels.data() + clip.geometry.u_offset(),
                   pixels.data() + clip.geometry.v_offset()},
        .strides = {clip.geometry.luma_stride(), clip.geometry.chroma_stride(),
                    clip.geometry.chroma_stride()}};
    for ([[maybe_unused]] auto iteration : state) {
        ring.value().publish(view, 0);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * pixels.size()));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2 || argv[1][0] == '-') {
        std::fprintf(stderr, "usage: decode_benchmarks CLIP [STREAMS RATE] [--benchmark_OPTION]...\n");
        return 2;
    }
    const CodedClip clip = load(argv[1]);
    const auto timetable = bench::Timetable::take(argc, argv, 2);
    for (const auto& [name, function] :
         {std::pair{"decode_floor", &decode_floor}, std::pair{"decode_to_ring", &decode_to_ring},
          std::pair{"ring_write", &ring_write}}) {
        benchmark::RegisterBenchmark(name, function, clip)->Unit(benchmark::kMillisecond);
    }
    if (timetable) {
        for (const auto& [name, rest] : bench::Timetable::kWays) {
            benchmark::RegisterBenchmark((std::string("decode_") + name).c_str(), decode_many,
                                         std::cref(clip), *timetable, rest)
                ->Unit(benchmark::kMillisecond)
                ->Iterations(timetable->pictures());
        }
    }
    argv[1] = argv[0];
    int rest = argc - 1;
    benchmark::Initialize(&rest, argv + 1);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
