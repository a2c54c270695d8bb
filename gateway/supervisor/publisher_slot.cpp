// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/publisher_slot.hpp"

#include <utility>

namespace cordon::supervisor {
namespace {

using boundary::read_once;

constexpr int kHangsAfter = 3;  // ticks; it looks at the rings hundreds of times a second

}  // namespace

PublisherSlot::PublisherSlot(const Surroundings& surroundings, const LaunchPlan& plan,
                             std::function<std::vector<int>()> rings)
    : surroundings_(surroundings),
      plan_(plan),
      rings_(std::move(rings)),
      nothing_(std::make_unique<boundary::PublisherStatus>()),
      child_(surroundings, "cordon-publish", "publish", [] {}) {}

base::Result<> PublisherSlot::start() {
    return child_.start_first([this] { return launch(); });
}

base::Result<> PublisherSlot::launch() {
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
    if (replacing_) {
        child_.start_if_due([this] { return launch(); });
    }
}

std::optional<base::MonotonicTime> PublisherSlot::due() const {
    return replacing_ ? child_.due() : std::nullopt;
}

void PublisherSlot::tick() {
    child_.tick();
    const std::uint64_t last_poll = page_ ? read_once(page_->read().last_poll_ns) : 0;
    if (polling_.sample(last_poll, is_ready()) >= Standstill::kTooLong) {
        child_.kill_as_hanging();
    }
}

bool PublisherSlot::is_ready() const {
    return child_.is_running() && page_ && read_once(page_->read().ready) == 1;
}

bool PublisherSlot::is_hanging() const {
    return polling_.ticks() >= kHangsAfter;
}

std::string PublisherSlot::state() const {
    if (is_ready()) {
        return is_hanging() ? "hanging" : "ready";
    }
    return child_.is_running() || !page_ ? "starting" : "restarting";
}

Published PublisherSlot::camera(std::size_t number) const {
    return {.camera = (page_ ? page_->read() : *nothing_).cameras.at(number),
            .is_serving = is_ready() && !is_hanging()};
}

}  // namespace cordon::supervisor
