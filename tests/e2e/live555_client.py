# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""An RTSP client that says what live555's openRTSP says, request by request: Debian 12 has neither it nor a VLC with it."""

import re
import socket
import struct
import urllib.parse

USER_AGENT = "openRTSP (LIVE555 Streaming Media v2022.10.01)"
PATIENCE = 10  # seconds for whatever is awaited


class Live555Client:
    """Plays the one track of `url`, over TCP or over UDP. A refusal is an AssertionError that shows it."""

    def __init__(self, url, over_tcp):
        self.url = url
        self.over_tcp = over_tcp
        self.sequence = 1
        self.session = None
        parts = urllib.parse.urlsplit(url)
        self.control = socket.create_connection((parts.hostname, parts.port), PATIENCE)
        self.incoming = self.control.makefile("rb")
        self.sockets = []  # RTP and RTCP, over UDP

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for one in (self.incoming, self.control, *self.sockets):
            one.close()

    def play(self):
        """OPTIONS, DESCRIBE, SETUP and PLAY; the session description."""
        self.ask("OPTIONS", self.url)
        headers, description = self.ask("DESCRIBE", self.url, "Accept: application/sdp")
        base = headers.get("content-base", self.url)
        track = re.search(r"^m=video.*?^a=control:(\S+)", description, re.MULTILINE | re.DOTALL).group(1)
        setup_url = track if track.startswith("rtsp://") else base.rstrip("/") + "/" + track
        headers, _ = self.ask("SETUP", setup_url, f"Transport: {self._transport()}")
        self.session = headers["session"].partition(";")[0]
        self.ask("PLAY", base, "Range: npt=0.000-")
        return description

    def keep_alive(self):
        self.ask("GET_PARAMETER", self.url)

    def tear_down(self):
        self.ask("TEARDOWN", self.url)

    def read_rtp(self):
        """The next RTP packet: sequence number, time stamp, payload (RFC 3550, 5.1; no extension, no CSRC)."""
        packet = self._read_interleaved(0) if self.over_tcp else self.sockets[0].recv(65536)
        flags, _, sequence, stamp, _ = struct.unpack(">BBHII", packet[:12])
        assert flags == 0x80, flags
        return sequence, stamp, packet[12:]

    def read_sender_report(self):
        """The next RTCP packet, which must begin with a sender report."""
        packet = self._read_interleaved(1) if self.over_tcp else self.sockets[1].recv(65536)
        assert packet[1] == 200, packet[:2]
        return packet

    def ask(self, method, url, *headers):
        """One request and its answer: headers by lower-case name, and the body."""
        self.sequence += 1
        lines = [f"{method} {url} RTSP/1.0", f"CSeq: {self.sequence}", f"User-Agent: {USER_AGENT}"]
        lines += [f"Session: {self.session}"] if self.session else []
        self.control.sendall("\r\n".join([*lines, *headers, "", ""]).encode())
        while self.incoming.peek(1)[:1] == b"$":
            self._read_frame()
        status = self.incoming.readline().decode().strip()
        answer = {}
        while line := self.incoming.readline().decode().strip():
            name, _, value = line.partition(":")
            answer[name.lower()] = value.strip()
        body = self.incoming.read(int(answer.get("content-length", 0))).decode()
        assert status == "RTSP/1.0 200 OK", f"{method}: {status}"
        assert int(answer["cseq"]) == self.sequence, f"{method}: CSeq {answer['cseq']}"
        return answer, body

    def _transport(self):
        if self.over_tcp:
            return "RTP/AVP/TCP;unicast;interleaved=0-1"
        self.sockets = self._port_pair()
        port = self.sockets[0].getsockname()[1]
        return f"RTP/AVP;unicast;client_port={port}-{port + 1}"

    def _port_pair(self):
        """An even port and the next one, as RTP wants them (RFC 3550, 11)."""
        for port in range(40000, 50000, 2):
            pair = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2)]
            try:
                for offset, one in enumerate(pair):
                    one.bind((self.control.getsockname()[0], port + offset))
                    one.settimeout(PATIENCE)
                return pair
            except OSError:
                for one in pair:
                    one.close()
        raise AssertionError("no two free ports in a row")

    def _read_frame(self):
        """One interleaved frame: channel and bytes (RFC 2326, 10.12)."""
        mark, channel, size = struct.unpack(">cBH", self.incoming.read(4))
        assert mark == b"$", mark
        return channel, self.incoming.read(size)

    def _read_interleaved(self, wanted):
        while True:
            channel, packet = self._read_frame()
            if channel == wanted:
                return packet
