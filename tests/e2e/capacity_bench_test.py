#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""`cordon bench` measures through the pictures, finds a limit where there is one, and says what it found. Nothing here is timed."""

import json
import math
import os
import signal
import sys
import unittest

from bench_test_case import LITTLE, SCENE, BenchTestCase
from gateway_test_case import BENCH, programs

sys.path[:0] = [str(BENCH / "capacity"), str(BENCH / "fidelity")]

import codec_clips
import test_clip
from elsewhere import lateness
from gateway_rig import GatewayRig
from overload import holds, recovery
from ramp import cameras_for, climb, judge
from trial import cameras_alone, latencies, observe, simulated, url_with_password

FAST_SCENE = "360p50,500kbit"
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

    def test_asks_for_as_many_as_keep_it_busy(self):
        for busy, measured, wanted in ((0.75, 0.125, 24), (0.75, 0.375, 8), (0.7, 0.02, 64), (0.7, 0.9, 4), (0.55, 0.299, 7)):
            self.assertEqual(cameras_for(busy, 4, {"busy": measured}, 4, 64), wanted)

    def test_says_what_broke_the_level(self):
        level = {"lostPercent": 0.1, "p99Ms": 150}
        trial = {"lostPercent": 0.1, "latencyMs": {"p99": 150.0}, "perCamera": [{"name": "camera-1", "complaint": ""}],
                 "restarts": []}
        self.assertEqual(judge(trial, level), "")
        self.assertIn("0.20 % of the pictures were lost", judge({**trial, "lostPercent": 0.2}, level))
        self.assertIn("151 ms", judge({**trial, "latencyMs": {"p99": 151.0}}, level))
        self.assertIn("no picture could be measured", judge({**trial, "latencyMs": {"p99": None}}, level))
        self.assertIn("the publisher restarted", judge({**trial, "restarts": ["the publisher restarted"]}, level))
        self.assertIn("camera-1: gone", judge({**trial, "perCamera": [{"name": "camera-1", "complaint": "gone"}]}, level))


class Lateness(unittest.TestCase):
    def stream(self, late, first=0):
        """Pictures of a clip of 30, 25 a second; `late` says by how many seconds each of them is."""
        return [(100 + number / 25 + more, 0, (first + number) % 30) for number, more in enumerate(late)]

    def test_is_over_the_fastest_picture_of_a_stream(self):
        found, missing, expected = lateness(None, self.stream([0.01] * 20 + [0.05] + [0.01] * 29, 20), 0, 1000)
        self.assertEqual((len(found), missing, expected), (50, 0, 50))
        self.assertAlmostEqual(max(found), 40, places=3)
        self.assertAlmostEqual(min(found), 0, places=3)

    def test_misses_what_did_not_come(self):
        pictures = self.stream([0] * 30)
        self.assertEqual(lateness(None, pictures[:10] + pictures[12:], 0, 1000)[1:], (2, 30))

    def test_leaves_alone_what_bears_no_numbers(self):
        self.assertEqual(lateness(None, [(number / 25, 0, -1) for number in range(50)], 0, 1000), ([], 0, 0))


class Recovery(unittest.TestCase):
    RATE = 25

    def came(self, *spans):
        """A camera's pictures, as a viewer gets them in those spans of seconds."""
        return self.RATE, [begin + number / self.RATE for begin, end in spans for number in range(round((end - begin) * self.RATE))]

    def test_is_the_first_whole_second_of_every_camera(self):
        self.assertEqual(recovery([self.came((90, 120))], 100), 0)
        self.assertAlmostEqual(recovery([self.came((90, 120)), self.came((90, 99), (101.5, 120))], 100), 1.4, delta=0.11)
        self.assertAlmostEqual(recovery([self.came((90, 101.5), (103, 120)), self.came((90, 120))], 100.8), 2.1, delta=0.11)

    def test_is_never_where_a_camera_stays_away_or_is_short(self):
        self.assertIsNone(recovery([self.came((90, 120)), self.came((90, 99))], 100))
        rate, came = self.came((90, 120))
        self.assertIsNone(recovery([(rate, came[::2])], 100))

    def test_holds_at_its_limits_and_not_beyond(self):
        self.assertTrue(holds(0.4, 0.8, 500, 2.0))
        self.assertTrue(holds(1, 1, 0, 0), "whole again at once")
        for worse in ((0.39, 0.8, 500, 2), (0.4, 0.79, 500, 2), (0.4, 0.8, 501, 2), (0.4, 0.8, 500, 2.1), (0.4, 0.8, 500, math.inf)):
            self.assertFalse(holds(*worse), worse)


