// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#include "pipelines/untrusted/rtsp/dialogue.hpp"

#include <utility>

#include "pipelines/untrusted/rtsp/header_text.hpp"
#include "pipelines/untrusted/rtsp/request_url.hpp"
#include "pipelines/untrusted/rtsp/session_description.hpp"
#include "pipelines/untrusted/rtsp/session_header.hpp"

namespace cordon::untrusted::rtsp {

namespace {

constexpr unsigned kMostReconnects = 2;
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

Dialogue::Finish failure(std::string_view method, unsigned status) {
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
            return {SessionEnd::kNoTransport, answer + ": it does not send over TCP"};
        default:
            return {SessionEnd::kProtocolError, answer};
    }
}

}  // namespace

Dialogue::Dialogue(std::string url, std::string username, std::string password, std::string client_nonce)
    : target_url_(std::move(url)),
      authenticator_(std::move(username), std::move(password), std::move(client_nonce)) {}

std::string_view Dialogue::method() const {
    switch (stage_) {
        case Stage::kOptions:
            return "OPTIONS";
        case Stage::kDescribe:
            return "DESCRIBE";
        case Stage::kSetup:
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
    } else if (stage_ == Stage::kSetup) {
        request.headers.add("Transport", interleaved_transport(channels_));
    } else if (stage_ == Stage::kPlay) {
        request.headers.add("Range", "npt=0.000-");
    }
    return Send{std::move(request)};
}

Dialogue::Step Dialogue::on_connected() {
    session_id_.clear();
    channels_ = Channels{};
    return say(options_done_ ? Stage::kDescribe : Stage::kOptions);
}

Dialogue::Step Dialogue::on_response(const Response& response) {
    if (response.status < 200) {
        return Wait{};
    }
    answered_ = true;
    challenged_ = response.status == 401;
    if (challenged_) {
        return on_unauthorised(response);
    }
    if (stage_ == Stage::kOptions) {
        // Whatever it says: a camera that does not know OPTIONS may still do all the rest.
        options_done_ = true;
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
        case Stage::kPlay: {
            const auto session = parse_session_header(response.headers.find("Session").value_or(""));
            keepalive_.set_timeout(session.timeout.value_or(keepalive_.timeout()));
            stage_ = Stage::kPlaying;
            return Playing{};
        }
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
        return Finish{SessionEnd::kUnsupportedCodec, "the camera offers no H.264 or H.265 video"};
    }
    const auto base = headers.find("Content-Base").value_or(headers.find("Content-Location").value_or(""));
    track_ = *description.video;
    session_urls_ = session_urls(target_url_, base, description.control);
    track_urls_ = track_urls(target_url_, base, description.control, description.video_control);
    return say(Stage::kSetup);
}

Dialogue::Step Dialogue::on_set_up(const Response& response) {
    const auto session = parse_session_header(response.headers.find("Session").value_or(""));
    session_id_ = session.id;
    keepalive_.set_timeout(session.timeout.value_or(keepalive_.timeout()));
    channels_ = parse_channels(response.headers.find("Transport").value_or("")).value_or(channels_);
    return say(Stage::kPlay);
}

Dialogue::Step Dialogue::on_refused(const Response& response) {
    auto* guesses = stage_ == Stage::kSetup  ? &track_urls_
                    : stage_ == Stage::kPlay ? &session_urls_
                                             : nullptr;
    if (guesses != nullptr && guesses->size() > 1 && is_about_the_url(response.status)) {
        guesses->erase(guesses->begin());
        return say(stage_);
    }
    return failure(method(), response.status);
}

Dialogue::Step Dialogue::on_closed() {
    const bool worth_another = challenged_ || stage_ == Stage::kOptions;
    if (worth_another && reconnects_ < kMostReconnects) {
        ++reconnects_;
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
