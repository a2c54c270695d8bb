// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/camera_slot.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "gateway/boundary/colours.hpp"
#include "gateway/supervisor/camera_claims.hpp"
#include "gateway/supervisor/camera_fact_words.hpp"
#include "gateway/supervisor/state_words.hpp"

namespace cordon::supervisor {
namespace {

using boundary::read_once;

constexpr int kPipeBytes = 1 << 20;
// Pictures that find the decoder behind, for the camera to be called late.
constexpr std::uint64_t kLateOneIn = 10;
constexpr std::uint64_t kNoPictureAfterMs = 2000;
constexpr std::uint64_t kLongestUntakenNs = 2'000'000'000;
// Where the machine is short a decoder may wait for its camera's next keyframe.
constexpr std::uint64_t kNoPictureWhileShortMs = 6000;

struct Pipe {
    base::UniqueFd reader;
    base::UniqueFd writer;
};

base::Result<Pipe> create_access_unit_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return base::Error::from_errno("make an access-unit pipe");
    }
    Pipe pipe{base::UniqueFd(ends[0]), base::UniqueFd(ends[1])};
    // An ordinary user with many cameras may not have so large a one: then the receiver's queue is used
    // sooner.
    static_cast<void>(::fcntl(pipe.writer.get(), F_SETPIPE_SZ, kPipeBytes));
    return pipe;
}

}  // namespace

base::Result<std::unique_ptr<CameraSlot>> CameraSlot::create(const Surroundings& surroundings,
                                                             const LaunchPlan& plan,
                                                             const config::CameraConfig& config,
                                                             std::size_t number, NetworkPlace network) {
    CORDON_TRY(auto ring, boundary::RingMemory::create(config.picture));
    return std::unique_ptr<CameraSlot>(
        new CameraSlot(surroundings, plan, config, number, network, std::move(ring)));
}

CameraSlot::CameraSlot(const Surroundings& surroundings, const LaunchPlan& plan,
                       const config::CameraConfig& config, std::size_t number, NetworkPlace network,
                       boundary::RingMemory ring)
    : surroundings_(surroundings),
      plan_(plan),
      config_(config),
      number_(number),
      network_(network),
      ring_(std::move(ring)),
      receiver_(surroundings, "cordon-receive", config.name + "/receive", [this] { receiver_ended(); }),
      decoder_(surroundings, "cordon-decode", config.name + "/decode", [this] { decoder_ended(); }) {}

base::Result<> CameraSlot::start() {
    CORDON_TRY_VOID(receiver_.start_first([this] { return start_receiver(); }));
    return decoder_.start_first([this] { return start_decoder(); });
}

base::Result<> CameraSlot::start_receiver() {
    CORDON_TRY(auto channel, boundary::DescriptorChannel::create());
    CORDON_TRY(page_, boundary::StatusPage<boundary::ReceiverStatus>::create());
    CORDON_TRY(const auto record, boundary::write_launch_record(plan_.receiver(number_)));
    CORDON_TRY_VOID(
        receiver_.start({{.ours = record.get(), .theirs = boundary::kLaunchRecordFd},
                         {.ours = channel.receiver.get(), .theirs = boundary::kReceiverDescriptorChannelFd},
                         {.ours = page_->writer.get(), .theirs = boundary::kReceiverStatusFd}},
                        network_));
    page_->writer.reset();
    channel_ = std::move(channel.sender);
    if (const auto share = std::exchange(decoding_share_, boundary::kWholeGroups);
        share != boundary::kWholeGroups) {
        set_decoding_share(share);
    }
    return {};
}

base::Result<> CameraSlot::start_decoder() {
    // What a decoder that was killed for lying left behind is not its successor's claim.
    if (!read_claims(ring_.decoder_status())) {
        CORDON_TRY_VOID(ring_.clear_decoder_status());
    }
    CORDON_TRY(const auto pipe, create_access_unit_pipe());
    CORDON_TRY(const auto record, boundary::write_launch_record(plan_.decoder(number_)));
    CORDON_TRY_VOID(decoder_.start({{.ours = record.get(), .theirs = boundary::kLaunchRecordFd},
                                    {.ours = pipe.reader.get(), .theirs = boundary::kDecoderPipeFd},
                                    {.ours = ring_.writer_fd(), .theirs = boundary::kDecoderRingFd}},
                                   {.kind = NetworkPlace::Kind::kEmpty}));
    // Where this fails the decoder finds its pipe closed and ends, to be replaced like any other.
    return boundary::send_descriptor(channel_.get(), pipe.writer.get());
}

