// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "bench/synthetic_clip/canvas.hpp"
#include "gateway/base/result.hpp"

struct AVCodecContext;
struct AVFormatContext;
struct AVFrame;
struct AVPacket;

namespace cordon::bench {

struct ClipFormat {
    int width = 1280;
    int height = 720;
    int frames_per_second = 25;
    bool h265 = false;
    int kilobits_per_second = 2500;
    std::optional<int> quantiser{};  // of all pictures, however many bits that takes
    int keyframe_interval = 50;      // pictures
    int b_frames = 0;
};

// Writes pictures as a clip file, as a camera's encoder would. One thread.
class ClipEncoder {
public:
    // The container is what `file`'s name ends in.
    static base::Result<ClipEncoder> create(const std::string& file, const ClipFormat& format);
    ClipEncoder(ClipEncoder&&) noexcept;
    ClipEncoder& operator=(ClipEncoder&&) noexcept;
    ~ClipEncoder();

    base::Result<> add(const Canvas& canvas);
    // Writes what is left; the file is whole only after this.
    base::Result<> finish();

private:
    struct Handles;
    explicit ClipEncoder(std::unique_ptr<Handles> handles);
    base::Result<> encode(AVFrame* frame);

    std::unique_ptr<Handles> handles_;
    std::int64_t next_picture_ = 0;
};

}  // namespace cordon::bench
