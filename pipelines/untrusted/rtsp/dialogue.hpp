// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pipelines/untrusted/rtsp/authentication.hpp"
#include "pipelines/untrusted/rtsp/camera_memory.hpp"
#include "pipelines/untrusted/rtsp/keepalive.hpp"
#include "pipelines/untrusted/rtsp/message.hpp"
#include "pipelines/untrusted/rtsp/session_end.hpp"
#include "pipelines/untrusted/rtsp/session_facts.hpp"
#include "pipelines/untrusted/rtsp/transport.hpp"
#include "pipelines/untrusted/rtsp/video_track.hpp"

namespace cordon::untrusted::rtsp {

// What is said to a camera until it plays, and why not when it does not: OPTIONS, DESCRIBE, SETUP, PLAY (RFC
// 2326 section 10), with every detour old cameras need. Knows no socket and no time: it is told what happened
// and says what to do next.
class Dialogue {
public:
    struct Send {
        Request request;
    };
    struct Reconnect {};  // close the connection, make a new one to the same address, call on_connected()
    struct OpenPorts {};  // open a pair of UDP ports and call on_ports()
    struct Playing {};    // once: the camera plays
    struct Wait {};       // this was not the final word
    struct Finish {
        SessionEnd end;
        std::string detail;  // our own words
    };
    using Step = std::variant<Send, Reconnect, OpenPorts, Playing, Wait, Finish>;

    // The way that was agreed on, from when awaits_play() is first true.
    struct Agreement {
        TransportWay way = TransportWay::kTcp;
        Channels channels;              // over TCP
        std::uint16_t server_port = 0;  // over UDP, where it comes from; 0 when the camera does not say
        std::string group;              // multicast: a camera's words
        std::uint16_t group_port = 0;
    };

    // `url` is the target's, without user information. `memory` outlives this.
    Dialogue(std::string url, std::string username, std::string password, std::string client_nonce,
             CameraMemory& memory);

    Step on_connected();
    // The response to the request sent last.
    Step on_response(const Response& response);
    // The camera closed the connection instead.
    Step on_closed();
    // The first of the pair that was opened; 0 when none could be.
    Step on_ports(std::uint16_t rtp_port);

    // Whether PLAY was sent: packets may come from now on, also before its reply.
    [[nodiscard]] bool awaits_play() const { return stage_ == Stage::kPlay; }
    // The method of the request sent last.
    [[nodiscard]] std::string_view method() const;

    // The track and how it comes, from when awaits_play() was first true.
    [[nodiscard]] const VideoTrack& track() const { return track_; }
    [[nodiscard]] const Agreement& agreement() const { return agreement_; }
    // Whether the camera keeps something of ours that TEARDOWN frees.
    [[nodiscard]] bool has_session() const { return stage_ >= Stage::kPlay; }

    Keepalive& keepalive() { return keepalive_; }
    // What the camera's answers showed of it.
    [[nodiscard]] SessionFacts facts() const;
    // A request about the session as a whole, such as a keepalive or TEARDOWN.
    Request session_request(std::string method);
    // A camera may call the session something else, or change its timeout, in any reply.
    void follow_session(const Response& response);
    // After a 401 to such a request: whether it is worth saying again, with new credentials.
    bool renew_credentials(const Response& response);

private:
    enum class Stage { kOptions, kDescribe, kSetup, kSetupOthers, kPlay, kPlaying };

    Step say(Stage stage);
    Step say_again();
    Request make_request(std::string method, const std::string& url);
    Step on_unauthorised(const Response& response);
    Step on_described(const Response& response);
    void note_base(std::string_view base);
    Step set_up();
    Step on_set_up(const Response& response);
    Step set_up_next_other();
    Step on_setup_refused(const Response& response);
    [[nodiscard]] std::string transport_header() const;
    Step on_refused(const Response& response);
    [[nodiscard]] const std::string& url() const;
    static Finish failure(std::string_view method, unsigned status);

    std::string target_url_;
    Authenticator authenticator_;
    Keepalive keepalive_{""};
    Stage stage_ = Stage::kOptions;
    std::uint32_t sequence_ = 0;
    CameraMemory& memory_;
    SessionFacts facts_;
    VideoTrack track_;
    Agreement agreement_;
    std::string described_group_;
    std::uint16_t client_port_ = 0;
    std::string session_id_;
    std::vector<std::string> session_urls_;  // guesses still to try, the current one first
    std::vector<std::string> track_urls_;    // likewise
    std::vector<std::string>
        other_urls_;  // of tracks we do not want, still to be set up where that is needed
    bool options_done_ = false;
    bool answered_ = false;    // the camera has spoken RTSP to us
    bool challenged_ = false;  // its last word was a 401
    bool said_with_credentials_ = false;
    unsigned challenges_answered_ = 0;  // for the request said now
    unsigned reconnects_ = 0;
};

}  // namespace cordon::untrusted::rtsp
