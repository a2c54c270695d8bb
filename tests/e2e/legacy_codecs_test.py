#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Cameras of old codecs: every one is live, says what it sends, and is shown in the colours it sent."""

import subprocess
import unittest

from gateway_test_case import programs  # first: it says where the rig is
import codec_clips
from camera_network import SimulatedCamera
from gateway_rig import GatewayRig

CODECS = {"mjpeg": "MJPEG", "mjpeg-no-tables": "MJPEG", "mjpeg-422": "MJPEG", "mpeg4": "MPEG-4", "mpeg4-asp": "MPEG-4"}
MOST_APART = 10  # of 255; BT.601 taken for BT.709, or full range for limited, is 20 and more
BARS = 7


def bar_colours(source, *options):
    """Red, green and blue of each of the seven bars in the upper half of a picture, as ffmpeg shows it."""
    shown = subprocess.run(["ffmpeg", "-nostdin", "-v", "error", *options, "-i", str(source), "-frames:v", "1", "-vf",
                            f"crop=iw:ih/2:0:0,scale={BARS}:1:flags=area", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
                           capture_output=True, check=True, timeout=60).stdout
    return [tuple(shown[at:at + 3]) for at in range(0, len(shown), 3)]


def apart(one, other):
    return max(abs(a - b) for a, b in zip(one, other))


class LegacyCodecs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cameras = [SimulatedCamera(name=name, title=name, clip=codec_clips.codec_clip(programs(), name, bars=True)) for name in CODECS]
        cls.rig = cls.enterClassContext(GatewayRig(cameras, programs=programs()))
        cls.rig.wait_until_live()

    def test_each_is_said_to_send_its_codec(self):
        said = {name: camera["codec"] for name, camera in self.rig.camera_status().items()}
        self.assertEqual(said, CODECS)

    def test_each_is_shown_in_its_colours(self):
        for camera in self.rig.cameras:
            with self.subTest(camera=camera.name):
                sent = bar_colours(camera.clip)
                shown = bar_colours(self.rig.rtsp_url(camera), "-rtsp_transport", "tcp")
                self.assertEqual((len(sent), len(shown)), (BARS, BARS))
                self.assertGreater(min(apart(one, other) for one, other in zip(sent, sent[1:])), 100, "these are no bars")
                for one, other in zip(sent, shown):
                    self.assertLessEqual(apart(one, other), MOST_APART, f"sent {sent}, shown {shown}")

    def test_none_is_damaged(self):
        damaged = {name: camera["damaged"] for name, camera in self.rig.camera_status().items()}
        self.assertEqual(set(damaged.values()), {0}, damaged)


if __name__ == "__main__":
    unittest.main(verbosity=2)
