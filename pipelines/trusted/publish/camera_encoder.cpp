// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/publish/camera_encoder.hpp"

#include <algorithm>
#include <utility>

#include "gateway/base/log.hpp"
#include "pipelines/trusted/encode/picture_change.hpp"
#include "pipelines/trusted/encode/signal_card.hpp"
#include "pipelines/trusted/publish/is_apart.hpp"

namespace cordon::trusted::publish {
namespace {

// One tick of RTP's and MP4's 90 kHz clock, rounded up: presentation times stay apart in every protocol.
constexpr std::chrono::nanoseconds kPicturesApart{12'000};

std::chrono::sys_seconds wall_time_of(base::MonotonicTime past, base::MonotonicTime now) {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now() - (now - past));
}

}  // namespace

CameraEncoder::CameraEncoder(const boundary::RingReader& ring, std::unique_ptr<encode::H264Encoder> encoder,
                             stream::Stream& stream, std::chrono::milliseconds keyframe_interval,
                             std::uint32_t noise_tolerance)
    : ring_(ring),
      encoder_(std::move(encoder)),
      stream_(stream),
      keyframes_(keyframe_interval),
      noise_tolerance_(noise_tolerance),
      picture_(ring.geometry()) {
    if (noise_tolerance_ > 0) {
        incoming_.emplace(ring.geometry());
    } else {
        unchanged_.resize(ring.geometry().macroblocks());
    }
}

CameraEncoder::Outcome CameraEncoder::encode(const Arrival& arrival) {
    if (passes_over(arrival)) {
        return Outcome::kUnchanged;
    }
    std::uint64_t origin_ns = 0;
    const bool encoder_has_it = shows_ == Shows::kPicture && !failing_;
    const std::optional<bool> wanted = take(arrival, origin_ns);
    if (!wanted) {
        return Outcome::kLost;
    }
    if (!*wanted) {
        return Outcome::kUnchanged;
    }
    const auto unchanged =
        encoder_has_it ? std::span<const std::uint8_t>(unchanged_) : std::span<const std::uint8_t>();
    return put_on_air(arrival.presentation, origin_ns, unchanged) ? Outcome::kOnAir : Outcome::kFailed;
}

bool CameraEncoder::passes_over(const Arrival& arrival) {
    if (shows_ != Shows::kPicture || arrival.number != held_ + 1 || picture_due(arrival.presentation) ||
        !ring_.repeats(arrival.number)) {
        return false;
    }
    held_ = arrival.number;
    picture_seen_ = arrival.seen;
    keyframes_.on_repeat();
    return true;
}

std::optional<bool> CameraEncoder::take(const Arrival& arrival, std::uint64_t& origin_ns) {
    const auto reading =
        ring_.read(arrival.number, incoming_ ? incoming_->pixels() : picture_.pixels(), unchanged_);
    if (reading.outcome != boundary::RingReader::Outcome::kFrame) {
        shows_ = incoming_ ? shows_ : Shows::kNothing;
        return std::nullopt;
    }
    origin_ns = reading.origin_ns;
    changes_ += reading.differs ? 1 : 0;
    const bool showed_another = shows_ != Shows::kPicture;
    if (!showed_another && !incoming_) {
        keyframes_.on_picture(arrival.presentation, unchanged_);
    }
    const bool changed =
        showed_another ||
        (incoming_ ? encode::shows_change(picture_, *incoming_, noise_tolerance_) : reading.differs);
    if (changed) {
        last_change_ = arrival.seen;
    }
    picture_seen_ = arrival.seen;
    const bool wanted = changed || picture_due(arrival.presentation);
    if (wanted && incoming_) {
        std::swap(picture_, *incoming_);
    }
    shows_ = Shows::kPicture;
    held_ = arrival.number;
    return wanted;
}

void CameraEncoder::encode_card(base::MonotonicTime now) {
    const Shows before = std::exchange(shows_, Shows::kCard);
    if (before == Shows::kPicture) {
        encode::draw_stale(picture_, wall_time_of(picture_seen_, now));
    } else if (before == Shows::kNothing) {
        encode::draw_no_signal(picture_);
    }
    put_on_air(now, 0, {});
}

bool CameraEncoder::card_due(base::MonotonicTime now) {
    hear_viewers();
    return is_apart(last_presentation_, now, kCardInterval) || keyframes_.asked_for(now);
}

void CameraEncoder::hear_viewers() {
    if (stream_.take_keyframe_request()) {
        keyframes_.ask();
    }
}

// Whether a picture is to go on air although it is the one that is.
bool CameraEncoder::picture_due(base::MonotonicTime at) {
    hear_viewers();
    return failing_ || keyframes_.due(at) ||
           (!keyframes_.due(at + kKeyframeSoon) && is_apart(last_presentation_, at, kUnchangedInterval));
}

bool CameraEncoder::put_on_air(base::MonotonicTime at, std::uint64_t origin_ns,
                               std::span<const std::uint8_t> unchanged) {
    const base::MonotonicTime last = last_presentation_;
    if (last != base::MonotonicTime::min()) {
        at = std::max(at, last + kPicturesApart);
    }
    hear_viewers();
    auto picture = encoder_->encode(picture_, at, keyframes_.due(at), unchanged);
    if (!picture.ok()) {
        if (!std::exchange(failing_, true)) {
            base::log_error(stream_.info().name + ": " + picture.error().message);
        }
        keyframes_.ask();
        return false;
    }
    failing_ = false;
    auto encoded = std::move(picture).value();
    if (encoded.keyframe) {
        keyframes_.on_keyframe(at);
    }
    last_presentation_ = at;
    bytes_ += encoded.bytes.size();
    stream_.publish(std::make_shared<const stream::AccessUnit>(
        stream::AccessUnit{std::move(encoded.bytes), encoded.keyframe, ++number_, at, origin_ns}));
    return true;
}

}  // namespace cordon::trusted::publish