base::Result<> CameraSlot::renew_ring() {
    CORDON_TRY(ring_, boundary::RingMemory::create(config_.picture));
    decoder_.kill();  // What it still writes goes into the old one.
    return {};
}

std::optional<CameraObservation> CameraSlot::observe() const {
    return page_ ? read_observation(page_->read(), ring_.decoder_status()) : std::nullopt;
}

void CameraSlot::act() {
    if (!replacing_) {
        return;
    }
    receiver_.start_if_due([this] { return start_receiver(); });
    if (receiver_.is_running()) {
        decoder_.start_if_due([this] { return start_decoder(); });
    }
}

std::optional<base::MonotonicTime> CameraSlot::due() const {
    if (!replacing_) {
        return std::nullopt;
    }
    return receiver_.is_running() ? decoder_.due() : receiver_.due();
}

void CameraSlot::receiver_ended() {
    channel_.reset();
    decoder_.kill();
}

void CameraSlot::decoder_ended() {
    // A receiver that died took its decoder's pipe along, and both ends may be seen in either order.
    receiver_.look();
}

bool CameraSlot::is_overloaded() const {
    return keeping_up_.is_short() ||
           (decoding_share_ != boundary::kWholeGroups && keeping_up_.was_short_lately());
}

bool CameraSlot::is_streaming() const {
    const auto claims = page_ ? read_claims(page_->read()) : std::nullopt;
    return receiver_.is_running() && claims && claims->state == boundary::ReceiverState::kStreaming;
}

std::uint64_t CameraSlot::access_units() const {
    return page_ ? read_once(page_->read().access_units) : 0;
}

bool CameraSlot::is_sending() {
    const bool sends = sending_.sample(surroundings_.clock.now(), access_units(), frames_in_.per_second());
    return sends && receiver_.is_running();
}

// A channel that takes nothing more is a receiver that hangs: it is told again when the share changes.
void CameraSlot::set_decoding_share(std::uint8_t percent) {
    if (receiver_.is_running() && std::exchange(decoding_share_, percent) != percent) {
        (void)boundary::send_decoding_share(channel_.get(), percent);
    }
}

void CameraSlot::tick(const Published& published) {
    receiver_.tick();
    decoder_.tick();
    const auto now = surroundings_.clock.now();
    const std::uint64_t came = access_units();
    frames_in_.sample(now, came);
    const std::uint64_t encoded = read_once(published.camera.frames_out);
    const std::uint64_t done = encoded + read_once(published.camera.frames_unchanged);
    frames_out_.sample(now, encoded);
    frames_shown_.sample(now, done);
    keeping_up_.sample(now, done,
                       read_once(published.camera.frames_lost) + read_once(published.camera.frames_skipped) +
                           (page_ ? read_once(page_->read().dropped) : 0));
    const std::uint64_t late = page_ ? read_once(page_->read().late) : 0;
    is_late_ = late > late_ && (late - late_) * kLateOneIn > came - access_units_;
    end_what_hangs(came > access_units_);
    access_units_ = came;
    late_ = late;
    const boundary::DecoderStatus& decoder = ring_.decoder_status();
    health_.sample(now, {.access_units = read_once(decoder.access_units),
                         .damaged = read_once(decoder.damaged),
                         .frames = done,
                         .changes = read_once(published.camera.frames_changed)});
    auto shown = state(published);
    if (std::exchange(shown_state_, shown) != shown) {
        shown_since_ = now;
    }
    if (receiver_.is_running() && !read_claims(page_->read())) {
        receiver_.kill_as_malformed("a state or codec that does not exist");
    }
    if (decoder_.is_running() && !read_claims(ring_.decoder_status())) {
        decoder_.kill_as_malformed("a picture larger than any, or colours that do not exist");
    }
}

// A decoder is looked at while the receiver says that pictures come and that one has waited for it for long:
// else there may be nothing to do, for as long as a camera's group of pictures lasts.
void CameraSlot::end_what_hangs(bool units_came) {
    const std::uint64_t beats = page_ ? read_once(page_->read().beats) : 0;
    if (beating_.sample(beats, receiver_.is_running() && beats > 0) >= Standstill::kTooLong) {
        receiver_.kill_as_hanging();
    }
    const std::uint64_t untaken = page_ ? read_once(page_->read().untaken_since_ns) : 0;
    const std::uint64_t now = base::to_nanoseconds(surroundings_.clock.now());
    const bool waits = units_came && untaken != 0 && untaken + kLongestUntakenNs < now;
    if (decoding_.sample(read_once(ring_.decoder_status().access_units), decoder_.is_running() && waits) >=
        Standstill::kTooLong) {
        decoder_.kill_as_hanging();
    }
}

