// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/dialogue.hpp"

#include <utility>

#include "pipelines/untrusted/rtsp/header_text.hpp"
#include "pipelines/untrusted/rtsp/request_url.hpp"
#include "pipelines/untrusted/rtsp/session_description.hpp"
#include "pipelines/untrusted/rtsp/session_header.hpp"

namespace cordon::untrusted::rtsp {

using boundary::CameraOddity;

namespace {

constexpr unsigned kMostReconnects = 2;
constexpr unsigned kMethodNotValid = 455;  // in this state
constexpr const char* kUserAgent = "Cordon/" CORDON_VERSION;

bool succeeded(const Response& response) {
    return response.status >= 200 && response.status < 300;
}

// Refusals that may mean "not by this URL".
bool is_about_the_url(unsigned status) {
    return status == 400 || status == 404 || status == 451 || (status >= 454 && status <= 460);
}

bool closes_connection(const Response& response) {
    return same_word(response.headers.find("Connection").value_or(""), "close");
}

Dialogue::Finish credentials_refused() {
    return {SessionEnd::kAuthenticationFailed, "the camera refuses the configured user name and password"};
}

}  // namespace

Dialogue::Finish Dialogue::failure(std::string_view method, unsigned status) {
    const auto answer =
        "the camera answered " + std::string(method) + " with status " + std::to_string(status);
    if (status >= 300 && status < 400) {
        return {SessionEnd::kRedirected, answer + ": redirects are never followed"};
    }
    switch (status) {
        case 403:
            return {SessionEnd::kAuthenticationFailed, answer + ": access forbidden"};
        case 404:
        case 410:
        case 451:
        case 454:
            return {SessionEnd::kNotFound, answer + ": check the path of its URL"};
        case 453:
        case 503:
            return {SessionEnd::kSessionLimit, answer + ": it has no session free"};
        case 406:
        case 461:
            return {SessionEnd::kNoTransport, answer + ": it sends no way that is allowed"};
        default:
            return {SessionEnd::kProtocolError, answer};
    }
}

Dialogue::Dialogue(std::string url, std::string username, std::string password, std::string client_nonce,
                   CameraMemory& memory)
    : target_url_(std::move(url)),
      authenticator_(std::move(username), std::move(password), std::move(client_nonce)),
      memory_(memory) {}

SessionFacts Dialogue::facts() const {
    SessionFacts facts = facts_;
    facts.authentication = authenticator_.used();
    if (keepalive_.fell_back()) {
        facts.note(CameraOddity::kKeepaliveFellBack);
    }
    return facts;
}

std::string_view Dialogue::method() const {
    switch (stage_) {
        case Stage::kOptions:
            return "OPTIONS";
        case Stage::kDescribe:
            return "DESCRIBE";
        case Stage::kSetup:
        case Stage::kSetupOthers:
            return "SETUP";
        case Stage::kPlay:
        case Stage::kPlaying:
            return "PLAY";
    }
    return {};
}

const std::string& Dialogue::url() const {
    switch (stage_) {
        case Stage::kSetup:
            return track_urls_.front();
        case Stage::kSetupOthers:
            return other_urls_.front();
        case Stage::kPlay:
        case Stage::kPlaying:
            return session_urls_.front();
        default:
            return target_url_;
    }
}

Request Dialogue::make_request(std::string method, const std::string& url) {
    Request request;
    request.sequence = ++sequence_;
    request.headers.add("User-Agent", kUserAgent);
    auto authorization = authenticator_.authorization(method, url);
    if (authorization) {
        request.headers.add("Authorization", *std::move(authorization));
    }
    if (!session_id_.empty()) {
        request.headers.add("Session", session_id_);
    }
    request.method = std::move(method);
    request.url = url;
    return request;
}

Request Dialogue::session_request(std::string method) {
    return make_request(std::move(method), session_urls_.empty() ? target_url_ : session_urls_.front());
}

Dialogue::Step Dialogue::say(Stage stage) {
    stage_ = stage;
    challenges_answered_ = 0;
    auto step = say_again();
    said_with_credentials_ = std::get<Send>(step).request.headers.find("Authorization").has_value();
    return step;
}

Dialogue::Step Dialogue::say_again() {
    auto request = make_request(std::string(method()), url());
    if (stage_ == Stage::kDescribe) {
        request.headers.add("Accept", "application/sdp");
    } else if (stage_ == Stage::kSetup || stage_ == Stage::kSetupOthers) {
        request.headers.add("Transport", transport_header());
    } else if (stage_ == Stage::kPlay) {
        request.headers.add("Range", "npt=0.000-");
    }
    return Send{std::move(request)};
}

Dialogue::Step Dialogue::on_connected() {
    session_id_.clear();
    agreement_ = Agreement{};
    return say(options_done_ ? Stage::kDescribe : Stage::kOptions);
}

Dialogue::Step Dialogue::on_response(const Response& response) {
    if (response.status < 200) {
        return Wait{};
    }
    answered_ = true;
    if (!response.sequence) {
        facts_.note(CameraOddity::kNoSequenceNumbers);
    }
    challenged_ = response.status == 401;
    if (challenged_) {
        return on_unauthorised(response);
    }
    if (stage_ == Stage::kOptions) {
        // Whatever it says: a camera that does not know OPTIONS may still do all the rest.
        options_done_ = true;
        if (!succeeded(response)) {
            facts_.note(CameraOddity::kRefusesOptions);
        }
        keepalive_ = Keepalive(succeeded(response) ? response.headers.find("Public").value_or("") : "");
        return say(Stage::kDescribe);
    }
    if (!succeeded(response)) {
        return on_refused(response);
    }
    switch (stage_) {
        case Stage::kDescribe:
            return on_described(response);
        case Stage::kSetup:
            return on_set_up(response);
        case Stage::kSetupOthers:
            other_urls_.erase(other_urls_.begin());
            follow_session(response);
            return set_up_next_other();
        case Stage::kPlay:
            follow_session(response);
            stage_ = Stage::kPlaying;
            return Playing{};
        default:
            return Wait{};
    }
}

Dialogue::Step Dialogue::on_unauthorised(const Response& response) {
    switch (authenticator_.adopt(parse_challenges(response.headers.find_all("WWW-Authenticate")))) {
        case Authenticator::Verdict::kNoCredentials:
            return Finish{SessionEnd::kAuthenticationFailed,
                          "the camera asks for a user name and password, and none is configured"};
        case Authenticator::Verdict::kNotAnswerable:
            return Finish{SessionEnd::kAuthenticationFailed,
                          "the camera asks for a kind of authentication that is not known here"};
        case Authenticator::Verdict::kUnchanged:
            return credentials_refused();
        case Authenticator::Verdict::kChanged:
            break;
    }
    // One answer to the first challenge, one to a changed nonce, whatever it calls stale. More would lock the
    // account.
    const unsigned most_answers = said_with_credentials_ ? 1 : 2;
    if (++challenges_answered_ > most_answers) {
        return credentials_refused();
    }
    if (said_with_credentials_) {
        facts_.note(CameraOddity::kRenewsNonce);
    }
    if (closes_connection(response) && reconnects_ < kMostReconnects) {
        ++reconnects_;
        return Reconnect{};
    }
    return say_again();
}

Dialogue::Step Dialogue::on_described(const Response& response) {
    const auto& headers = response.headers;
    const auto description = parse_session_description(response.body);
    if (!description.video) {
        return Finish{SessionEnd::kUnsupportedCodec,
                      "the camera offers no video of a codec that is known here"};
    }
    const auto base = headers.find("Content-Base").value_or(headers.find("Content-Location").value_or(""));
    track_ = *description.video;
    described_group_ = description.group;
    session_urls_ = session_urls(target_url_, base, description.control);
    track_urls_ = track_urls(target_url_, base, description.control, description.video_control);
    other_urls_.clear();
    for (const auto& control : description.other_controls) {
        other_urls_.push_back(track_urls(target_url_, base, description.control, control).front());
    }
    note_base(base);
    return set_up();
}

void Dialogue::note_base(std::string_view base) {
    if (!base.empty() && !base.starts_with(target_url_)) {
        facts_.note(CameraOddity::kOddContentBase);
    }
    if (names_another_host(target_url_, base)) {
        facts_.note(CameraOddity::kForeignAddress);
    }
}

Dialogue::Step Dialogue::on_refused(const Response& response) {
    auto* guesses = stage_ == Stage::kSetup  ? &track_urls_
                    : stage_ == Stage::kPlay ? &session_urls_
                                             : nullptr;
    if (stage_ == Stage::kPlay && response.status == kMethodNotValid && !other_urls_.empty()) {
        memory_.needs_other_tracks = true;
        return set_up_next_other();
    }
    if (guesses != nullptr && guesses->size() > 1 && is_about_the_url(response.status)) {
        guesses->erase(guesses->begin());
        facts_.note(CameraOddity::kTrackUrlGuessed);
        return say(stage_);
    }
    if (stage_ == Stage::kSetupOthers) {
        // It can be had without that one, or not at all.
        other_urls_.erase(other_urls_.begin());
        return set_up_next_other();
    }
    return stage_ == Stage::kSetup ? on_setup_refused(response) : failure(method(), response.status);
}

Dialogue::Step Dialogue::on_closed() {
    const bool worth_another = challenged_ || stage_ == Stage::kOptions;
    if (worth_another && reconnects_ < kMostReconnects) {
        ++reconnects_;
        if (challenged_) {
            facts_.note(CameraOddity::kClosesAfterChallenge);
        }
        // Closed without a word to OPTIONS: leave that out next time.
        options_done_ |= !challenged_;
        challenged_ = false;
        return Reconnect{};
    }
    if (!answered_) {
        return Finish{SessionEnd::kRefused, "the camera closed the connection without an answer"};
    }
    return Finish{SessionEnd::kClosed,
                  "the camera closed the connection before it answered " + std::string(method())};
}

bool Dialogue::renew_credentials(const Response& response) {
    return authenticator_.adopt(parse_challenges(response.headers.find_all("WWW-Authenticate"))) ==
           Authenticator::Verdict::kChanged;
}

}  // namespace cordon::untrusted::rtsp
