// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/camera_observation.hpp"

#include "gateway/supervisor/camera_claims.hpp"

namespace cordon::supervisor {

using boundary::read_once;

std::optional<CameraObservation> read_observation(const boundary::ReceiverStatus& receiver,
                                                  const boundary::DecoderStatus& decoder) {
    const auto session = read_claims(receiver);
    const auto pictures = read_claims(decoder);
    if (!session || !pictures) {
        return std::nullopt;
    }
    return CameraObservation{.state = session->state,
                             .codec = session->codec,
                             .transport = session->transport,
                             .authentication = session->authentication,
                             .oddities = session->oddities,
                             .keyframe_interval_ms = session->keyframe_interval_ms,
                             .certificate = session->certificate,
                             .access_units = read_once(receiver.access_units),
                             .bytes = read_once(receiver.bytes),
                             .lost_packets = read_once(receiver.lost_packets),
                             .frames = read_once(decoder.frames),
                             .damaged = read_once(decoder.damaged),
                             .camera_width = pictures->camera_width,
                             .camera_height = pictures->camera_height,
                             .camera_colours = pictures->camera_colours};
}

}  // namespace cordon::supervisor
