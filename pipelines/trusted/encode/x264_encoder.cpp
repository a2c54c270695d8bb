// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/trusted/encode/x264_encoder.hpp"

#include <algorithm>
#include <string>

extern "C" {
#include <x264.h>
}

namespace cordon::trusted::encode {
namespace {

using boundary::EncoderPreset;

constexpr int kCoarsest = RateCeiling::kCoarsest;

// What a preset means to x264. `above` is added to a quality, so that it comes to the PSNR OpenH264 has with
// it on surveillance clips.
struct Tuning {
    const char* preset;
    const char* profile;
    int subpixel_search;  // x264's subme
    int above;
};

Tuning tuning_of(EncoderPreset preset) {
    // Whole samples only (0), so that x264 keeps no pictures of half samples, four times what there is to
    // read and write: with many cameras in turn none of it is in a cache any more (decision 0025).
    if (preset == EncoderPreset::kLive) {
        return {"ultrafast", "baseline", 0, 1};
    }
    if (preset == EncoderPreset::kBalanced) {
        return {"ultrafast", "main", 0, 1};
    }
    // One step less than "faster" itself: 1 % more bits for 15 % less time.
    return {"faster", "high", 3, 2};
}

int x264_quantiser(std::uint32_t quantiser, EncoderPreset preset, bool keyframe) {
    // All that follows is predicted from a keyframe: five steps better are paid back.
    constexpr int kKeyframeBonus = 5;
    const int wanted =
        static_cast<int>(quantiser) + tuning_of(preset).above - (keyframe ? kKeyframeBonus : 0);
    return std::clamp(wanted, 1, kCoarsest);
}

// Every picture brings its quantiser with it; x264 clips it to what its constants for I and B pictures would
// be, and lets those be 20 steps (a factor of 10) away. From a quality of 15 on all up to the coarsest are
// within reach, below that 36 steps at least.
void leave_quantiser_to_pictures(x264_param_t& parameters, const EncoderSettings& settings) {
    constexpr int kReach = 20;
    parameters.rc.i_rc_method = X264_RC_CQP;
    parameters.rc.i_qp_constant =
        std::min(x264_quantiser(settings.quality, settings.preset, true) + kReach, kCoarsest - kReach);
    parameters.rc.f_ip_factor = 10;
    parameters.rc.f_pb_factor = 10;
}

// The bits are the same with x264's AVX-512 and without. Intel's processors take 5 to 10 % more time with it,
// AMD's less (decision 0028).
bool avx512_pays() {
#if defined(__x86_64__)
    return __builtin_cpu_is("amd") != 0;
#else
    return false;
#endif
}

void describe_colour(x264_param_t& parameters, bool full_range, std::uint8_t code) {
    parameters.vui.b_fullrange = full_range ? 1 : 0;
    parameters.vui.i_colorprim = code;
    parameters.vui.i_transfer = code;
    parameters.vui.i_colmatrix = code;
}

bool configure(x264_param_t& parameters, const EncoderSettings& settings,
               const boundary::FrameGeometry& geometry) {
    const Tuning tuning = tuning_of(settings.preset);
    if (x264_param_default_preset(&parameters, tuning.preset, "zerolatency") != 0) {
        return false;
    }
    parameters.i_log_level = X264_LOG_NONE;
    parameters.i_csp = X264_CSP_I420;
    parameters.i_width = static_cast<int>(geometry.width());
    parameters.i_height = static_cast<int>(geometry.height());
    if (!avx512_pays()) {
        parameters.cpu &= ~X264_CPU_AVX512;
    }
    parameters.i_threads = 1;
    parameters.b_sliced_threads = 0;
    parameters.i_fps_num = settings.most_frames_per_second;
    parameters.i_fps_den = 1;
    parameters.b_vfr_input = 0;  // 1 would hold every picture back by one
    parameters.i_frame_reference = 1;
    parameters.i_bframe = 0;
    parameters.i_keyint_max = X264_KEYINT_MAX_INFINITE;
    parameters.i_scenecut_threshold = 0;
    parameters.b_repeat_headers = 1;
    parameters.b_annexb = 1;
    parameters.b_aud = 0;
    parameters.b_deblocking_filter = 1;
    parameters.analyse.i_subpel_refine = tuning.subpixel_search;
    parameters.b_cabac = 1;  // until the baseline profile takes it away
    // Ultrafast does without: on surveillance clips they save a sixth of the bits for no time worth saying.
    parameters.analyse.intra |= X264_ANALYSE_I4x4;
    parameters.analyse.inter |= X264_ANALYSE_I4x4;
    // Less is rounded to nothing than x264 does (21): the better picture costs fewer bits than a finer
    // quantiser.
    parameters.analyse.i_luma_deadzone[0] = 14;
    // For fades, which a fixed camera has none of; without it no picture is looked at twice.
    parameters.analyse.i_weighted_pred = X264_WEIGHTP_NONE;
    parameters.analyse.b_mb_info = 1;
    leave_quantiser_to_pictures(parameters, settings);
    return x264_param_apply_profile(&parameters, tuning.profile) == 0;
}

}  // namespace

void X264Encoder::Destroy::operator()(x264_t* encoder) const {
    x264_encoder_close(encoder);
}

base::Result<std::unique_ptr<H264Encoder>> X264Encoder::create(const EncoderSettings& settings,
                                                               const boundary::FrameGeometry& geometry) {
    x264_param_t parameters{};
    if (!configure(parameters, settings, geometry)) {
        return base::Error{"x264 refuses its settings"};
    }
    describe_colour(parameters, boundary::is_full_range(geometry.colours()), colour_code(geometry.colours()));
    Handle encoder(x264_encoder_open(&parameters));
    if (encoder == nullptr) {
        return base::Error{"x264 takes no pictures of " + std::to_string(geometry.width()) + "x" +
                           std::to_string(geometry.height()) + " pixels"};
    }
    return std::unique_ptr<H264Encoder>(new X264Encoder(settings, std::move(encoder)));
}

base::Result<EncodedPicture> X264Encoder::encode_picture(const Request& request) {
    const boundary::FrameGeometry& geometry = request.frame.geometry();
    const auto planes = request.frame.planes();
    x264_picture_t source;
    x264_picture_init(&source);
    const bool keyframe = request.force_keyframe || next_pts_ == 0;
    source.i_type = keyframe ? X264_TYPE_IDR : X264_TYPE_AUTO;
    source.i_qpplus1 = x264_quantiser(request.quantiser, preset_, keyframe) + 1;
    source.i_pts = next_pts_++;
    source.img.i_csp = X264_CSP_I420;
    source.img.i_plane = static_cast<int>(planes.size());
    for (std::size_t plane = 0; plane < planes.size(); ++plane) {
        source.img.plane[plane] = planes[plane];
        source.img.i_stride[plane] =
            static_cast<int>(plane == 0 ? geometry.luma_stride() : geometry.chroma_stride());
    }
    static_assert(X264_MBINFO_CONSTANT == 1, "which is how an unchanged one is marked");
    if (!request.unchanged.empty()) {
        source.prop.mb_info = const_cast<std::uint8_t*>(request.unchanged.data());  // it only reads them
    }
    x264_picture_t encoded;
    x264_nal_t* nals = nullptr;
    int count = 0;
    const int size = x264_encoder_encode(encoder_.get(), &nals, &count, &source, &encoded);
    if (size <= 0) {
        return base::Error{"x264 made nothing of a picture"};
    }
    // NAL units of one picture lie one after the other (x264.h).
    const auto* bytes = reinterpret_cast<const std::byte*>(nals[0].p_payload);
    return EncodedPicture{{bytes, bytes + size}, encoded.b_keyframe != 0};
}

}  // namespace cordon::trusted::encode
