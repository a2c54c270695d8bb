// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/camera_sim/picture_order.hpp"

#include <algorithm>
#include <numeric>

#include "bench/camera_sim/av_handles.hpp"

namespace cordon::bench {
namespace {

// Each picture's order count, by libavcodec's parser.
std::vector<int> order_counts(const Clip& clip) {
    const AVCodecID id = clip.codec == ClipCodec::kH264 ? AV_CODEC_ID_H264 : AV_CODEC_ID_HEVC;
    const ParserPtr parser(av_parser_init(id));
    const CodecPtr codec(avcodec_alloc_context3(avcodec_find_decoder(id)));
    std::vector<int> counts;
    counts.reserve(clip.pictures.size());
    if (parser == nullptr || codec == nullptr) {
        counts.resize(clip.pictures.size());
        return counts;
    }
    parser->flags |= PARSER_FLAG_COMPLETE_FRAMES;
    std::vector<std::uint8_t> stream;
    for (const ClipPicture& picture : clip.pictures) {
        stream.clear();
        for (const auto& nal : picture.nals) {
            stream.insert(stream.end(), {0, 0, 0, 1});
            stream.insert(stream.end(), nal.begin(), nal.end());
        }
        const auto size = static_cast<int>(stream.size());
        stream.resize(stream.size() + AV_INPUT_BUFFER_PADDING_SIZE);
        std::uint8_t* out = nullptr;
        int out_size = 0;
        av_parser_parse2(parser.get(), codec.get(), &out, &out_size, stream.data(), size, AV_NOPTS_VALUE,
                         AV_NOPTS_VALUE, 0);
        counts.push_back(parser->output_picture_number);
    }
    return counts;
}

}  // namespace

void time_by_picture_order(Clip& clip, std::chrono::nanoseconds interval) {
    const std::vector<int> counts = order_counts(clip);
    std::vector<std::size_t> place(clip.pictures.size());  // of each picture on the screen
    std::size_t begin = 0;
    while (begin < clip.pictures.size()) {
        std::size_t end = begin + 1;
        while (end < clip.pictures.size() && !clip.pictures[end].random_access) {
            ++end;
        }
        std::vector<std::size_t> order(end - begin);
        std::iota(order.begin(), order.end(), begin);
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return counts[a] < counts[b]; });
        for (std::size_t i = 0; i < order.size(); ++i) {
            place[order[i]] = begin + i;
        }
        begin = end;
    }
    std::size_t delay = 0;  // pictures that must be decoded ahead so that none is shown before it is decoded
    for (std::size_t i = 0; i < place.size(); ++i) {
        delay = std::max(delay, i > place[i] ? i - place[i] : 0);
    }
    for (std::size_t i = 0; i < place.size(); ++i) {
        clip.pictures[i].decode_time = interval * static_cast<std::int64_t>(i);
        clip.pictures[i].presentation_time = interval * static_cast<std::int64_t>(place[i] + delay);
    }
    clip.duration = interval * static_cast<std::int64_t>(clip.pictures.size());
}

}  // namespace cordon::bench
