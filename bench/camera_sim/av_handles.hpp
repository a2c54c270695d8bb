// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavcodec/bsf.h>
#include <libavformat/avformat.h>
}

namespace cordon::bench {

// Owning handles of libav, for reading clips.
struct FormatDeleter {
    void operator()(AVFormatContext* context) const { avformat_close_input(&context); }
};
struct FilterDeleter {
    void operator()(AVBSFContext* context) const { av_bsf_free(&context); }
};
struct PacketDeleter {
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
};
struct ParserDeleter {
    void operator()(AVCodecParserContext* parser) const { av_parser_close(parser); }
};
struct CodecDeleter {
    void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
};

using FormatPtr = std::unique_ptr<AVFormatContext, FormatDeleter>;
using FilterPtr = std::unique_ptr<AVBSFContext, FilterDeleter>;
using PacketPtr = std::unique_ptr<AVPacket, PacketDeleter>;
using ParserPtr = std::unique_ptr<AVCodecParserContext, ParserDeleter>;
using CodecPtr = std::unique_ptr<AVCodecContext, CodecDeleter>;

}  // namespace cordon::bench
