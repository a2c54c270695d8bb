#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""`cordon bench --against` compares equal pictures, on machines as busy where it is told to. Nothing here is timed."""

import functools
import os
import shutil
import sys
import types
import unittest
import unittest.mock

from bench_test_case import LITTLE, BenchTestCase
from gateway_test_case import BENCH

sys.path[:0] = [str(BENCH / "capacity"), str(BENCH / "fidelity")]

from against import as_busy, run_cordon, trial_not_full
from camera_network import RigError
from peers import PEERS


class AsBusy(unittest.TestCase):
    """Of contenders that need so many cores for each camera, and as much again, however many there are, for a machine that sleeps."""

    def tried(self, each, least, most):
        tried = [[] for _ in each]

        def trial(contender, cameras):
            tried[contender].append(cameras)
            return {"busy": 0.1 + each[contender] * cameras, "cpuPerStream": each[contender]}

        numbers, first = as_busy([functools.partial(trial, contender) for contender in range(len(each))], least, most)
        self.assertEqual([run["cpuPerStream"] for run in first], list(each))
        return numbers, tried

    def test_gives_whoever_needs_less_more_cameras_and_never_makes_it_busier(self):
        numbers, tried = self.tried((0.01, 0.03), 16, 64)
        self.assertEqual((numbers, tried), ([45, 16], [[16, 35, 45], [16]]))
        self.assertLessEqual(0.1 + 0.01 * numbers[0], 0.1 + 0.03 * 16)

    def test_keeps_to_the_most(self):
        numbers, _ = self.tried((0.001, 0.02), 10, 30)
        self.assertEqual(numbers, [30, 10])

    def test_measures_nothing_twice_where_all_need_the_same(self):
        self.assertEqual(self.tried((0.02, 0.02), 8, 64), ([8, 8], [[8], [8]]))

    def test_a_machine_without_rest_is_an_error(self):
        with self.assertRaisesRegex(RigError, "Cordon, with 9 cameras, kept 98 % .* take fewer with --cameras"):
            trial_not_full("Cordon", lambda cameras: {"busy": 0.98}, 9)
        self.assertEqual(trial_not_full("Cordon", lambda cameras: {"busy": 0.9}, 9), {"busy": 0.9})


class CordonsWork(unittest.TestCase):
    def run_cordon(self, **findings):
        trial = {"gatewayCores": 0.5, "kilobits": 400, "busy": 0.5, "otherCores": 0.1, "lostPercent": 0, "perCamera": [],
                 "restarts": []} | findings
        with unittest.mock.patch("against.run", return_value=trial):
            return run_cordon(None, types.SimpleNamespace(path=None), 5, (), 0.1, 4)

    def test_left_undone_is_an_error(self):
        self.assertEqual(self.run_cordon(lostPercent=0.1),
                         {"cpuPerStream": 0.125, "lostPercent": 0.1, "kilobits": 400, "busy": 0.5, "otherCores": 0.1})
        for findings, words in (({"lostPercent": 9}, "9.00 % of the pictures were lost; .* or a higher --most-lost"),
                                ({"restarts": ["the publisher restarted"]}, "the publisher restarted"),
                                ({"perCamera": [{"name": "gate", "complaint": "the stream ended"}]}, "gate: the stream ended")):
            with self.assertRaisesRegex(RigError, f"Cordon, with 4 cameras, left work undone: {words}"):
                self.run_cordon(**findings)


class PeerComparison(BenchTestCase):
    def against(self, peer, cameras):
        run, report = self.bench("--against", peer, "--cameras", cameras, "--rounds", "1", "--most-lost", "50", *LITTLE)
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        cordon, *others = report["peers"]
        for row in report["peers"]:
            self.assertLess(0, row["busy"])
            self.assertLess(row["busy"], 1)
        self.assertEqual([row["name"] for row in others], [each.name for each in PEERS[peer]])
        for row in others:
            self.assertTrue(cordon["psnrY"] - 2 < row["psnrY"] <= cordon["psnrY"], row)
            self.assertGreater(row["ssimY"], 0.9)
            self.assertGreater(row["kilobits"], 50)
            self.assertAlmostEqual(row["ratio"], row["cpuPerStream"] / cordon["cpuPerStream"])
            self.assertIn(row["name"], run.stdout)
            self.assertIn(row["name"], (self.folder / "report.html").read_text())
        self.assertTrue(0 <= cordon["lostPercent"] <= 50, cordon)

        return run, report

    def test_compares_with_gstreamer_on_a_machine_as_busy(self):
        run, report = self.against("gstreamer", "1..2")
        self.assertTrue(all(row["cameras"] in (1, 2) for row in report["peers"]), report["peers"])
        self.assertEqual(len(report["sameNumber"]), len(report["peers"]))
        self.assertIn("With 1 cameras each, once:", run.stdout)

    def test_compares_with_ffmpeg_at_an_equal_picture(self):
        _, report = self.against("ffmpeg", "1")
        self.assertEqual([row["cameras"] for row in report["peers"]], [1, 1, 1])

    def test_says_which_package_a_peer_is_missing(self):
        os.symlink(sys.executable, self.folder / "python3")
        os.symlink(shutil.which("dirname"), self.folder / "dirname")
        os.symlink(shutil.which("ffprobe"), self.folder / "ffprobe")
        for peer, package in (("ffmpeg", "ffmpeg"), ("gstreamer", "gstreamer1.0-tools")):
            with self.subTest(peer=peer):
                run, _ = self.bench("--against", peer, *LITTLE, PATH=str(self.folder))
                self.assertEqual(run.returncode, 1)
                self.assertIn(f"install the Debian package {package}", run.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
