// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/publisher_slot.hpp"

#include <utility>

namespace cordon::supervisor {

PublisherSlot::PublisherSlot(const Surroundings& surroundings, const LaunchPlan& plan,
                             std::function<std::vector<int>()> rings)
    : surroundings_(surroundings),
      plan_(plan),
      rings_(std::move(rings)),
      nothing_(std::make_unique<boundary::PublisherStatus>()),
      child_(surroundings, "cordon-publish", "publish", [] {}) {}

base::Result<> PublisherSlot::start() {
    CORDON_TRY(page_, boundary::StatusPage<boundary::PublisherStatus>::create());
    CORDON_TRY(const auto record, boundary::write_launch_record(plan_.publisher()));
    std::vector<InheritedDescriptor> descriptors{
        {.ours = record.get(), .theirs = boundary::kLaunchRecordFd},
        {.ours = page_->writer.get(), .theirs = boundary::kPublisherStatusFd}};
    const auto rings = rings_();
    for (std::size_t i = 0; i < rings.size(); ++i) {
        descriptors.push_back(
            {.ours = rings[i], .theirs = boundary::kPublisherFirstRingFd + static_cast<int>(i)});
    }
    CORDON_TRY_VOID(child_.start(std::move(descriptors), {.kind = NetworkPlace::Kind::kOurs}));
    page_->writer.reset();
    return {};
}

void PublisherSlot::act() {
    if (const auto when = due(); when && *when <= surroundings_.clock.now()) {
        if (auto started = start(); !started.ok()) {
            surroundings_.log.write('E', child_.label(), started.error().message);
        }
    }
}

std::optional<base::MonotonicTime> PublisherSlot::due() const {
    return replacing_ ? child_.due() : std::nullopt;
}

bool PublisherSlot::is_ready() const {
    return child_.is_running() && page_ && page_->read().ready.load(std::memory_order_relaxed) == 1;
}

std::string PublisherSlot::state() const {
    if (is_ready()) {
        return "ready";
    }
    return child_.is_running() || !page_ ? "starting" : "restarting";
}

const boundary::PublishedCameraStatus& PublisherSlot::camera(std::size_t number) const {
    return (page_ ? page_->read() : *nothing_).cameras.at(number);
}

}  // namespace cordon::supervisor
