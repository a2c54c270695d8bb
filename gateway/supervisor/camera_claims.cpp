// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/supervisor/camera_claims.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "gateway/boundary/access_unit_header.hpp"

namespace cordon::supervisor {
namespace {

using boundary::read_once;

constexpr std::uint64_t kLargestSide = 16384;  // pixels; no codec in use goes beyond

}  // namespace

std::optional<ReceiverClaims> read_claims(const boundary::ReceiverStatus& status) {
    constexpr std::array<std::string_view, boundary::kVideoCodecs + 1> kCodecs{"", "H.264", "H.265", "MJPEG",
                                                                               "MPEG-4"};
    static_assert(static_cast<std::size_t>(boundary::VideoCodec::kH264) == 1 &&
                  static_cast<std::size_t>(boundary::VideoCodec::kH265) == 2 &&
                  static_cast<std::size_t>(boundary::VideoCodec::kMjpeg) == 3 &&
                  static_cast<std::size_t>(boundary::VideoCodec::kMpeg4) == 4);
    const std::uint64_t state = read_once(status.state);
    const std::uint64_t codec = read_once(status.codec);
    const std::uint64_t transport = read_once(status.transport);
    const std::uint64_t authentication = read_once(status.authentication);
    const std::uint64_t oddities = read_once(status.oddities);
    if (state >= boundary::kReceiverStates || codec >= kCodecs.size() ||
        transport >= boundary::kCameraTransports || authentication >= boundary::kCameraAuthentications ||
        oddities >> boundary::kCameraOddities != 0) {
        return std::nullopt;
    }
    std::array<std::uint64_t, 4> certificate{};
    std::ranges::transform(status.certificate, certificate.begin(), read_once);
    return ReceiverClaims{.state = static_cast<boundary::ReceiverState>(state),
                          .codec = kCodecs[static_cast<std::size_t>(codec)],
                          .state_since_ns = read_once(status.state_since_ns),
                          .transport = static_cast<boundary::CameraTransport>(transport),
                          .authentication = static_cast<boundary::CameraAuthentication>(authentication),
                          .oddities = oddities,
                          .keyframe_interval_ms = read_once(status.keyframe_interval_ms),
                          .certificate = std::bit_cast<boundary::CertificateFingerprint>(certificate)};
}

std::optional<DecoderClaims> read_claims(const boundary::DecoderStatus& status) {
    const std::uint64_t colours = read_once(status.camera_colours);
    const DecoderClaims claims{.camera_width = read_once(status.camera_width),
                               .camera_height = read_once(status.camera_height),
                               .camera_colours = boundary::colours_numbered(colours)};
    if (claims.camera_width > kLargestSide || claims.camera_height > kLargestSide ||
        (colours != 0 && !claims.camera_colours)) {
        return std::nullopt;
    }
    return claims;
}

std::string_view name_of(boundary::ReceiverState state) {
    using State = boundary::ReceiverState;
    switch (state) {
        case State::kStarting:
            return "starting";
        case State::kConnecting:
            return "connecting";
        case State::kStreaming:
            return "streaming";
        case State::kUnreachable:
            return "unreachable";
        case State::kRefused:
            return "refused";
        case State::kAuthenticationFailed:
            return "authenticationFailed";
        case State::kNotFound:
            return "notFound";
        case State::kUnsupportedCodec:
            return "unsupportedCodec";
        case State::kNoFrames:
            return "noFrames";
        case State::kProtocolError:
            return "protocolError";
        case State::kDisconnected:
            return "disconnected";
        case State::kLockedOut:
            return "lockedOut";
        case State::kSessionLimit:
            return "sessionLimit";
        case State::kRedirected:
            return "redirected";
        case State::kNoTransport:
            return "noTransport";
        case State::kFrozen:
            return "frozen";
        case State::kUntrusted:
            return "untrusted";
    }
    return "starting";
}

}  // namespace cordon::supervisor
