// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/fidelity/alignment.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "gateway/base/invariant.hpp"

namespace cordon::bench {
namespace {

constexpr std::size_t kSearchRows = 4;  // looks at every fourth row while searching
constexpr std::size_t kWindow = 40;  // pictures that may be missing in a row before the search starts afresh
constexpr double kClearlyBetter =
    0.85;  // of the expected picture's error: a still scene's noise must not move the place
constexpr double kLost = 650;  // squared error (20 dB) above which the place in the source is lost

double to_psnr(double error) {
    constexpr double kPeak = 255.0 * 255.0;
    constexpr double kLeastError = 1e-3;
    return 10 * std::log10(kPeak / std::max(error, kLeastError));
}

// The source picture within `count` from `first` on that looks most like `picture`; `expected` unless another
// is clearly better.
std::size_t best_match(const LumaSequence& source, std::span<const std::uint8_t> picture, std::size_t first,
                       std::size_t count, std::size_t expected) {
    const auto error_of = [&](std::size_t place) {
        return squared_error(source.picture(place % source.size()), picture, source.width, kSearchRows);
    };
    std::size_t best = expected;
    double best_error = error_of(expected) * kClearlyBetter;
    for (std::size_t place = first; place < first + count; ++place) {
        if (const double error = error_of(place); error < best_error) {
            best = place;
            best_error = error;
        }
    }
    return best;
}

}  // namespace

double squared_error(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b, std::size_t width,
                     std::size_t row_step) {
    std::uint64_t sum = 0;
    std::uint64_t count = 0;
    for (std::size_t row = 0; row * width < a.size(); row += row_step) {
        const std::uint8_t* left = a.data() + row * width;
        const std::uint8_t* right = b.data() + row * width;
        std::uint32_t row_sum = 0;  // 65,025 times the widest picture still fits
        for (std::size_t x = 0; x < width; ++x) {
            const int difference = left[x] - right[x];
            row_sum += static_cast<std::uint32_t>(difference * difference);
        }
        sum += row_sum;
        count += width;
    }
    return static_cast<double>(sum) / static_cast<double>(count);
}

Fidelity compare(const LumaSequence& source, const LumaSequence& received) {
    CORDON_INVARIANT(source.size() > 0 && received.size() > 0, "there are pictures to compare");
    Fidelity fidelity;
    fidelity.least_psnr = std::numeric_limits<double>::max();
    std::size_t place = 0;  // in the source, counting on through its loops
    std::size_t first = 0;
    for (std::size_t i = 0; i < received.size(); ++i) {
        const auto picture = received.picture(i);
        const auto error_at = [&](std::size_t where) {
            return squared_error(source.picture(where % source.size()), picture, source.width, 1);
        };
        const std::size_t before = place;
        if (i == 0) {
            place = best_match(source, picture, 0, source.size(), 0);
            first = place;
        } else {
            place = best_match(source, picture, before, std::min(kWindow, source.size()), before + 1);
            if (error_at(place) > kLost) {
                place = best_match(source, picture, before, source.size(), before + 1);
            }
        }
        if (i == 0 || place != before) {
            ++fidelity.pictures_arrived;
        }
        const double psnr = to_psnr(error_at(place));
        fidelity.mean_psnr += psnr / static_cast<double>(received.size());
        fidelity.least_psnr = std::min(fidelity.least_psnr, psnr);
    }
    fidelity.pictures_sent = place - first + 1;
    return fidelity;
}

}  // namespace cordon::bench
