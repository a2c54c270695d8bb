#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Where a stream's keyframes are: a viewer has one at once, whenever it comes; after a while they are where the camera has its own."""

import sys
import time
import unittest

from gateway_test_case import BENCH, GatewayTestCase, programs

import clips
from camera_network import SimulatedCamera
from gateway_rig import GatewayRig

sys.path[:0] = [str(BENCH / "capacity"), str(BENCH / "fidelity")]
from trial import Watch  # noqa: E402: the path comes first

FRAME_RATE = 15
INTERVAL = 2  # seconds, as by default
LONGER = 1 / 8  # as a part of it, where the camera's own is about to come
PICTURE = 1 / FRAME_RATE
EVERY = {"every-second": FRAME_RATE, "every-two": 2 * FRAME_RATE}  # pictures, by camera
SETTLED = 5  # seconds
WATCHED = 16


class Keyframes(GatewayTestCase):
    @classmethod
    def setUpClass(cls):
        options = clips.SMALL[:-1]
        cameras = [SimulatedCamera(name=name, title=name, options=("--in-step",),
                                   clip=clips.synthetic_clip(programs(), 0, *options, str(every))) for name, every in EVERY.items()]
        cls.rig = cls.enterClassContext(GatewayRig(cameras, programs=programs()))

    def keyframes(self):
        """By camera, of each keyframe of its stream: seconds since the first, and which of the camera's pictures it is."""
        with Watch(programs() / "stream_watch", map(self.rig.rtsp_url, self.rig.cameras), decoded=0) as watch:
            time.sleep(WATCHED)
            streams = watch.end()
        found = {}
        for camera, (complaint, pictures) in zip(self.rig.cameras, streams, strict=True):
            self.assertEqual(complaint, "")
            # A keyframe of these clips is many times as large as any other picture.
            large = max(size for _, size, _ in pictures) / 2
            self.assertGreater(pictures[0][1], large, f"{camera.name}: the first picture a viewer gets")
            found[camera.name] = [(came - pictures[0][0], int((came - camera.since) * FRAME_RATE)) for came, size, _ in pictures if size > large]
        return found

    def test_they_fall_into_step_with_the_cameras_own_and_stay(self):
        # Two viewers, each at another place between the camera's keyframes: it takes no luck.
        for turn in range(2):
            time.sleep(turn * 0.6)
            for name, keyframes in self.keyframes().items():
                settled = [number for after, number in keyframes if after > SETTLED]
                self.assertEqual([number % EVERY[name] for number in settled], [0] * len(settled), f"{name}: {keyframes}")
                apart = [later - after for (after, _), (later, _) in zip(keyframes, keyframes[1:])]
                self.assertLess(max(apart), INTERVAL * (1 + LONGER) + 2 * PICTURE, f"{name}: {keyframes}")
                self.assertLessEqual(len(settled), (WATCHED - SETTLED) / INTERVAL + 1, f"{name}: no more than there were")


if __name__ == "__main__":
    unittest.main(verbosity=2)
