// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/rtsp/camera_source.hpp"

#include <array>

#include "pipelines/trusted/stream/annex_b.hpp"

namespace cordon::trusted::rtsp {

void CameraSource::begin_use() {
    const std::scoped_lock lock(mutex_);
    users_ += 1;
}

// Told with the lock held: whoever waits may end this object as soon as he has it.
void CameraSource::end_use() {
    const std::scoped_lock lock(mutex_);
    users_ -= 1;
    unused_.notify_all();
}

bool CameraSource::wait_until_unused(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    return unused_.wait_for(lock, patience, [this] { return users_ == 0; });
}

void CameraSource::on_access_unit(const stream::AccessUnitPtr& access_unit) noexcept {
    if (access_unit->keyframe) {
        const std::scoped_lock lock(mutex_);
        last_keyframe_ = access_unit;
    }
}

void CameraSource::on_state(stream::PictureState /*state*/, base::MonotonicTime /*since*/) noexcept {}

stream::AccessUnitPtr CameraSource::last_keyframe() const {
    const std::scoped_lock lock(mutex_);
    return last_keyframe_;
}

std::vector<std::byte> CameraSource::parameter_sets() const {
    constexpr std::array kStartCode{std::byte{0}, std::byte{0}, std::byte{0}, std::byte{1}};
    std::vector<std::byte> sets;
    if (const stream::AccessUnitPtr keyframe = last_keyframe()) {
        stream::NalUnits nals(keyframe->bytes);
        for (auto nal = nals.next(); !nal.empty(); nal = nals.next()) {
            const stream::NalType type = stream::nal_type(nal);
            if (type == stream::NalType::kSps || type == stream::NalType::kPps) {
                sets.insert(sets.end(), kStartCode.begin(), kStartCode.end());
                sets.insert(sets.end(), nal.begin(), nal.end());
            }
        }
    }
    return sets;
}

}  // namespace cordon::trusted::rtsp
