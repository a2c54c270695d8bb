// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "gateway/base/clock.hpp"
#include "gateway/base/result.hpp"
#include "pipelines/trusted/stream/stream_registry.hpp"

namespace cordon::trusted::rtsp {

struct RtspServerSettings {
    std::string address;               // numeric, "0.0.0.0" or "::" for all
    std::uint16_t port = 0;            // 0: any, see port()
    std::uint32_t most_viewers = 256;  // connections; each is a media with four threads
};

// Every stream at rtsp://host:port/<camera> (RFC 2326), over UDP or interleaved in TCP. One thread runs all
// connections, and another hangs up on who floods it; each viewer's packets are made and sent on threads of
// its own, so that none waits for another.
class RtspServer {
public:
    // Starts GStreamer, loads all that serving needs, binds and listens; an Error says which address, and
    // what to do. From a process's main thread, before it is confined. Borrows `streams` to its end.
    static base::Result<std::unique_ptr<RtspServer>> create(const stream::StreamRegistry& streams,
                                                            RtspServerSettings settings);
    ~RtspServer();
    RtspServer(const RtspServer&) = delete;
    RtspServer& operator=(const RtspServer&) = delete;

    // Begins to serve, once, on a thread of its own. Opens no file.
    void start();
    // Ends every connection and thread. Idempotent.
    void stop();

    [[nodiscard]] std::uint16_t port() const;
    // When the server's thread was last seen moving; it is once a second. Thread-safe.
    [[nodiscard]] base::MonotonicTime last_turn() const;

private:
    class Implementation;
    explicit RtspServer(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace cordon::trusted::rtsp
