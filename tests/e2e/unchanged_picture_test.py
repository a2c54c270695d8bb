#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""A camera before which nothing moves: its picture is encoded about once a second, and viewers neither miss nor mistake anything."""

import re
import time
import unittest
import urllib.request

from browser import Browser
from gateway_test_case import GatewayTestCase, programs

import clips
import codec_clips
from camera_network import SimulatedCamera
from gateway_rig import GatewayRig
from viewer import Viewer

WATCHED = 8  # seconds
FRAME_RATE = 15
STILL, MOVING = "still", "moving"


class UnchangedPicture(GatewayTestCase):
    @classmethod
    def setUpClass(cls):
        cameras = [SimulatedCamera(name=STILL, title="Still", clip=codec_clips.codec_clip(programs(), "h264-constant-quality", bars=True)),
                   SimulatedCamera(name=MOVING, title="Moving", clip=clips.synthetic_clip(programs(), 0, *clips.SMALL))]
        cls.rig = cls.enterClassContext(GatewayRig(cameras, programs=programs()))

    def setUp(self):
        # Not "live" in the gateway's own words: a camera that shows the very same picture for long is said to be frozen.
        self.wait_until(lambda: [camera["framesOut"] > 0 for camera in self.rig.camera_status().values()] == [True, True],
                        "pictures of both", 20)

    def frames_within(self, seconds):
        """By camera: what each of the frames that came was made of."""
        before = self.rig.camera_status()
        time.sleep(seconds)
        after = self.rig.camera_status()
        return {name: {key: after[name][key] - before[name][key] for key in ("framesIn", "framesOut", "framesUnchanged", "framesSkipped")}
                for name in after}

    def test_it_is_encoded_about_once_a_second_and_a_moving_one_always(self):
        frames = self.frames_within(WATCHED)
        still, moving = frames[STILL], frames[MOVING]
        self.assertGreater(still["framesIn"], WATCHED * FRAME_RATE * 0.9)
        # Once a second, every two seconds a keyframe, and where the clip begins anew.
        self.assertGreaterEqual(still["framesOut"], WATCHED - 1)
        self.assertLessEqual(still["framesOut"], WATCHED * 2 + 2)
        self.assertAlmostEqual(still["framesOut"] + still["framesUnchanged"], still["framesIn"], delta=2)
        self.assertEqual(moving["framesUnchanged"], 0)
        self.assertAlmostEqual(moving["framesOut"], moving["framesIn"], delta=2)

    def test_ffmpeg_decodes_it_without_a_complaint(self):
        self.assertEqual(Viewer(self.rig.rtsp_url(self.rig.cameras[0]), seconds=5).wait(30), [])

    def test_the_page_plays_it_without_a_pause_and_says_for_how_long_it_has_been_the_same(self):
        with Browser(self.rig.page_url) as browser:
            self.wait_until(lambda: browser.tiles().get(STILL, {}).get("status") == "unchanged", "an unchanged tile")
            self.assertRegex(browser.tiles()[STILL]["words"], r"^Live, unchanged for \d+ s$")
            self.assertEqual(browser.ask("summary"), "2 live")
            # A page that has just begun may still be catching up with the newest picture.
            self.wait_until(lambda: all(tile["lag"] is not None and tile["lag"] < 0.5
                                         for tile in browser.tiles().values()), "players at the newest picture", 20)
            began, before = time.time(), self.ahead_of_the_clock(browser)
            time.sleep(WATCHED)
            after = self.ahead_of_the_clock(browser)
            self.assertEqual(browser.tiles()[MOVING]["status"], "live")
            for name in (STILL, MOVING):
                self.assertAlmostEqual(after[name], before[name], delta=1, msg=name)
            shown = {picture for _, status, picture in browser.states(began)[STILL] for picture in [status, picture]}
            self.assertLessEqual(shown, {"live", "unchanged", "moving"})
            self.assertEqual(browser.ask("heard")["closed"], [], "every connection stayed")

    def ahead_of_the_clock(self, browser):
        """By camera: by how much the moment played is ahead of the clock (s), at its best of two seconds: a busy machine's stall makes
        what comes late for that long, and is caught up with."""
        seen = []
        until = time.time() + 2
        while time.time() < until:
            seen.append({name: tile["time"] - time.time() for name, tile in browser.tiles().items()})
            time.sleep(0.1)
        return {name: max(tiles[name] for tiles in seen) for name in (STILL, MOVING)}

    def test_metrics_tell_it_from_a_stale_one(self):
        self.wait_until(lambda: re.search(rf'cordon_camera_state{{camera="{STILL}",state="unchanged"}} 1', self.metrics()), "the state")
        self.assertRegex(self.metrics(), rf'cordon_camera_state{{camera="{STILL}",state="stale"}} 0')
        self.assertRegex(self.metrics(), rf'cordon_frames_unchanged_total{{camera="{STILL}"}} [1-9]')

    def metrics(self):
        with urllib.request.urlopen(self.rig.page_url + "metrics", timeout=5) as reply:
            return reply.read().decode()


if __name__ == "__main__":
    unittest.main(verbosity=2)
