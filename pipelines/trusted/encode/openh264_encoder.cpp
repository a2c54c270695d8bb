// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/encode/openh264_encoder.hpp"

#include <chrono>
#include <string>

namespace cordon::trusted::encode {
namespace {

void describe_colour(SSpatialLayerConfig& layer, bool full_range, std::uint8_t code) {
    layer.bVideoSignalTypePresent = true;
    layer.uiVideoFormat = VF_UNDEF;
    layer.bFullRange = full_range;
    layer.bColorDescriptionPresent = true;
    layer.uiColorPrimaries = code;
    layer.uiTransferCharacteristics = code;
    layer.uiColorMatrix = code;
}

void configure(SEncParamExt& parameters, const EncoderSettings& settings,
               const boundary::FrameGeometry& geometry) {
    const bool cabac = settings.preset != boundary::EncoderPreset::kLive;
    parameters.iUsageType = CAMERA_VIDEO_REAL_TIME;
    parameters.iPicWidth = static_cast<int>(geometry.width());
    parameters.iPicHeight = static_cast<int>(geometry.height());
    parameters.fMaxFrameRate = static_cast<float>(settings.most_frames_per_second);
    parameters.iTargetBitrate = static_cast<int>(settings.most_kilobits_per_second * 1000);
    parameters.iRCMode = RC_OFF_MODE;
    parameters.iComplexityMode =
        settings.preset == boundary::EncoderPreset::kArchive ? MEDIUM_COMPLEXITY : LOW_COMPLEXITY;
    parameters.iTemporalLayerNum = 1;
    parameters.iSpatialLayerNum = 1;
    parameters.uiIntraPeriod = 0;
    parameters.iNumRefFrame = 1;
    parameters.eSpsPpsIdStrategy = CONSTANT_ID;
    parameters.iEntropyCodingModeFlag = cabac ? 1 : 0;
    parameters.bEnableFrameSkip = false;
    parameters.bEnableSceneChangeDetect = false;
    parameters.bEnableLongTermReference = false;
    parameters.bEnableBackgroundDetection = false;
    parameters.bEnableAdaptiveQuant = false;
    parameters.bEnableDenoise = false;
    parameters.iLoopFilterDisableIdc = 0;
    parameters.iMultipleThreadIdc = 1;
    SSpatialLayerConfig& layer = parameters.sSpatialLayers[0];
    layer.iVideoWidth = parameters.iPicWidth;
    layer.iVideoHeight = parameters.iPicHeight;
    layer.fFrameRate = parameters.fMaxFrameRate;
    layer.iSpatialBitrate = parameters.iTargetBitrate;
    layer.iMaxSpatialBitrate = UNSPECIFIED_BIT_RATE;
    layer.uiProfileIdc = cabac ? PRO_MAIN : PRO_BASELINE;
    layer.uiLevelIdc = LEVEL_UNKNOWN;
    layer.iDLayerQp = static_cast<int>(settings.quality);
    layer.sSliceArgument.uiSliceMode = SM_SINGLE_SLICE;
}

EncodedPicture collect(const SFrameBSInfo& info) {
    EncodedPicture picture;
    picture.keyframe = info.eFrameType == videoFrameTypeIDR;
    picture.bytes.reserve(static_cast<std::size_t>(info.iFrameSizeInBytes));
    for (int i = 0; i < info.iLayerNum; ++i) {
        const SLayerBSInfo& layer = info.sLayerInfo[i];
        int size = 0;
        for (int nal = 0; nal < layer.iNalCount; ++nal) {
            size += layer.pNalLengthInByte[nal];
        }
        const auto* bytes = reinterpret_cast<const std::byte*>(layer.pBsBuf);
        picture.bytes.insert(picture.bytes.end(), bytes, bytes + size);
    }
    return picture;
}

}  // namespace

void OpenH264Encoder::Destroy::operator()(ISVCEncoder* encoder) const {
    encoder->Uninitialize();
    WelsDestroySVCEncoder(encoder);
}

base::Result<std::unique_ptr<H264Encoder>> OpenH264Encoder::create(const EncoderSettings& settings,
                                                                   const boundary::FrameGeometry& geometry) {
    ISVCEncoder* made = nullptr;
    if (WelsCreateSVCEncoder(&made) != 0 || made == nullptr) {
        return base::Error{"OpenH264 gives no encoder"};
    }
    Handle encoder(made);
    int quiet = WELS_LOG_QUIET;
    encoder->SetOption(ENCODER_OPTION_TRACE_LEVEL, &quiet);
    SEncParamExt parameters{};
    encoder->GetDefaultParams(&parameters);
    configure(parameters, settings, geometry);
    describe_colour(parameters.sSpatialLayers[0], boundary::is_full_range(geometry.colours()),
                    colour_code(geometry.colours()));
    int format = videoFormatI420;
    if (encoder->InitializeExt(&parameters) != cmResultSuccess ||
        encoder->SetOption(ENCODER_OPTION_DATAFORMAT, &format) != cmResultSuccess) {
        return base::Error{"OpenH264 takes no pictures of " + std::to_string(geometry.width()) + "x" +
                           std::to_string(geometry.height()) + " pixels"};
    }
    return std::unique_ptr<H264Encoder>(new OpenH264Encoder(settings, std::move(encoder), parameters));
}

base::Result<EncodedPicture> OpenH264Encoder::encode_picture(const Request& request) {
    const auto quantiser = static_cast<int>(request.quantiser);
    if (parameters_.sSpatialLayers[0].iDLayerQp != quantiser) {
        parameters_.sSpatialLayers[0].iDLayerQp = quantiser;
        if (encoder_->SetOption(ENCODER_OPTION_SVC_ENCODE_PARAM_EXT, &parameters_) != cmResultSuccess) {
            return base::Error{"OpenH264 refuses another quantiser"};
        }
    }
    if (request.force_keyframe) {
        encoder_->ForceIntraFrame(true);
    }
    const boundary::FrameGeometry& geometry = request.frame.geometry();
    const auto planes = request.frame.planes();
    SSourcePicture source{};
    source.iColorFormat = videoFormatI420;
    source.iPicWidth = static_cast<int>(geometry.width());
    source.iPicHeight = static_cast<int>(geometry.height());
    source.uiTimeStamp =
        std::chrono::floor<std::chrono::milliseconds>(request.presentation.time_since_epoch()).count();
    for (std::size_t plane = 0; plane < planes.size(); ++plane) {
        source.pData[plane] = planes[plane];
        source.iStride[plane] =
            static_cast<int>(plane == 0 ? geometry.luma_stride() : geometry.chroma_stride());
    }
    SFrameBSInfo info{};
    if (encoder_->EncodeFrame(&source, &info) != cmResultSuccess || info.eFrameType == videoFrameTypeSkip ||
        info.eFrameType == videoFrameTypeInvalid) {
        return base::Error{"OpenH264 made nothing of a picture"};
    }
    return collect(info);
}

}  // namespace cordon::trusted::encode
