#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Cameras of old codecs: every one is live, says what it sends, and is shown in the colours it sent."""

import unittest

from gateway_test_case import programs  # first: it says where the rig is
import codec_clips
import colour_bars
from camera_network import SimulatedCamera
from gateway_rig import GatewayRig

CODECS = {"mjpeg": "MJPEG", "mjpeg-no-tables": "MJPEG", "mjpeg-422": "MJPEG", "mpeg4": "MPEG-4", "mpeg4-asp": "MPEG-4"}


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
                colour_bars.expect_the_same(self, camera.clip, self.rig.rtsp_url(camera))

    def test_none_is_damaged(self):
        damaged = {name: camera["damaged"] for name, camera in self.rig.camera_status().items()}
        self.assertEqual(set(damaged.values()), {0}, damaged)


if __name__ == "__main__":
    unittest.main(verbosity=2)