class CapacityBench(BenchTestCase):
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
        self.assertTrue(0.9 < report["quality"]["ssimY"] < 1, report["quality"])
        self.assertRegex(run.stdout, r"SSIM of luma 0\.9\d{3}")
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

    def test_a_publisher_that_dies_meanwhile_carries_nothing(self):
        with GatewayRig(simulated(test_clip.drawn(programs(), SCENE).path, 2), programs=programs()) as rig:
            rig.wait_until_live()
            kill = {2: lambda: [os.kill(pid, signal.SIGKILL) for pid in rig.children("cordon-publish")]}
            trial = observe(rig, 5, 1, latencies, lambda second: kill.get(second, lambda: None)())
        self.assertEqual(trial["restarts"], ["the publisher restarted"])
        self.assertTrue(all(camera["complaint"] for camera in trial["perCamera"]), trial["perCamera"])
        self.assertGreater(trial["lostPercent"], 20)
        self.assertAlmostEqual(trial["decoded"], 5 * 15, delta=2)
        self.assertIn("the publisher restarted", judge(trial, {"lostPercent": 100, "p99Ms": 9999}))

    def test_puts_numbers_into_a_clip_of_the_users(self):
        clip = codec_clips.codec_clip(programs(), "h264-baseline")
        run, report = self.bench("--cameras", "1", "--clip", clip, "--for", "5s", *PATIENT)
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertGreater(report["trials"][0]["decoded"], 60)

    def test_lets_all_pictures_of_a_fast_clip_pass(self):
        for scene, settings, expected in ((SCENE, (), []), (FAST_SCENE, (), ["maxFrameRate: 50"]),
                                          (FAST_SCENE, ("maxFrameRate: 60",), ["maxFrameRate: 60"])):
            clip = test_clip.drawn(programs(), scene).path
            with GatewayRig(simulated(clip, 1, settings), programs=programs()) as rig:
                self.assertEqual([line.strip() for line in rig.config.read_text().splitlines() if "maxFrameRate" in line], expected)

    def test_adds_up_what_a_site_needs(self):
        site = self.folder / "site.yaml"
        site.write_text(f"cameraNetwork: {{ namespace: host }}\nstateDirectory: {self.folder}\ncameraDefaults: {{ picture: 320x240, maxFrameRate: 10 }}\n"
                        "cameras:\n"
                        "  a: { source: rtsp://10.0.0.1/a, username: joe, password: unspoken }\n"
                        "  b: { source: rtsp://10.0.0.2/b, picture: 320x240 bt601-full }\n"
                        "  c: { source: rtsp://10.0.0.3/c, encoder: openh264 }\n"
                        "  d: { source: rtsp://10.0.0.4/d, picture: auto }\n")
        run, report = self.bench("--site", site, "--for", "5s", "--most-lost", "50")
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertEqual([(kind["picture"], kind["encoder"], kind["cameras"], kind["rate"]) for kind in report["kinds"]],
                         [("320x240", "x264", 2, 10), ("320x240", "openh264", 1, 10), ("1920x1080", "x264", 1, 10)])
        # As many as the site has in all: those of 320x240 keep no machine busy.
        self.assertEqual([kind["measuredWith"] for kind in report["kinds"][:2]], [4, 4])
        needed = sum(kind["cameras"] * kind["coresPerCamera"] for kind in report["kinds"]) / 0.85
        self.assertAlmostEqual(report["coresNeeded"], needed)
        self.assertIn(f"Your 4 cameras (3 of 320x240, 1 of 1920x1080) need about {needed:.1f} cores", run.stdout)
        self.assertIn("Taken as 1920x1080, as they have picture: auto and were not seen yet: d.", run.stdout)
        page = (self.folder / "report.html").read_text()
        self.assertIn("<em>4 of 4 cameras</em>", page)
        self.assertNotIn("unspoken", page + run.stdout + json.dumps(report))

    def test_names_the_mistakes_in_a_sites_configuration(self):
        site = self.folder / "site.yaml"
        site.write_text("cameraNetwork: { namespace: host }\ncameras:\n  a: { source: rtsp://10.0.0.1/a, picture: 3x3 }\n")
        run, _ = self.bench("--site", site)
        self.assertEqual(run.returncode, 1)
        self.assertIn("cameras.a.picture", run.stderr)

    def cameras_at(self, clip, *options):
        """Two cameras that the benchmark knows nothing of; of the first the URL says who Cordon is, of the second a file does."""
        played = simulated(clip, 2)
        with cameras_alone(programs(), played) as network:
            password = network.password_file.read_text().strip()
            run, report = self.bench("--cameras-at", url_with_password(network, played[0]), played[1].url(), "--username", network.user, "--password-file",
                                     network.password_file, "--camera-network", network.namespace, "--cameras", "2", "--for", "5s", *options)
            self.assertNotIn(f"{network.user}:{password}", run.stdout + run.stderr + json.dumps(report) + (self.folder / "report.html").read_text())
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertIn("2 cameras: carried", run.stdout)
        self.assertEqual([camera["codec"] for camera in report["camerasElsewhere"]], ["H.264", "H.264"])
        return run, report

    def test_measures_through_the_pictures_of_cameras_elsewhere_that_bear_numbers(self):
        run, report = self.cameras_at(test_clip.drawn(programs(), FAST_SCENE).path, *PATIENT)
        self.assertIn("later than its stream's fastest picture", run.stdout)
        (trial,) = report["trials"]
        self.assertLess(trial["lostPercent"], 20)  # with the usual maxFrameRate it would be 40
        self.assertGreater(trial["decoded"], 100)
        self.assertLess(trial["latencyMs"]["p50"], trial["latencyMs"]["max"])

    def test_takes_the_gateways_word_for_cameras_whose_pictures_bear_none(self):
        run, report = self.cameras_at(codec_clips.codec_clip(programs(), "h264-baseline"), *PATIENT)
        self.assertIn("Latency is the gateway's own", run.stdout)
        (trial,) = report["trials"]
        self.assertEqual(trial["decoded"], 0)
        self.assertTrue(0 < trial["latencyMs"]["p50"] <= trial["latencyMs"]["p99"], trial["latencyMs"])

    def test_says_why_a_camera_elsewhere_cannot_be_had(self):
        run, _ = self.bench("--cameras-at", "rtsp://joe:unspoken@127.0.0.1:1/x", "--for", "5s")
        self.assertEqual(run.returncode, 1)
        self.assertIn("no picture from camera 1 at 127.0.0.1, port 1: the camera's address refuses the connection", run.stderr)
        self.assertNotIn("unspoken", run.stderr)

    def test_says_what_is_wrong_with_what_it_was_told(self):
        for options, words in ((("--cameras", "0"), "a number from 1 to 64"), (("--synthetic", "900x25"), "must begin with a size and a rate"),
                               (("--synthetic", "360p15,vp9"), "'vp9' is neither"),
                               (("--synthetic", "360p15,1.2.3Mbit"), "'1.2.3Mbit' is neither"),
                               (("--synthetic", "360p15,.Mbit"), "'.Mbit' is neither"),
                               (("--clip", "/nowhere.mp4"), "no such file"),
                               (("--for", "1s"), "seconds from 5 to 3600"), (("--against", "vlc"), "'vlc' is not known; ffmpeg or gstreamer"),
                               (("--against", "ffmpeg", "--site", "a.yaml"), "not allowed with"), (("--site", "a.yaml", "--cameras", "2"), "leave out --cameras"),
                               (("--site", "/nowhere.yaml"), "/nowhere.yaml"), (("--rate", "10"), "with --site"), (("--username", "joe"), "go with --cameras-at"),
                               (("--camera-network", "cameras"), "go with --cameras-at"), (("--rounds", "3"), "with --against"),
                               (("--against", "ffmpeg", "--rounds", "0"), "1 or more"), (("--size-for", "-5"), "1 or more"),
                               (("--latest", "inf"), "60000 at most"), (("--latest", "0"), "milliseconds above 0"),
                               (("--most-lost", "nan"), "percent from 0 to 100"),
                               (("--most-lost", "101"), "percent from 0 to 100"),
                               (("--site", "a.yaml", "--size-for", "8"), "leave out --latest and --size-for"),
                               (("--against", "ffmpeg", "--latest", "100"), "leave out --latest and --size-for"),
                               (("--cameras-at", "rtsp://joe:unspoken@gate/x"), "the camera's address in digits"),
                               (("--cameras-at", "rtsp://10.0.0.1/x", "--cameras", "2"), "--cameras-at names 1"),
                               (("--cameras-at", "rtsp://10.0.0.1/x", "--username", "joe", "--password-file", "/nowhere"), "passwordFile")):
            with self.subTest(options=options):
                run, _ = self.bench(*options)
                self.assertIn(words, run.stderr)
                self.assertNotIn("unspoken", run.stderr)
                self.assertNotEqual(run.returncode, 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
