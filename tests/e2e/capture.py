#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Sees every packet of the network it is started in, and prints each pair of addresses the first time it occurs.

capture.py [NETWORK]: but for those from and to that IPv4 network, so that their flood does not hide the others.
One line a pair, "SOURCE DESTINATION"; "ready" before the first, and when it is told to end "dropped COUNT". IPv4, IPv6 and who asks for whom by ARP.
"""

import ctypes
import ipaddress
import signal
import socket
import struct
import sys

EVERYTHING = 0x0003  # ETH_P_ALL
IPV4, ARP, IPV6 = 0x0800, 0x0806, 0x86DD


def addresses(kind, packet):
    """The two ends of one packet, or None where it has none."""
    if kind == IPV4 and len(packet) >= 20:
        return socket.inet_ntoa(packet[12:16]), socket.inet_ntoa(packet[16:20])
    if kind == IPV6 and len(packet) >= 40:
        return tuple(socket.inet_ntop(socket.AF_INET6, packet[at:at + 16]) for at in (8, 24))
    if kind == ARP and len(packet) >= 28:
        return socket.inet_ntoa(packet[14:18]), socket.inet_ntoa(packet[24:28])
    return None


def leave_out(link, network):
    """Has the kernel drop what comes from there or goes there (socket(7), SO_ATTACH_FILTER)."""
    load, mask, equal, give = 0x20, 0x54, 0x15, 0x06  # BPF_LD | BPF_W | BPF_ABS and so on
    source, destination = 12, 16  # in bytes from the start of an IPv4 header
    steps = [(load, 0, 0, source), (mask, 0, 0, int(network.netmask)), (equal, 3, 0, int(network.network_address)),
             (load, 0, 0, destination), (mask, 0, 0, int(network.netmask)), (equal, 0, 1, int(network.network_address)),
             (give, 0, 0, 0), (give, 0, 0, 65535)]
    code = b"".join(struct.pack("=HBBI", *step) for step in steps)
    held = ctypes.create_string_buffer(code, len(code))
    link.setsockopt(socket.SOL_SOCKET, 26, struct.pack("HL", len(steps), ctypes.addressof(held)))  # SO_ATTACH_FILTER


def end(link):
    _, dropped = struct.unpack("II", link.getsockopt(263, 6, 8))  # SOL_PACKET, PACKET_STATISTICS
    print("dropped", dropped, flush=True)
    sys.exit(0)


def main():
    # SOCK_DGRAM: without the link's own header, which differs from link to link.
    with socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(EVERYTHING)) as link:
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)
        if len(sys.argv) > 1:
            leave_out(link, ipaddress.IPv4Network(sys.argv[1]))
        signal.signal(signal.SIGTERM, lambda *_: end(link))
        print("ready", flush=True)
        seen = set()
        while True:
            packet, (_, kind, *_) = link.recvfrom(64)
            pair = addresses(kind, packet)
            if pair and pair not in seen:
                seen.add(pair)
                print(*pair, flush=True)


if __name__ == "__main__":
    main()
