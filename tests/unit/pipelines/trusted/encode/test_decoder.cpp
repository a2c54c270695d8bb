// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/pipelines/trusted/encode/test_decoder.hpp"

#include <array>
#include <cstring>

#include "gateway/base/invariant.hpp"

namespace cordon::tests {

void TestDecoder::Destroy::operator()(ISVCDecoder* decoder) const {
    decoder->Uninitialize();
    WelsDestroyDecoder(decoder);
}

TestDecoder::TestDecoder() {
    ISVCDecoder* made = nullptr;
    CORDON_INVARIANT(WelsCreateDecoder(&made) == 0, "OpenH264 has a decoder");
    decoder_.reset(made);
    SDecodingParam parameters{};
    parameters.sVideoProperty.eVideoBsType = VIDEO_BITSTREAM_AVC;
    parameters.eEcActiveIdc = ERROR_CON_DISABLE;
    CORDON_INVARIANT(decoder_->Initialize(&parameters) == 0, "and it starts");
}

bool TestDecoder::decode(std::span<const std::byte> access_unit, trusted::encode::Frame& frame) {
    std::array<std::uint8_t*, 3> planes{};
    SBufferInfo info{};
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(access_unit.data());
    auto state =
        decoder_->DecodeFrameNoDelay(bytes, static_cast<int>(access_unit.size()), planes.data(), &info);
    if (state == dsErrorFree && info.iBufferStatus != 1) {
        // Above baseline this decoder waits for B-frames, whatever the stream says.
        state = decoder_->FlushFrame(planes.data(), &info);
    }
    const auto& geometry = frame.geometry();
    const SSysMEMBuffer& picture = info.UsrData.sSystemBuffer;
    if (state != dsErrorFree || info.iBufferStatus != 1 ||
        picture.iWidth != static_cast<int>(geometry.width()) ||
        picture.iHeight != static_cast<int>(geometry.height())) {
        return false;
    }
    for (std::uint32_t row = 0; row < geometry.height(); ++row) {
        std::memcpy(frame.planes()[0] + row * geometry.luma_stride(),
                    planes[0] + static_cast<std::size_t>(row) * static_cast<std::size_t>(picture.iStride[0]),
                    geometry.width());
    }
    return true;
}

}  // namespace cordon::tests
