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
from books import COUNTS, Books, restarts, shortfall
from capacity import conclude
from camera_network import SimulatedCamera, run_checked
from elsewhere import FarCamera
from trial import cameras_alone, latencies, simulated


class Latencies(unittest.TestCase):
    CAMERA = SimulatedCamera("gate", "Gate", None, pictures=300, frames_per_second=25, since=1000)

    def came(self, numbers, late=0.02):
        """Pictures as a viewer has them: so many seconds after the camera sent the one with that number since its clip began."""
        return [(1000 + number / 25 + late, 0, number % 300) for number in numbers]

    def test_are_of_the_pictures_that_were_sent_meanwhile(self):
        found, missing, expected = latencies(self.CAMERA, self.came(range(250, 700)), 1012, 1022)
        self.assertEqual((len(found), missing, expected), (250, 0, 250))
        self.assertAlmostEqual(max(found), 20, places=3)
        found, missing, expected = latencies(self.CAMERA, self.came(range(250, 700), -0.0005), 1012, 1022)
        self.assertEqual((max(found), missing, expected), (0, 0, 250), "times in a file are rounded")

    def test_miss_what_never_came_wherever_it_is(self):
        for numbers, missed in ((range(250, 425), 125), (range(425, 700), 125), ([*range(250, 400), *range(410, 700)], 10), ([], 250)):
            self.assertEqual(latencies(self.CAMERA, self.came(numbers), 1012, 1022)[1:], (missed, 250), numbers)
        marks = [(came, 0, -1) for came, _, _ in self.came(range(250, 700))]
        self.assertEqual(latencies(self.CAMERA, marks, 1012, 1022), ([], 250, 250))

    def test_do_not_miss_what_could_not_have_come_yet(self):
        slow = [picture for picture in self.came(range(200, 700), 3) if picture[0] < 1022.5]
        found, missing, expected = latencies(self.CAMERA, slow, 1012, 1022, 1022.5)
        self.assertEqual((len(found), missing), (expected, 0))
        self.assertAlmostEqual(expected, 187, delta=1)


class GatewaysBooks(unittest.TestCase):
    def books(self, publisher=0, **counts):
        """Books of a gateway of one camera, without asking it."""
        books = Books.__new__(Books)
        books.publisher_restarts = publisher
        books.cameras = {"gate": dict.fromkeys((*COUNTS, "receiverRestarts", "decoderRestarts"), 100) | counts}
        return books

    def test_know_what_began_anew(self):
        before = self.books()
        self.assertEqual(restarts(before, self.books(framesOut=200)), [])
        self.assertEqual(restarts(before, self.books(1)), ["the publisher restarted"])
        self.assertEqual(restarts(before, self.books(decoderRestarts=101, framesOut=3)), ["gate: its decoder restarted"])
        self.assertEqual(restarts(before, self.books(framesOut=3)), ["gate: the gateway began to count anew"])
        self.assertEqual(self.books(framesOut=3, bytesOut=400).since(before)["gate"], dict.fromkeys(COUNTS, 0) | {"framesOut": 3, "bytesOut": 300})

    def test_are_held_against_what_came_in_and_what_went_out(self):
        camera, whole = Latencies.CAMERA, {"accessUnits": 250, "framesOut": 250}
        self.assertEqual(shortfall(camera, whole, 245, 10), "")
        self.assertEqual(shortfall(camera, whole, 60, 10), "60 of 250 pictures came to its viewer")
        self.assertEqual(shortfall(camera, {"accessUnits": 60, "framesOut": 60}, 60, 10), "60 of 250 pictures came from the camera")
        self.assertEqual(shortfall(FarCamera("far", "", "", ()), {"accessUnits": 60, "framesOut": 60}, 60, 10), "", "nobody knows what it sends")


class Conclusions(unittest.TestCase):
    """Of a machine of two cores."""

    def trial(self, cameras, held, gateway, bench, idle, **more):
        return {"cameras": cameras, "held": held, "why": "" if held else "too late", "gatewayCores": gateway, "benchCores": {"viewers": bench},
                "idleCores": idle, "otherCores": max(2 - gateway - bench - idle, 0), "busy": 1 - idle / 2, "cpuPerStream": {"cordon-publish": gateway / cameras}} | more

    def concluded(self, *trials):
        report = {"machine": {"cores": 2}, "trials": list(trials), "directLatencyMs": None, "beside": "viewers", "latencyIs": "short"}
        conclude(report, [48])
        return report

    def test_take_what_worked_for_usable_where_the_processors_were_short(self):
        report = self.concluded(self.trial(8, True, 1.4, 0.2, 0.4), self.trial(9, False, 1.7, 0.25, 0.05))
        self.assertEqual((report["capacity"], report["capacityAlone"]), (8, 9))
        self.assertEqual(report["sizing"], ["48 cameras like these need about 10.5 cores; this machine has 2 and carries 9."])
        self.assertIn("encode-bound", report["bottleneck"])

    def test_take_most_processors_for_usable_where_something_else_was_short(self):
        report = self.concluded(self.trial(1, True, 0.05, 0.01, 1.94), self.trial(2, False, 0.1, 0.02, 1.88))
        self.assertEqual(report["capacityAlone"], 34)
        self.assertEqual(report["sizing"], ["48 cameras like these need about 2.8 cores; this machine has 2 and carries 34."])
        self.assertTrue(any("not what broke the level" in note for note in report["notes"]), report["notes"])

    def test_blame_others_where_they_had_the_processors(self):
        report = self.concluded(self.trial(1, True, 0.1, 0.02, 0.5), self.trial(2, False, 0.15, 0.05, 0.1))
        self.assertEqual(report["bottleneck"], "other programs: 89 % of the processor time was theirs")
        self.assertTrue(any("Other programs used up to 1.70 of the 2 cores" in note for note in report["notes"]), report["notes"])
        quiet = self.concluded(self.trial(8, True, 1.4, 0.2, 0.4), self.trial(9, False, 1.7, 0.25, 0.05))
        self.assertFalse(any("Other programs" in note for note in quiet["notes"]), quiet["notes"])

    def test_carry_without_the_benchmark_no_less_than_beside_it(self):
        self.assertEqual(self.concluded(self.trial(8, True, 1.9, 0.1, 0.0))["capacityAlone"], 8)


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
