// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>

#include "config/gateway_config.hpp"
#include "gateway/base/shortfall_meter.hpp"
#include "gateway/boundary/descriptor_channel.hpp"
#include "gateway/boundary/ring_memory.hpp"
#include "gateway/boundary/status_page.hpp"
#include "gateway/supervisor/camera_observation.hpp"
#include "gateway/supervisor/child_slot.hpp"
#include "gateway/supervisor/launch_plan.hpp"
#include "gateway/supervisor/picture_health.hpp"
#include "gateway/supervisor/rate_meter.hpp"
#include "gateway/supervisor/sending_meter.hpp"
#include "gateway/supervisor/standstill.hpp"
#include "gateway/supervisor/status_snapshot.hpp"

namespace cordon::supervisor {

// What the publisher says of one camera, and whether it is at work at all.
struct Published {
    const boundary::PublishedCameraStatus& camera;
    bool is_serving;
};

// One camera: its ring, its receiver and its decoder, and how each is replaced. A decoder that died costs a
// decoder and a pipe, whose write end goes to the living receiver; a receiver that died costs both. The ring
// outlives them all, so the publisher never notices more than a pause.
class CameraSlot {
public:
    // `plan` is borrowed; `number` is the camera's in the configuration; `network` is where its receiver
    // goes.
    static base::Result<std::unique_ptr<CameraSlot>> create(const Surroundings& surroundings,
                                                            const LaunchPlan& plan,
                                                            const config::CameraConfig& config,
                                                            std::size_t number, NetworkPlace network);

    // Both, for the first time.
    base::Result<> start();
    // Starts what is due. What cannot be started is due again later.
    void act();
    [[nodiscard]] std::optional<base::MonotonicTime> due() const;
    // About once a second: reads what the children claim, and kills one whose claims cannot be true.
    void tick(const Published& published);
    // Whether, in the second before the last tick, its decoder was behind with what the camera sends.
    [[nodiscard]] bool is_late() const { return is_late_; }
    // Whether its receiver says that pictures come.
    [[nodiscard]] bool is_streaming() const;
    // Whether pictures come just now, by what its receiver claims. Call ten times a second, as what is
    // between two calls is all that it sees.
    [[nodiscard]] bool is_sending();
    // See DecodingShare; in percent.
    void set_decoding_share(std::uint8_t percent);
    [[nodiscard]] CameraStatus status(const Published& view) const;

    [[nodiscard]] int ring_reader_fd() const { return ring_.reader_fd(); }
    // A ring for the configuration's picture, which has changed, and a decoder to fill it: the receiver plays
    // on. Only while nobody reads the old one.
    base::Result<> renew_ring();

    // What its children claim now. Nothing before the first start, or where it cannot be true.
    [[nodiscard]] std::optional<CameraObservation> observe() const;
    [[nodiscard]] ChildSlot& receiver() { return receiver_; }
    [[nodiscard]] ChildSlot& decoder() { return decoder_; }
    // From now on nothing is started any more.
    void stop_replacing() { replacing_ = false; }

private:
    CameraSlot(const Surroundings& surroundings, const LaunchPlan& plan, const config::CameraConfig& config,
               std::size_t number, NetworkPlace network, boundary::RingMemory ring);
    base::Result<> start_receiver();
    base::Result<> start_decoder();
    void end_what_hangs(bool units_came);
    void receiver_ended();
    void decoder_ended();
    // Since a picture of it was last published.
    [[nodiscard]] std::optional<std::uint64_t> age_ms(const boundary::PublishedCameraStatus& published) const;
    // That its receiver claims to have had of the camera.
    [[nodiscard]] std::uint64_t access_units() const;
    // Pictures are left out, for more than a hiccup.
    [[nodiscard]] bool is_overloaded() const;
    [[nodiscard]] std::string state(const Published& published) const;

    Surroundings surroundings_;
    const LaunchPlan& plan_;
    const config::CameraConfig& config_;
    std::size_t number_;
    NetworkPlace network_;
    bool replacing_ = true;
    boundary::RingMemory ring_;
    std::optional<boundary::StatusPage<boundary::ReceiverStatus>> page_;  // of the receiver that runs
    base::UniqueFd channel_;                                              // down to it
    std::uint8_t decoding_share_ = boundary::kWholeGroups;
    std::uint64_t access_units_ = 0;  // at the last tick, as the next
    std::uint64_t late_ = 0;
    bool is_late_ = false;
    SendingMeter sending_;
    Standstill beating_;   // the receiver
    Standstill decoding_;  // the decoder, while it has something to take
    PictureHealth health_;
    std::string shown_state_;  // at the last tick
    base::MonotonicTime shown_since_;
    RateMeter frames_in_;
    RateMeter frames_out_;
    RateMeter frames_shown_;
    base::ShortfallMeter keeping_up_;
    ChildSlot receiver_;
    ChildSlot decoder_;
};

}  // namespace cordon::supervisor
