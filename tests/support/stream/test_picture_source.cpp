// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/stream/test_picture_source.hpp"

#include <algorithm>

#include <wels/codec_api.h>

#include "gateway/base/invariant.hpp"

namespace cordon::tests {

struct TestPictureSource::Encoder {
    Encoder(std::uint32_t width, std::uint32_t height, std::uint32_t frames_per_second) {
        CORDON_INVARIANT(WelsCreateSVCEncoder(&handle) == 0, "OpenH264 makes an encoder");
        SEncParamExt parameters{};
        handle->GetDefaultParams(&parameters);
        parameters.iUsageType = CAMERA_VIDEO_REAL_TIME;
        parameters.iPicWidth = static_cast<int>(width);
        parameters.iPicHeight = static_cast<int>(height);
        parameters.fMaxFrameRate = static_cast<float>(frames_per_second);
        parameters.iRCMode = RC_OFF_MODE;
        parameters.uiIntraPeriod = 2 * frames_per_second;
        parameters.iMultipleThreadIdc = 1;
        parameters.bEnableFrameSkip = false;
        parameters.eSpsPpsIdStrategy = CONSTANT_ID;  // parameter sets stay the same from keyframe to keyframe
        parameters.sSpatialLayers[0].iVideoWidth = parameters.iPicWidth;
        parameters.sSpatialLayers[0].iVideoHeight = parameters.iPicHeight;
        parameters.sSpatialLayers[0].fFrameRate = parameters.fMaxFrameRate;
        parameters.sSpatialLayers[0].iDLayerQp = 30;
        parameters.sSpatialLayers[0].uiProfileIdc = PRO_BASELINE;
        CORDON_INVARIANT(handle->InitializeExt(&parameters) == 0, "OpenH264 takes the parameters");
    }
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;
    ~Encoder() {
        handle->Uninitialize();
        WelsDestroySVCEncoder(handle);
    }
    ISVCEncoder* handle = nullptr;
};

TestPictureSource::TestPictureSource(std::uint32_t width, std::uint32_t height,
                                     std::uint32_t frames_per_second)
    : width_(width),
      height_(height),
      picture_(std::size_t{width} * height * 3 / 2, 128),
      encoder_(std::make_unique<Encoder>(width, height, frames_per_second)) {}

TestPictureSource::~TestPictureSource() = default;

void TestPictureSource::paint() {
    const std::uint32_t bar_width = width_ / 10;
    const auto bar = static_cast<std::uint32_t>(number_ * 8 % (width_ - bar_width));
    for (std::uint32_t y = 0; y < height_; ++y) {
        const auto row = picture_.begin() + std::ptrdiff_t{width_} * y;
        std::fill_n(row, width_, static_cast<std::uint8_t>(40 + 100 * y / height_));
        std::fill_n(row + bar, bar_width, std::uint8_t{220});
    }
}

trusted::stream::AccessUnitPtr TestPictureSource::next(base::MonotonicTime now, bool keyframe) {
    ++number_;
    paint();
    if (keyframe) {
        encoder_->handle->ForceIntraFrame(true);
    }
    SSourcePicture source{};
    source.iPicWidth = static_cast<int>(width_);
    source.iPicHeight = static_cast<int>(height_);
    source.iColorFormat = videoFormatI420;
    source.iStride[0] = source.iPicWidth;
    source.iStride[1] = source.iStride[2] = source.iPicWidth / 2;
    source.pData[0] = picture_.data();
    source.pData[1] = source.pData[0] + std::size_t{width_} * height_;
    source.pData[2] = source.pData[1] + std::size_t{width_} * height_ / 4;
    source.uiTimeStamp =
        std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
    SFrameBSInfo info{};
    CORDON_INVARIANT(encoder_->handle->EncodeFrame(&source, &info) == 0, "OpenH264 encodes every picture");
    auto access_unit = std::make_shared<trusted::stream::AccessUnit>();
    for (int i = 0; i < info.iLayerNum; ++i) {
        const SLayerBSInfo& layer = info.sLayerInfo[i];
        int size = 0;
        for (int nal = 0; nal < layer.iNalCount; ++nal) {
            size += layer.pNalLengthInByte[nal];
        }
        const auto* begin = reinterpret_cast<const std::byte*>(layer.pBsBuf);
        access_unit->bytes.insert(access_unit->bytes.end(), begin, begin + size);
    }
    access_unit->keyframe = info.eFrameType == videoFrameTypeIDR;
    access_unit->number = number_;
    access_unit->presentation = now;
    access_unit->origin_ns = base::to_nanoseconds(now);
    return access_unit;
}

}  // namespace cordon::tests
