// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

namespace cordon::bench {

// When the pictures of so many cameras are due: each camera's at its rate, the cameras evenly apart. A codec
// that is called that way works with the caches and clocks a gateway leaves it, which a loop over one stream
// does not show: here, a picture of 768x432 costs a third more. In turn without rest it shows the caches
// alone.
class Timetable {
public:
    // The two words STREAMS and RATE (pictures a second of each), taken out of a command line where they
    // stand at `place`; nothing where an option or nothing stands there.
    static std::optional<Timetable> take(int& argc, char** argv, int place) {
        int streams = 0;
        double rate = 0;
        if (argc <= place + 1 || !parse(argv[place], streams) || !parse(argv[place + 1], rate) ||
            streams < 1 || !(rate > 0)) {
            return std::nullopt;
        }
        std::rotate(argv + place, argv + place + 2, argv + argc);
        argc -= 2;
        return Timetable(static_cast<std::size_t>(streams), rate);
    }

    [[nodiscard]] std::size_t streams() const { return streams_; }
    // Of all streams in eight seconds.
    [[nodiscard]] long pictures() const { return std::chrono::seconds(8) / apart_; }

    enum class Rest { kUntilDue, kNone };
    // What calling codecs with each is named.
    static constexpr std::array kWays{std::pair{"in_turn", Rest::kNone},
                                      std::pair{"in_time", Rest::kUntilDue}};

    // One way through it, from now on.
    class Journey {
    public:
        Journey(const Timetable& timetable, Rest rest)
            : timetable_(timetable), rest_(rest), due_(std::chrono::steady_clock::now()) {}

        // The number of the next picture's stream; sleeps until it is due, if there is rest.
        std::size_t wait_for_next() {
            due_ += timetable_.apart_;
            if (rest_ == Rest::kUntilDue) {
                std::this_thread::sleep_until(due_);
            }
            return next_++ % timetable_.streams_;
        }

    private:
        const Timetable& timetable_;
        const Rest rest_;
        std::chrono::steady_clock::time_point due_;
        std::size_t next_ = 0;
    };

private:
    template <typename Number>
    static bool parse(std::string_view word, Number& number) {
        const char* end = word.data() + word.size();
        const auto [stop, error] = std::from_chars(word.data(), end, number);
        return error == std::errc{} && stop == end;
    }

    Timetable(std::size_t streams, double rate)
        : streams_(streams), apart_(static_cast<std::int64_t>(1e9 / (rate * static_cast<double>(streams)))) {}

    std::size_t streams_;
    std::chrono::nanoseconds apart_;
};

}  // namespace cordon::bench