std::string CameraSlot::state(const Published& published) const {
    if (!receiver_.is_running()) {
        return page_ ? "restarting" : "starting";
    }
    const auto claims = read_claims(page_->read());
    if (claims && claims->state == boundary::ReceiverState::kStreaming) {
        if (!decoder_.is_running()) {
            return "decoderRestarting";
        }
        if (health_.is_damaged()) {
            return "decodingErrors";
        }
        const auto patience = is_overloaded() ? kNoPictureWhileShortMs : kNoPictureAfterMs;
        if (const auto age = age_ms(published.camera); !age || *age > patience) {
            return published.is_serving ? "noPicture" : "notPublished";
        }
        if (health_.is_frozen()) {
            return "frozen";
        }
        if (is_overloaded()) {
            return "overloaded";
        }
    }
    return std::string(claims ? name_of(claims->state) : "restarting");
}

std::optional<std::uint64_t> CameraSlot::age_ms(const boundary::PublishedCameraStatus& published) const {
    const std::uint64_t last = read_once(published.last_frame_ns);
    const std::uint64_t now = base::to_nanoseconds(surroundings_.clock.now());
    return last == 0 ? std::nullopt : std::optional(last < now ? (now - last) / 1'000'000 : 0);
}

CameraStatus CameraSlot::status(const Published& view) const {
    const boundary::PublishedCameraStatus& published = view.camera;
    CameraStatus status;
    status.name = config_.name;
    status.title = config_.title;
    status.width = config_.picture.width();
    status.height = config_.picture.height();
    status.colours = boundary::name_of(config_.picture.colours());
    status.last_frame_age_ms = age_ms(published);
    status.state = state(view);
    status.reason = words_of(status.state).reason;
    status.advice = words_of(status.state).advice;
    if (status.state == shown_state_) {
        status.state_seconds =
            std::chrono::duration<double>(surroundings_.clock.now() - shown_since_).count();
    }
    status.frames_in_per_second = receiver_.is_running() ? frames_in_.per_second() : 0;
    status.frames_out_per_second = frames_out_.per_second();
    status.frames_shown_per_second = frames_shown_.per_second();
    status.viewers = read_once(published.viewers);
    status.latency_p50_us = read_once(published.latency_p50_us);
    status.latency_p99_us = read_once(published.latency_p99_us);
    status.receiver_restarts = receiver_.restarts();
    status.decoder_restarts = decoder_.restarts();
    status.malformed = receiver_.malformed() + decoder_.malformed();
    status.receiver_pid = static_cast<std::uint64_t>(receiver_.pid());
    status.decoder_pid = static_cast<std::uint64_t>(decoder_.pid());
    status.frames_in = read_once(published.frames_in);
    status.frames_out = read_once(published.frames_out);
    status.frames_unchanged = read_once(published.frames_unchanged);
    status.frames_lost = read_once(published.frames_lost);
    status.frames_skipped = read_once(published.frames_skipped);
    status.bytes_out = read_once(published.bytes_out);
    const boundary::DecoderStatus& decoder = ring_.decoder_status();
    if (const auto claims = read_claims(decoder)) {
        status.camera_width = claims->camera_width;
        status.camera_height = claims->camera_height;
        if (claims->camera_colours) {
            status.camera_colours = boundary::name_of(*claims->camera_colours);
        }
    }
    status.frames_decoded = read_once(decoder.frames);
    status.damaged = read_once(decoder.damaged);
    status.frames_withheld = read_once(decoder.dropped);
    if (page_) {
        const boundary::ReceiverStatus& receiver = page_->read();
        if (const auto claims = read_claims(receiver)) {
            status.codec = claims->codec;
            status.transport = words_for(claims->transport).name;
            status.authentication = words_for(claims->authentication).name;
            for (const FactWords& oddity : words_for_oddities(claims->oddities)) {
                status.oddities.emplace_back(oddity.name);
            }
            status.keyframe_interval_ms = claims->keyframe_interval_ms;
        }
        const std::uint64_t next = read_once(receiver.next_try_ns);
        const std::uint64_t now = base::to_nanoseconds(surroundings_.clock.now());
        if (next > now && receiver_.is_running()) {
            status.next_try_seconds = (next - now) / 1'000'000'000;
        }
        status.sessions = read_once(receiver.sessions);
        status.access_units = read_once(receiver.access_units);
        status.lost_packets = read_once(receiver.lost_packets);
        status.access_units_dropped = read_once(receiver.dropped);
    }
    return status;
}

}  // namespace cordon::supervisor
