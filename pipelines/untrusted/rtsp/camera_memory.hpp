// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pipelines/untrusted/rtsp/transport_choice.hpp"

namespace cordon::untrusted::rtsp {

// What one session learns of a camera that the next one should know. Lives as long as the receiver.
struct CameraMemory {
    TransportChoice transport;
    bool needs_other_tracks = false;  // it plays only once all its tracks are set up

    // A session played and no packet came. Another way is tried, and when all have been, with all tracks.
    void on_silence() {
        if (!transport.fall_back()) {
            needs_other_tracks = !needs_other_tracks;
        }
    }
};

}  // namespace cordon::untrusted::rtsp
