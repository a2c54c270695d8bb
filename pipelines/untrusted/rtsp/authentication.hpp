// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/boundary/camera_facts.hpp"
#include "pipelines/untrusted/rtsp/challenge.hpp"

namespace cordon::untrusted::rtsp {

// Answers a camera's challenges with the credentials configured for it: the strongest one offered, SHA-256
// before MD5 before Basic, whatever their order. Holds the credentials; nothing it returns but
// authorization() shows them.
class Authenticator {
public:
    // What a 401 told us.
    enum class Verdict {
        kNoCredentials,  // we have none
        kNotAnswerable,  // it offers nothing we know
        kUnchanged,      // the challenge we have answered already: the credentials are wrong
        kChanged,        // a challenge, or nonce, we have not answered yet
    };

    // `client_nonce` is fresh and unguessable, hexadecimal.
    Authenticator(std::string username, std::string password, std::string client_nonce);

    // Takes the strongest challenge as the one answered from now on.
    Verdict adopt(const std::vector<Challenge>& challenges);

    // The value of the Authorization header for one request, none before a challenge was adopted. Each call
    // counts as one use of the nonce (RFC 7616 section 3.4, nc).
    [[nodiscard]] std::optional<std::string> authorization(std::string_view method, std::string_view url);

    // How the camera is shown who we are, so far.
    [[nodiscard]] boundary::CameraAuthentication used() const;

private:
    [[nodiscard]] std::string basic() const;
    [[nodiscard]] std::string digest(std::string_view method, std::string_view url);

    std::string username_;
    std::string password_;
    std::string client_nonce_;
    std::optional<Challenge> challenge_;
    std::uint32_t nonce_count_ = 0;
};

// `size` bytes nobody can guess, in hexadecimal digits, from the kernel through libcrypto.
[[nodiscard]] std::string random_hexadecimal(std::size_t size);

// Has libcrypto read its configuration and fetch every algorithm this client uses, which it would otherwise
// do at first use: call before the program may open no more files.
void load_cryptography();

}  // namespace cordon::untrusted::rtsp
