// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/challenge.hpp"

#include <cstddef>
#include <utility>

#include "pipelines/untrusted/rtsp/header_text.hpp"

namespace cordon::untrusted::rtsp {

namespace {

constexpr std::size_t kMostChallenges = 8;
constexpr std::size_t kLongestValue = 512;

// A challenge while its parameters are still coming.
struct Draft {
    Challenge challenge;
    bool answerable = false;
};

Draft begin_draft(std::string_view scheme) {
    Draft draft;
    if (same_word(scheme, "Digest")) {
        draft.challenge.scheme = Challenge::Scheme::kDigest;
        draft.answerable = true;
    } else {
        draft.answerable = same_word(scheme, "Basic");
    }
    return draft;
}

void set_algorithm(Draft& draft, std::string_view value) {
    auto& challenge = draft.challenge;
    challenge.algorithm_named = true;
    challenge.per_session = value.size() > 5 && same_word(value.substr(value.size() - 5), "-sess");
    if (challenge.per_session) {
        value.remove_suffix(5);
    }
    if (same_word(value, "MD5")) {
        challenge.algorithm = Challenge::Algorithm::kMd5;
    } else if (same_word(value, "SHA-256") || same_word(value, "SHA256")) {
        challenge.algorithm = Challenge::Algorithm::kSha256;
    } else {
        draft.answerable = false;
    }
}

void set_qop(Draft& draft, std::string_view list) {
    const bool offered = !list.empty();
    while (!list.empty()) {
        draft.challenge.qop_auth |= same_word(take_part(list, ','), "auth");
    }
    // Only "auth-int" offered: nothing we could answer.
    draft.answerable &= draft.challenge.qop_auth || !offered;
}

void set_parameter(Draft& draft, std::string_view name, std::string_view value) {
    if (value.size() > kLongestValue) {
        draft.answerable = false;
    } else if (same_word(name, "realm")) {
        draft.challenge.realm = value;
    } else if (same_word(name, "nonce")) {
        draft.challenge.nonce = value;
    } else if (same_word(name, "opaque")) {
        draft.challenge.opaque = std::string(value);
    } else if (same_word(name, "algorithm")) {
        set_algorithm(draft, value);
    } else if (same_word(name, "qop")) {
        set_qop(draft, value);
    }
}

void skip(std::string_view& text, std::string_view characters) {
    text.remove_prefix(std::min(text.find_first_not_of(characters), text.size()));
}

// The value of a parameter: between quotes, where a backslash takes the next character along, or up to the
// next comma.
std::string_view take_value(std::string_view& text) {
    if (!text.starts_with('"')) {
        return take_part(text, ',');
    }
    std::size_t end = 1;
    while (end < text.size() && text[end] != '"') {
        end += text[end] == '\\' ? 2U : 1U;
    }
    end = std::min(end, text.size());
    const auto value = text.substr(1, end - 1);
    text.remove_prefix(std::min(end + 1, text.size()));
    return value;
}

void finish_draft(Draft& draft, std::vector<Challenge>& challenges) {
    const bool complete =
        draft.challenge.scheme == Challenge::Scheme::kBasic || !draft.challenge.nonce.empty();
    if (draft.answerable && complete && challenges.size() < kMostChallenges) {
        challenges.push_back(std::move(draft.challenge));
    }
    draft = Draft{};
}

}  // namespace

std::vector<Challenge> parse_challenges(const std::vector<std::string_view>& header_values) {
    std::vector<Challenge> challenges;
    for (auto text : header_values) {
        Draft draft;
        skip(text, " \t,");
        while (!text.empty()) {
            const auto word = text.substr(0, text.find_first_of(" \t,="));
            text.remove_prefix(word.size());
            skip(text, " \t");
            if (text.starts_with('=')) {
                text.remove_prefix(1);
                skip(text, " \t");
                set_parameter(draft, word, take_value(text));
            } else {
                finish_draft(draft, challenges);
                draft = begin_draft(word);
            }
            skip(text, " \t,");
        }
        finish_draft(draft, challenges);
    }
    return challenges;
}

}  // namespace cordon::untrusted::rtsp
