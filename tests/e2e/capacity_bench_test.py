#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""`cordon bench` measures through the pictures, finds a limit where there is one, and says what it found. Nothing here is timed."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

from gateway_test_case import BENCH, programs

sys.path.insert(0, str(BENCH / "capacity"))

import codec_clips
from ramp import climb, judge

LITTLE = ("--synthetic", "360p15,500kbit", "--for", "5s")
PATIENT = ("--latest", "5000", "--most-lost", "50")  # whatever else this machine does


class Ramp(unittest.TestCase):
    def tried(self, least, most, carried):
        tried = []
        outcome = climb(least, most, lambda cameras: tried.append(cameras) or cameras <= carried)
        return outcome, tried

    def test_doubles_until_it_breaks_and_halves_the_rest(self):
        self.assertEqual(self.tried(1, 64, 11), (11, [1, 2, 4, 8, 16, 12, 10, 11]))
        self.assertEqual(self.tried(1, 64, 16), (16, [1, 2, 4, 8, 16, 32, 24, 20, 18, 17]))

    def test_stops_at_the_most_it_may_try(self):
        self.assertEqual(self.tried(1, 6, 99), (6, [1, 2, 4, 6]))
        self.assertEqual(self.tried(5, 5, 99), (5, [5]))

    def test_looks_below_where_it_began_when_that_breaks(self):
        self.assertEqual(self.tried(8, 64, 5), (5, [8, 1, 4, 6, 5]))
        self.assertEqual(self.tried(4, 4, 0), (0, [4, 1]))
        self.assertEqual(self.tried(1, 64, 0), (0, [1]))

    def test_says_what_broke_the_level(self):
        level = {"lostPercent": 0.1, "p99Ms": 150}
        trial = {"lostPercent": 0.1, "latencyMs": {"p99": 150.0}, "perCamera": [{"name": "camera-1", "complaint": ""}]}
        self.assertEqual(judge(trial, level), "")
        self.assertIn("0.20 % of the pictures were lost", judge({**trial, "lostPercent": 0.2}, level))
        self.assertIn("151 ms", judge({**trial, "latencyMs": {"p99": 151.0}}, level))
        self.assertIn("no picture could be measured", judge({**trial, "latencyMs": {"p99": None}}, level))
        self.assertIn("camera-1: gone", judge({**trial, "perCamera": [{"name": "camera-1", "complaint": "gone"}]}, level))


class CapacityBench(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def bench(self, *options):
        report = self.folder / "report.json"
        run = subprocess.run([programs() / "cordon", "bench", "--json", report, "--html", self.folder / "report.html", *options],
                             capture_output=True, text=True, timeout=150, check=False)
        return run, json.loads(report.read_text()) if report.exists() else None

    def test_measures_every_part_of_a_gateway_of_two_cameras(self):
        run, report = self.bench("--cameras", "2", *LITTLE, *PATIENT, "--size-for", "30")
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertIn("2 cameras: carried", run.stdout)
        self.assertIn("This machine carries at least 2 such cameras", run.stdout)
        self.assertRegex(run.stdout, r"30 cameras like these need about [\d.]+ cores")
        (trial,) = report["trials"]
        self.assertGreater(trial["came"], 100)
        # All of them decoded and read by their numbers.
        self.assertGreater(trial["decoded"], 100)
        late = trial["latencyMs"]
        self.assertTrue(0 < late["p50"] <= late["p95"] <= late["p99"] <= late["max"] < 5000, late)
        self.assertAlmostEqual(sum(share for _, share in trial["latencyHistogram"]), 1, places=6)
        for kind in ("cordon-receive", "cordon-decode", "cordon-publish"):
            self.assertGreater(trial["cpuPerStream"][kind], 0, kind)
            self.assertGreater(trial["memoryMbPerCamera"][kind], 0, kind)
        self.assertGreater(trial["benchCores"]["viewers"], 0)
        self.assertGreater(report["quality"]["psnrY"], 35)
        self.assertTrue(0 < trial["fairness"] <= 1, trial["fairness"])
        page = (self.folder / "report.html").read_text()
        self.assertIn("at least <em>2 such cameras</em>", page)
        self.assertNotIn("http", page.replace("http-equiv", ""), "the page needs nothing from elsewhere")

    def test_finds_that_an_impossible_level_is_not_kept(self):
        run, report = self.bench("--cameras", "1", *LITTLE, "--latest", "0.01")
        self.assertEqual(run.returncode, 3, run.stderr)
        self.assertEqual(report["capacity"], 0)
        self.assertIn("1 camera: not carried: one picture in a hundred took more than", run.stdout)
        self.assertIn("does <em>not</em> carry", (self.folder / "report.html").read_text())

    def test_puts_numbers_into_a_clip_of_the_users(self):
        clip = codec_clips.codec_clip(programs(), "h264-baseline")
        run, report = self.bench("--cameras", "1", "--clip", clip, "--for", "5s", *PATIENT)
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertGreater(report["trials"][0]["decoded"], 60)

    def test_says_what_is_wrong_with_what_it_was_told(self):
        for options, words in ((("--cameras", "0"), "a number from 1 to 64"), (("--synthetic", "900x25"), "must begin with a size and a rate"),
                               (("--synthetic", "360p15,vp9"), "'vp9' is neither"), (("--clip", "/nowhere.mp4"), "no such file"),
                               (("--for", "1s"), "seconds from 5 to 3600")):
            with self.subTest(options=options):
                run, _ = self.bench(*options)
                self.assertIn(words, run.stderr)
                self.assertNotEqual(run.returncode, 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
