#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""What `cordon bench` makes of what it measured, and of what it is given. No gateway runs, and nothing here is timed."""

import pathlib
import sys
import tempfile
import unittest

from bench_test_case import SCENE
from gateway_test_case import BENCH, programs

sys.path[:0] = [str(BENCH / "capacity"), str(BENCH / "fidelity")]

import test_clip
from camera_network import run_checked
from trial import cameras_alone, simulated


class CameraClip(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def made(self, name, *options):
        """A file that ffmpeg makes of a drawn clip of 15 pictures a second."""
        clip = self.folder / name
        run_checked(["ffmpeg", "-nostdin", "-v", "error", "-i", str(test_clip.drawn(programs(), SCENE).path), *options, str(clip)], name)
        return clip

    def test_goes_round_in_its_own_time_however_long_it_is(self):
        (camera,) = simulated(self.made("cut.mp4", "-frames:v", "151", "-c", "copy"), 1)
        with cameras_alone(programs(), [camera]):
            self.assertEqual(camera.pictures, 151)
            self.assertAlmostEqual(camera.pictures / camera.frames_per_second, 151 / 15, places=6)


if __name__ == "__main__":
    unittest.main(verbosity=2)
