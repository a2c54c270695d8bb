// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/pipelines/trusted/publish/recording_encoder.hpp"

#include <algorithm>

namespace cordon::tests {

using trusted::encode::EncodedPicture;
using trusted::encode::H264Encoder;

class EncoderRecord::Encoder final : public H264Encoder {
public:
    Encoder(EncoderRecord& record, std::size_t camera, std::size_t bytes_each)
        : H264Encoder({.quality = 26, .most_kilobits_per_second = 20'000, .most_frames_per_second = 25}),
          record_(record),
          camera_(camera),
          bytes_each_(bytes_each) {}

private:
    base::Result<EncodedPicture> encode_picture(const Request& request) override {
        const auto& geometry = request.frame.geometry();
        const auto* luma = request.frame.planes()[0];
        return record_.encode(
            camera_, bytes_each_,
            {.camera = camera_,
             .shade = luma[0],
             .middle = luma[geometry.height() / 2 * geometry.luma_stride() + geometry.width() / 2],
             .keyframe = request.force_keyframe,
             .presentation = request.presentation,
             .unchanged = {request.unchanged.begin(), request.unchanged.end()}});
    }

    EncoderRecord& record_;
    std::size_t camera_;
    std::size_t bytes_each_;
};

std::unique_ptr<H264Encoder> EncoderRecord::encoder(std::size_t camera, std::size_t bytes_each) {
    return std::make_unique<Encoder>(*this, camera, bytes_each);
}

base::Result<EncodedPicture> EncoderRecord::encode(std::size_t camera, std::size_t bytes_each,
                                                   const Picture& picture) {
    std::unique_lock lock(mutex_);
    pictures_.push_back(picture);
    most_at_once_ = std::max(most_at_once_, ++at_work_[camera]);
    changed_.notify_all();
    changed_.wait(lock, [&] { return !held_[camera]; });
    --at_work_[camera];
    ++done_;
    changed_.notify_all();
    if (failing_) {
        return base::Error{"this picture was to fail"};
    }
    return EncodedPicture{std::vector<std::byte>(bytes_each), picture.keyframe};
}

void EncoderRecord::hold(std::size_t camera) {
    const std::scoped_lock lock(mutex_);
    held_[camera] = true;
}

void EncoderRecord::release() {
    const std::scoped_lock lock(mutex_);
    std::fill(held_.begin(), held_.end(), false);
    changed_.notify_all();
}

void EncoderRecord::fail(bool failing) {
    const std::scoped_lock lock(mutex_);
    failing_ = failing;
}

void EncoderRecord::await_begun(std::size_t pictures) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return pictures_.size() >= pictures; });
}

void EncoderRecord::await_done(std::size_t pictures) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return done_ >= pictures; });
}

std::vector<EncoderRecord::Picture> EncoderRecord::pictures() const {
    const std::scoped_lock lock(mutex_);
    return pictures_;
}

std::vector<unsigned> EncoderRecord::shades() const {
    std::vector<unsigned> shades;
    for (const Picture& picture : pictures()) {
        shades.push_back(picture.shade);
    }
    return shades;
}

int EncoderRecord::most_at_once() const {
    const std::scoped_lock lock(mutex_);
    return most_at_once_;
}

}  // namespace cordon::tests
