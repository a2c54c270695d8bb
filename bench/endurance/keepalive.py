# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Cameras that end a session unless they get the sign of life they know, each over TCP and over UDP."""

import sys
import time

import clips
from camera_network import SimulatedCamera
from gateway_rig import GatewayRig
from picture_history import StatusPoller

TASTES = ("counts-options", "counts-get-parameter", "counts-set-parameter", "counts-rtcp", "counts-nothing-but-requests")
SESSION_TIMEOUT = 60  # seconds
LONGEST_GAP = 1  # seconds without a picture that are none
CLIP = ("--width", "320", "--height", "240", "--fps", "10", "--seconds", "10", "--kilobits", "200", "--keyframe-interval", "10")


class Keepalive:
    def __init__(self, programs, minutes):
        self.minutes = minutes
        clip = clips.synthetic_clip(programs, 0, *CLIP)
        cameras = [SimulatedCamera(name=f"{taste}-{transport}", title=taste, clip=clip, alone=True,
                                   options=("--quirk", taste, "--session-timeout", str(SESSION_TIMEOUT)),
                                   settings=(f"rtspTransport: {transport}",))
                   for taste in TASTES for transport in ("tcp", "udp")]
        self.rig = GatewayRig(cameras, programs=programs)
        self.results = {}

    def run(self):
        names = [camera.name for camera in self.rig.cameras]
        with self.rig, StatusPoller(self.rig, names) as poller:
            self.rig.wait_until_live()
            begin = time.monotonic()
            for minute in range(1, self.minutes + 1):
                time.sleep(max(0.0, begin + 60 * minute - time.monotonic()))
                longest = max(camera.history.longest_gap(begin, time.monotonic()) for camera in poller.cameras.values())
                print(f"minute {minute} of {self.minutes}: longest gap {longest:.2f} s", file=sys.stderr)
            end = time.monotonic()
            for camera in self.rig.cameras:
                watched = poller.cameras[camera.name]
                self.results[camera.name] = {
                    "transport": watched.status["transport"],
                    "frames": watched.status["framesOut"],
                    "longestGap": round(watched.history.longest_gap(begin, end), 2),
                    "sessions": watched.status["sessions"],
                    "lostPackets": watched.status["lostPackets"],
                }

    def measured(self):
        return {"minutes": self.minutes, "sessionTimeout": SESSION_TIMEOUT, "cameras": self.results}

    def tables(self):
        rows = [[name, *result.values()] for name, result in self.results.items()]
        return [(["camera", "transport", "frames", "longest gap s", "sessions", "lost packets"], rows)]

    def broken(self):
        """A sentence for each limit that was not kept."""
        sentences = []
        for name, result in self.results.items():
            if not name.endswith(result["transport"].lower()):
                sentences.append(f"{name} came by {result['transport']}")
            if result["longestGap"] > LONGEST_GAP:
                sentences.append(f"{name} had no picture for {result['longestGap']} s")
            if result["sessions"] != 1:
                sentences.append(f"{name} took {result['sessions']} sessions")
        return sentences
