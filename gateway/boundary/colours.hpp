// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace cordon::boundary {

// What the samples of a camera's pictures mean: by which matrix red, green and blue became luma and two
// colour differences, and whether 8 bits are used in full or in part. Pinned like the size (invariant 12). 0
// is none of them.
enum class Colours : std::uint32_t { kBt709 = 1, kBt601 = 2, kBt709Full = 3, kBt601Full = 4 };

// The one with that number.
[[nodiscard]] std::optional<Colours> colours_numbered(std::uint64_t number);

// "bt709", "bt601", "bt709-full" or "bt601-full".
[[nodiscard]] std::string_view name_of(Colours colours);
[[nodiscard]] std::optional<Colours> colours_named(std::string_view name);

[[nodiscard]] constexpr bool is_full_range(Colours colours) {
    return colours == Colours::kBt709Full || colours == Colours::kBt601Full;
}
[[nodiscard]] constexpr bool is_bt601(Colours colours) {
    return colours == Colours::kBt601 || colours == Colours::kBt601Full;
}
[[nodiscard]] constexpr Colours colours_of(bool bt601, bool full_range) {
    if (bt601) {
        return full_range ? Colours::kBt601Full : Colours::kBt601;
    }
    return full_range ? Colours::kBt709Full : Colours::kBt709;
}

// What luma of 8 bits reaches from and to, and how far the colour differences reach around 128 on both sides
// together (ITU-T H.273, equations 22 to 30).
struct SampleRange {
    std::uint8_t black;
    std::uint8_t white;
    std::uint8_t colour;
};
[[nodiscard]] constexpr SampleRange sample_range(bool full_range) {
    return full_range ? SampleRange{.black = 0, .white = 255, .colour = 255}
                      : SampleRange{.black = 16, .white = 235, .colour = 224};
}
[[nodiscard]] constexpr SampleRange sample_range(Colours colours) {
    return sample_range(is_full_range(colours));
}

// Kr and Kb (ITU-T H.273, table 4).
struct LumaWeights {
    double red;
    double blue;
    friend bool operator==(const LumaWeights&, const LumaWeights&) = default;
};
[[nodiscard]] constexpr LumaWeights luma_weights(Colours colours) {
    return is_bt601(colours) ? LumaWeights{.red = 0.299, .blue = 0.114}
                             : LumaWeights{.red = 0.2126, .blue = 0.0722};
}

}  // namespace cordon::boundary
