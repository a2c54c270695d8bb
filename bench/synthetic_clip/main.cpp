// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "bench/command_line.hpp"
#include "bench/synthetic_clip/clip_encoder.hpp"
#include "bench/synthetic_clip/scene.hpp"

namespace {

using namespace cordon;

constexpr std::array kOptions{
    bench::OptionSpec{"--output", "FILE", "the clip, .mp4 or .mkv"},
    bench::OptionSpec{"--seed", "N", "which scene: 0 street, 1 corridor, 2 car park, 3 gate at night (0)"},
    bench::OptionSpec{"--width", "PIXELS", "(1280)"},
    bench::OptionSpec{"--height", "PIXELS", "(720)"},
    bench::OptionSpec{"--fps", "N", "frames per second (25)"},
    bench::OptionSpec{"--seconds", "N", "how long before it begins again (20)"},
    bench::OptionSpec{"--kilobits", "N", "per second (2500)"},
    bench::OptionSpec{"--quantiser", "N",
                      "of all pictures, instead of --kilobits: what stands still is then sent as such"},
    bench::OptionSpec{"--keyframe-interval", "N", "pictures (50)"},
    bench::OptionSpec{"--b-frames", "N", "in a row (0)"},
    bench::OptionSpec{"--h265", "", "instead of H.264"},
    bench::OptionSpec{"--still", "",
                      "nothing moves but in the first tenth; no noise and no picture's number"},
};

base::Result<> generate(const bench::CommandLine& line) {
    const auto file = line.value("--output");
    if (!file) {
        return base::Error{"--output FILE is needed"};
    }
    bench::ClipFormat format;
    const auto read = [&](const char* name, int& field, int least, int most) -> base::Result<> {
        CORDON_TRY(const auto number, line.number(name, field, least, most));
        field = static_cast<int>(number);
        return {};
    };
    int seed = 0;
    int seconds = 20;
    CORDON_TRY_VOID(read("--seed", seed, 0, 1000));
    CORDON_TRY_VOID(read("--seconds", seconds, 1, 600));
    CORDON_TRY_VOID(read("--width", format.width, 128, 3840));
    CORDON_TRY_VOID(read("--height", format.height, 128, 2160));
    CORDON_TRY_VOID(read("--fps", format.frames_per_second, 1, 60));
    CORDON_TRY_VOID(read("--kilobits", format.kilobits_per_second, 50, 100'000));
    CORDON_TRY_VOID(read("--keyframe-interval", format.keyframe_interval, 1, 1000));
    CORDON_TRY_VOID(read("--b-frames", format.b_frames, 0, 4));
    if (format.width % 2 != 0 || format.height % 2 != 0) {
        return base::Error{"--width and --height must be even"};
    }
    if (line.has("--quantiser")) {
        CORDON_TRY_VOID(read("--quantiser", format.quantiser.emplace(), 10, 45));
    }
    format.h265 = line.has("--h265");
    const int pictures = seconds * format.frames_per_second;
    bench::Scene scene(seed, format.width, format.height, format.frames_per_second, pictures,
                       line.has("--still") ? bench::Life::kStill : bench::Life::kBusy);
    CORDON_TRY(auto encoder, bench::ClipEncoder::create(std::string(*file), format));
    for (int picture = 0; picture < pictures; ++picture) {
        CORDON_TRY_VOID(encoder.add(scene.draw(picture)));
    }
    return encoder.finish();
}

}  // namespace

int main(int argc, char** argv) {
    return bench::run_tool(argc, argv,
                           "synthetic_clip --output FILE [OPTION]...\n\nDraws a surveillance clip.", kOptions,
                           &generate);
}
