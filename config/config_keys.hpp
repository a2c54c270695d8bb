// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace cordon::config {

// Every key a configuration file may hold. config/cordon.example.yaml explains each; a test compares the two.

inline constexpr std::array<std::string_view, 12> kGatewayKeys{
    "rtspPort", "webPort",       "listenAddress",  "cameraNetwork", "encoderThreads", "keyframeInterval",
    "uidBase",  "controlSocket", "stateDirectory", "limits",        "cameraDefaults", "cameras"};

inline constexpr std::array<std::string_view, 1> kCameraNetworkKeys{"namespace"};

inline constexpr std::array<std::string_view, 4> kLimitsKeys{"largestAccessUnit", "replayLimit",
                                                             "largestPicture", "mostReferences"};

// Of one camera. cameraDefaults may hold all but the first kOwnKeys.
inline constexpr std::size_t kOwnKeys = 3;
inline constexpr std::array<std::string_view, 16> kCameraKeys{
    "source",         "title",        "tlsFingerprint", "username",    "password", "passwordFile",
    "picture",        "maxFrameRate", "preset",         "encoder",     "quality",  "maxBitrate",
    "noiseTolerance", "silenceLimit", "rtspTransport",  "tlsAuthority"};

}  // namespace cordon::config
