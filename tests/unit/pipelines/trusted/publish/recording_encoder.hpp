// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "pipelines/trusted/encode/h264_encoder.hpp"

namespace cordon::tests {

// What encoders were given, in order, and a hand to hold them. Thread-safe; outlives its encoders.
class EncoderRecord {
public:
    struct Picture {
        std::size_t camera = 0;
        unsigned shade = 0;  // of the first pixel
        unsigned middle = 0;
        bool keyframe = false;
        base::MonotonicTime presentation{};
        std::vector<std::uint8_t> unchanged = {};  // macroblocks' marks, where there were any

        friend bool operator==(const Picture&, const Picture&) = default;
    };

    // An encoder that makes `bytes_each` bytes of each picture.
    std::unique_ptr<trusted::encode::H264Encoder> encoder(std::size_t camera, std::size_t bytes_each = 100);

    // Lets no encoder of `camera` end its work until release().
    void hold(std::size_t camera);
    void release();
    // Makes the next pictures fail, until told otherwise.
    void fail(bool failing);

    // Waits until so many pictures have been begun, or are done.
    void await_begun(std::size_t pictures);
    void await_done(std::size_t pictures);

    [[nodiscard]] std::vector<Picture> pictures() const;
    [[nodiscard]] std::vector<unsigned> shades() const;
    // The most pictures of one camera that were being encoded at the same time.
    [[nodiscard]] int most_at_once() const;

private:
    class Encoder;
    base::Result<trusted::encode::EncodedPicture> encode(std::size_t camera, std::size_t bytes_each,
                                                         const Picture& picture);

    static constexpr std::size_t kMostCameras = 8;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Picture> pictures_;
    std::size_t done_ = 0;
    std::vector<int> at_work_ = std::vector<int>(kMostCameras);
    std::vector<bool> held_ = std::vector<bool>(kMostCameras);
    int most_at_once_ = 0;
    bool failing_ = false;
};

}  // namespace cordon::tests
