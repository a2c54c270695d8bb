// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>

#include <wels/codec_api.h>

#include "pipelines/trusted/encode/frame.hpp"

namespace cordon::tests {

// OpenH264's decoder: whether what an encoder made is H.264, and how near it is to what went in.
class TestDecoder {
public:
    TestDecoder();

    // Decodes one access unit into `frame`; false when it is damaged, shows nothing yet, or has another size.
    bool decode(std::span<const std::byte> access_unit, trusted::encode::Frame& frame);

private:
    struct Destroy {
        void operator()(ISVCDecoder* decoder) const;
    };
    std::unique_ptr<ISVCDecoder, Destroy> decoder_;
};

}  // namespace cordon::tests
