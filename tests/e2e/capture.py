#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Sees every packet of the network it is started in, and prints each pair of addresses the first time it occurs.

One line a pair, "SOURCE DESTINATION"; "ready" before the first. IPv4, IPv6 and who asks for whom by ARP.
"""

import socket

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


def main():
    # SOCK_DGRAM: without the link's own header, which differs from link to link.
    with socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(EVERYTHING)) as link:
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)
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
