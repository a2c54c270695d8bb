// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/fidelity/alignment.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "bench/fidelity/structural_similarity.hpp"
#include "gateway/base/invariant.hpp"

namespace cordon::bench {
namespace {

// While searching, a picture is the means of its blocks, about so many across: fine enough for a person who
// walks by, coarse enough to average out what the encoder changed.
constexpr std::size_t kBlocksAcross = 64;
// Of a lost or repeated picture, in errors of the median picture. On 45 s of three real clips 10 and 40 find
// none that was not lost and each of five that were taken out; at 1 a still scene's noise counts for six.
constexpr double kPrice = 10;

double to_psnr(double error) {
    constexpr double kPeak = 255.0 * 255.0;
    constexpr double kLeastError = 1e-3;
    return 10 * std::log10(kPeak / std::max(error, kLeastError));
}

// One row of block means for each picture.
class Outlines {
public:
    explicit Outlines(const LumaSequence& pictures)
        : edge_(std::max<std::size_t>(pictures.width / kBlocksAcross, 4)),
          across_(pictures.width / edge_),
          down_(pictures.height / edge_),
          means_(pictures.size() * across_ * down_) {
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            outline(pictures.picture(i), pictures.width, means_.data() + i * across_ * down_);
        }
    }

    // The mean squared difference of two pictures' blocks.
    [[nodiscard]] double error(std::size_t number, const Outlines& other, std::size_t others_number) const {
        const std::size_t blocks = across_ * down_;
        const float* left = means_.data() + number * blocks;
        const float* right = other.means_.data() + others_number * blocks;
        std::array<float, 8> sums{};  // as many as a processor adds at once
        std::size_t i = 0;
        for (; i + sums.size() <= blocks; i += sums.size()) {
            for (std::size_t lane = 0; lane < sums.size(); ++lane) {
                const float difference = left[i + lane] - right[i + lane];
                sums[lane] += difference * difference;
            }
        }
        return std::accumulate(sums.begin(), sums.end(), 0.0) / static_cast<double>(i);
    }

private:
    void outline(std::span<const std::uint8_t> picture, std::size_t width, float* means) const {
        for (std::size_t row = 0; row < down_ * edge_; ++row) {
            for (std::size_t x = 0; x < across_ * edge_; ++x) {
                means[row / edge_ * across_ + x / edge_] += picture[row * width + x];
            }
        }
        for (std::size_t i = 0; i < across_ * down_; ++i) {
            means[i] /= static_cast<float>(edge_ * edge_);
        }
    }

    std::size_t edge_;
    std::size_t across_;
    std::size_t down_;
    std::vector<float> means_;
};

// The error of every received picture, a row each, at every place in the source.
std::vector<float> errors_by_place(const LumaSequence& source, const LumaSequence& received) {
    const Outlines sent(source);
    const Outlines arrived(received);
    std::vector<float> errors;
    errors.reserve(received.size() * source.size());
    for (std::size_t i = 0; i < received.size(); ++i) {
        for (std::size_t place = 0; place < source.size(); ++place) {
            errors.push_back(static_cast<float>(arrived.error(i, sent, place)));
        }
    }
    return errors;
}

// What one lost or repeated picture costs: dear enough that the noise of a still scene is not taken for a
// loss, while a real one, whose error grows with every later picture, is found as soon as something moves.
double price_of_a_step(const std::vector<float>& errors, std::size_t places) {
    std::vector<float> least;
    for (auto row = errors.begin(); row != errors.end(); row += static_cast<std::ptrdiff_t>(places)) {
        least.push_back(*std::min_element(row, row + static_cast<std::ptrdiff_t>(places)));
    }
    const auto middle = least.begin() + static_cast<std::ptrdiff_t>(least.size() / 2);
    std::ranges::nth_element(least, middle);
    return std::max<double>(kPrice * *middle, 1e-3);
}

// The cheapest place of every received picture (Viterbi): one further than the one before; further still,
// which costs the price for each picture passed over; or the same again, which costs it once. Places go
// round.
std::vector<std::size_t> cheapest_places(const std::vector<float>& errors, std::size_t places) {
    const double price = price_of_a_step(errors, places);
    const std::size_t count = errors.size() / places;
    std::vector<std::uint32_t> came_from(errors.size());
    std::vector<double> cost(errors.begin(), errors.begin() + static_cast<std::ptrdiff_t>(places));
    std::vector<double> next(places);
    for (std::size_t i = 1; i < count; ++i) {
        double cheapest = std::numeric_limits<double>::max();
        std::size_t origin = 0;
        // Twice round, so that what comes across the end of the loop is known when it is used.
        for (std::size_t step = 0; step < 2 * places; ++step) {
            const std::size_t place = step % places;
            const std::size_t before = (place + places - 1) % places;
            cheapest += price;
            if (cost[before] <= cheapest) {
                cheapest = cost[before];
                origin = before;
            }
            const bool repeats = cost[place] + price < cheapest;
            next[place] = errors[i * places + place] + (repeats ? cost[place] + price : cheapest);
            came_from[i * places + place] = static_cast<std::uint32_t>(repeats ? place : origin);
        }
        cost.swap(next);
    }
    std::vector<std::size_t> path(count);
    path.back() = static_cast<std::size_t>(std::ranges::min_element(cost) - cost.begin());
    for (std::size_t i = count - 1; i > 0; --i) {
        path[i - 1] = came_from[i * places + path[i]];
    }
    return path;
}

}  // namespace

double squared_error(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b, std::size_t width) {
    std::uint64_t sum = 0;
    for (std::size_t row = 0; row * width < a.size(); ++row) {
        const std::uint8_t* left = a.data() + row * width;
        const std::uint8_t* right = b.data() + row * width;
        std::uint32_t row_sum = 0;  // 65,025 times the widest picture still fits
        for (std::size_t x = 0; x < width; ++x) {
            const int difference = left[x] - right[x];
            row_sum += static_cast<std::uint32_t>(difference * difference);
        }
        sum += row_sum;
    }
    return static_cast<double>(sum) / static_cast<double>(a.size());
}

Fidelity compare(const LumaSequence& source, const LumaSequence& received) {
    CORDON_INVARIANT(source.size() > 0 && received.size() > 0, "there are pictures to compare");
    const auto places = cheapest_places(errors_by_place(source, received), source.size());
    Fidelity fidelity;
    fidelity.least_psnr = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < received.size(); ++i) {
        const std::size_t step = i == 0 ? 1 : (places[i] + source.size() - places[i - 1]) % source.size();
        fidelity.pictures_sent += step;
        fidelity.pictures_arrived += step == 0 ? 0 : 1;
        const auto sent = source.picture(places[i]);
        const double psnr = to_psnr(squared_error(sent, received.picture(i), source.width));
        const double ssim = structural_similarity(sent, received.picture(i), source.width);
        fidelity.mean_psnr += psnr / static_cast<double>(received.size());
        fidelity.mean_ssim += ssim / static_cast<double>(received.size());
        fidelity.least_psnr = std::min(fidelity.least_psnr, psnr);
    }
    return fidelity;
}

}  // namespace cordon::bench
