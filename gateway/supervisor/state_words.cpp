// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/state_words.hpp"

#include <algorithm>
#include <array>

namespace cordon::supervisor {
namespace {

constexpr std::array kStates{
    StateWords{"streaming", "live", "", ""},
    StateWords{"starting", "starting", "", ""},
    StateWords{"connecting", "connecting", "", ""},
    StateWords{"restarting", "restarting", "Cordon's receiver for this camera ended and is started anew",
               "If it goes on, look into the log for its name."},
    StateWords{"decoderRestarting", "decoder restarting",
               "the decoder ended, as it does on pictures beyond its limits, and is started anew",
               "If it goes on, look into the log, and compare limits with what the camera sends."},
    StateWords{"unreachable", "camera unreachable", "nothing answers at the camera's address",
               "Check its power, cable and address, and that cameraNetwork is the network it is in."},
    StateWords{"refused", "camera refuses", "the camera's address refuses the connection",
               "Check the port in source, that RTSP is switched on in the camera, and how many it serves."},
    StateWords{"authenticationFailed", "wrong user or password",
               "the camera refuses the user name and password, or asks for one and none is configured",
               "Check username and password. Cordon waits long before it tries again, since cameras lock "
               "accounts; restart it once they are right."},
    StateWords{"lockedOut", "camera locked us out",
               "the camera refused the password and now lets nobody in from here",
               "Correct username and password, then wait for the lock to end, half an hour as a rule, or "
               "restart the camera."},
    StateWords{"untrusted", "certificate not trusted",
               "the camera shows another certificate than the one that is trusted, so nothing was said to it",
               "If the camera's certificate was changed, see it with cordon probe and put it into "
               "tlsFingerprint; if not, find out who answers at its address."},
    StateWords{"sessionLimit", "camera has no session free", "the camera serves as many as it can",
               "End other clients of the camera, such as an old recorder, or raise its limit."},
    StateWords{"redirected", "camera sends us elsewhere",
               "the camera answers with another address, where Cordon never goes",
               "Make that address the camera's source if you trust it."},
    StateWords{"noTransport", "no way to send allowed", "the camera sends by no way that is allowed",
               "Set rtspTransport to auto, or to what the camera can do."},
    StateWords{"notFound", "no such path on camera", "the camera knows no stream by this path",
               "Check the path in source; the camera's manual or cordon probe tells it."},
    StateWords{"unsupportedCodec", "codec not supported",
               "the camera offers no video of a codec that Cordon decodes",
               "Set the camera, or its second stream, to H.264 or H.265."},
    StateWords{"noFrames", "camera sends no frames", "the session is up and no whole picture comes",
               "Look at the camera's own page; where that shows a picture, try another rtspTransport."},
    StateWords{"noPicture", "no picture decoded", "packets come and no picture can be made of them",
               "Compare limits with the picture's size, and look into the log."},
    StateWords{"notPublished", "not published",
               "Cordon's own publisher, which shows the pictures of all cameras, is down or hangs",
               "It is started anew by itself; if it goes on, look into the log for publish."},
    StateWords{"frozen", "picture frozen", "pictures come, and every one is the same to the last bit",
               "Restart the camera: its sensor or its encoder hangs."},
    StateWords{"overloaded", "overloaded",
               "this machine cannot decode and encode all that its cameras send, so pictures are left out",
               "Give it fewer cameras or more processors, or set cameras to fewer or smaller pictures."},
    StateWords{"decodingErrors", "pictures broken", "most of what comes is broken",
               "Check the network to the camera for losses, and try rtspTransport: tcp."},
    StateWords{"protocolError", "camera speaks no RTSP",
               "what the camera says is not RTSP that can be understood",
               "Check address and port in source; the log tells what was wrong."},
    StateWords{"disconnected", "camera hung up", "the camera closed the connection",
               "If it goes on, see whether the camera restarts, or serves too many."},
};
constexpr StateWords kUnknown{"", "unknown", "", ""};

}  // namespace

const StateWords& words_of(std::string_view state) {
    const auto* const found = std::ranges::find(kStates, state, &StateWords::state);
    return found == kStates.end() ? kUnknown : *found;
}

std::span<const StateWords> all_state_words() {
    return kStates;
}

}  // namespace cordon::supervisor
