// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/web/stream_hub.hpp"

#include <algorithm>

#include <boost/asio/post.hpp>

#include "gateway/base/invariant.hpp"
#include "pipelines/trusted/web/json_text.hpp"

namespace cordon::trusted::web {

StreamHub::StreamHub(boost::asio::io_context& io, stream::Stream& stream)
    : io_(io),
      stream_(stream),
      muxer_(stream.info().width, stream.info().height),
      subscription_(stream.subscribe(*this)) {}

void StreamHub::on_access_unit(const stream::AccessUnitPtr& access_unit) noexcept {
    const std::scoped_lock lock(mutex_);
    const bool heard = audience_ > 0;
    if ((access_unit->keyframe && !heard) || inbox_.size() >= kMostKept) {
        inbox_.clear();
    }
    inbox_.push_back(access_unit);
    if (heard && !drain_posted_) {
        drain_posted_ = true;
        boost::asio::post(io_, [this] { drain(); });
    }
}

void StreamHub::on_state(stream::PictureState state, base::MonotonicTime since) noexcept {
    {
        const std::scoped_lock lock(mutex_);
        state_ = state;
        since_ = since;
    }
    if (audience_ > 0) {
        boost::asio::post(io_, [this] { beat(); });
    }
}

void StreamHub::join(StreamListener& listener) {
    drain();
    listeners_.push_back(&listener);
    audience_ = listeners_.size();
    listener.on_text(state_message());
    for (const stream::Fmp4FragmentPtr& fragment : replay_) {
        listener.on_fragment(fragment, nullptr);
    }
    if (replay_.empty()) {
        stream_.request_keyframe();
    }
}

void StreamHub::leave(StreamListener& listener) {
    const auto place = std::ranges::find(listeners_, &listener);
    CORDON_INVARIANT(place != listeners_.end(), "a listener leaves the hub it joined, once");
    listeners_.erase(place);
    audience_ = listeners_.size();
    if (listeners_.empty()) {
        drain();  // what follows is again kept from keyframe to keyframe in the inbox
    }
}

void StreamHub::beat() {
    const TextPtr message = state_message();
    for (StreamListener* listener : listeners_) {
        listener->on_text(message);
    }
}

void StreamHub::drain() {
    std::vector<stream::AccessUnitPtr> taken;
    {
        const std::scoped_lock lock(mutex_);
        taken.swap(inbox_);
        drain_posted_ = false;
    }
    for (const stream::AccessUnitPtr& access_unit : taken) {
        if (access_unit->keyframe) {
            in_step_ = true;
            replay_.clear();
        } else if (!in_step_ || access_unit->number != last_number_ + 1) {
            in_step_ = false;
            replay_.clear();
            continue;
        }
        last_number_ = access_unit->number;
        const stream::Fmp4FragmentPtr fragment = muxer_.add(*access_unit);
        if (fragment == nullptr) {
            continue;
        }
        if (replay_.size() >= kMostKept) {
            replay_.clear();
        } else if (fragment->keyframe || !replay_.empty()) {
            replay_.push_back(fragment);
        }
        for (StreamListener* listener : listeners_) {
            listener->on_fragment(fragment, access_unit);
        }
    }
}

TextPtr StreamHub::state_message() {
    const std::scoped_lock lock(mutex_);
    const base::MonotonicTime now = base::MonotonicClock().now();
    const auto wall_now = std::chrono::system_clock::now();
    std::string pace;
    if (state_ == stream::PictureState::kOverloaded) {
        const stream::Pace frames = stream_.pace();
        pace = ",\"shown\":" + std::to_string(frames.shown) + ",\"came\":" + std::to_string(frames.came);
    }
    return std::make_shared<const std::string>(
        "{\"type\":\"state\",\"state\":" + json_string(state_word(state_)) + ",\"since\":" +
        json_moment(since_, now, wall_now) + ",\"now\":" + json_string(iso_utc(wall_now)) + pace + "}");
}

}  // namespace cordon::trusted::web
