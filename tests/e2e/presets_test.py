#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Every preset with every encoder, one camera each: ffmpeg decodes its RTSP stream, and Chromium plays it on the page."""

import subprocess
import unittest

from browser import Browser
from gateway_test_case import GatewayTestCase, programs

import clips
from camera_network import SimulatedCamera
from gateway_rig import GatewayRig
from viewer import Viewer

WATCHED = 4  # seconds
PROFILES = {
    "live": "Constrained Baseline", "live-openh264": "Constrained Baseline", "live-x264": "Constrained Baseline",
    "balanced": "Main", "balanced-openh264": "Main", "balanced-x264": "Main",
    "archive": "High", "archive-openh264": "Main", "archive-x264": "High",
}


class Presets(GatewayTestCase):
    @classmethod
    def setUpClass(cls):
        clip = clips.synthetic_clip(programs(), 0, *clips.SMALLER)
        cameras = []
        for name in PROFILES:
            preset, _, encoder = name.partition("-")
            settings = (f"preset: {preset}", *([f"encoder: {encoder}"] if encoder else []))
            cameras.append(SimulatedCamera(name=name, title=name, clip=clip, settings=settings))
        cls.rig = cls.enterClassContext(GatewayRig(cameras, programs=programs()))

    def test_ffmpeg_decodes_each_without_a_complaint(self):
        viewers = {camera.name: Viewer(self.rig.rtsp_url(camera), seconds=WATCHED) for camera in self.rig.cameras}
        self.assertEqual({name: viewer.wait(40) for name, viewer in viewers.items()}, {name: [] for name in viewers})

    def test_each_declares_the_profile_of_its_preset(self):
        for camera in self.rig.cameras:
            probe = subprocess.run(["ffprobe", "-v", "error", "-rtsp_transport", "tcp", "-show_entries", "stream=profile", "-of",
                                    "default=noprint_wrappers=1:nokey=1", self.rig.rtsp_url(camera)], capture_output=True, text=True, timeout=30, check=True)
            self.assertEqual(probe.stdout.strip(), PROFILES[camera.name], camera.name)

    def test_the_page_plays_each(self):
        with Browser(self.rig.page_url) as browser:
            self.wait_until(lambda: all(browser.tiles().get(name, {}).get("status") == "live" for name in PROFILES), "every tile live", 30)
            before = {name: tile["time"] for name, tile in browser.tiles().items()}
            self.wait_until(lambda: all(tile["time"] > before[name] + 1 for name, tile in browser.tiles().items()), "every tile playing", 30)
            self.wait_until(browser.pictured_tiles, "a picture in each")
            self.assertEqual(browser.ask("heard")["complaints"], [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
