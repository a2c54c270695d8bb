#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""What `cordon bench` makes of what it measured, and of what it is given. No gateway runs, and nothing here is timed."""

import contextlib
import dataclasses
import fractions
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import types
import unittest
import unittest.mock

from bench_test_case import SCENE
from gateway_test_case import BENCH, programs

sys.path[:0] = [str(BENCH / folder) for folder in ("capacity", "fidelity", "encoders")]

import clips
import site_sizing
import test_clip
from accounts import Accounts
from books import COUNTS, Books, restarts, shortfall
from camera_network import RigError, SimulatedCamera, run_checked
from capacity import conclude, measure_simulated, unmeasured
from elsewhere import FarCamera
from gateway_rig import GatewayRig
from html_report import write_html
from measure import unwritable
from rate_distortion import hold_against
from recordings import compare
from terminal_report import Progress, print_report
from trial import Watch, cameras_alone, latencies, quantiles, simulated


class Latencies(unittest.TestCase):
    CAMERA = SimulatedCamera("gate", "Gate", None, options=("--in-step",), pictures=300, frames_per_second=25, since=1000)

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
        for numbers, missed in ((range(250, 425), 125), (range(425, 700), 125), ([*range(250, 400), *range(410, 700)], 10),
                                ([], 250)):
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
        self.assertEqual(self.books(framesOut=3, bytesOut=400).since(before)["gate"],
                         dict.fromkeys(COUNTS, 0) | {"framesOut": 3, "bytesOut": 300})

    def test_are_held_against_what_came_in_and_what_went_out(self):
        camera, whole = Latencies.CAMERA, {"accessUnits": 250, "framesOut": 250}
        self.assertEqual(shortfall(camera, whole, 245, 10), "")
        self.assertEqual(shortfall(camera, whole, 60, 10), "60 of 250 pictures came to its viewer")
        few = {"accessUnits": 60, "framesOut": 60}
        self.assertEqual(shortfall(camera, few, 60, 10), "60 of 250 pictures came from the camera")
        for unknown in (FarCamera("far", "", "", ()), dataclasses.replace(camera, options=("--spread",))):
            self.assertEqual(shortfall(unknown, few, 60, 10), "", "nobody knows what it sends")


class Conclusions(unittest.TestCase):
    """Of a machine of two cores."""

    def trial(self, cameras, held, gateway, bench, idle):
        return {"cameras": cameras, "held": held, "why": "" if held else "too late", "gatewayCores": gateway,
                "benchCores": {"viewers": bench}, "idleCores": idle, "otherCores": max(2 - gateway - bench - idle, 0),
                "busy": 1 - idle / 2, "cpuPerStream": {"cordon-publish": gateway / cameras}}

    def concluded(self, *trials):
        report = {"machine": {"cores": 2}, "trials": list(trials), "directLatencyMs": None, "beside": "viewers",
                  "latencyIs": "short"}
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


class SiteSums(unittest.TestCase):
    def test_leave_memory_free_and_say_what_was_drawn(self):
        kind = {"picture": "640x360", "encoder": "x264", "cameras": 10, "rate": 25, "coresPerCamera": 0.05,
                "memoryMbPerCamera": 85, "otherCores": 0, "held": True, "clip": {"width": 640, "height": 360, "kilobits": 443}}
        cameras = [{"name": f"camera-{number}", "picture": "640x360", "pictureIsKnown": True} for number in range(10)]
        report = {"machine": {"cores": 2, "memoryMb": 900}, "kinds": [kind], "rate": 25}
        site_sizing.conclude(report, cameras)
        self.assertAlmostEqual(report["memoryMbNeeded"], 1000)
        self.assertEqual(report["capacity"], 9)
        self.assertIn("drawn as H.264, 640x360 at 443 kbit/s; H.265 and more bits", " ".join(report["notes"]))


class Failures(unittest.TestCase):
    """Of what comes after something was measured."""

    def measured(self, run, quality):
        """The report of up to four cameras, on a terminal and as a page; run(cameras) makes a trial."""
        arguments = types.SimpleNamespace(programs=None, seconds=5, settings=(), least=1, most=4, most_lost=0.1, latest=150,
                                          size_for=[])
        clip = test_clip.TestClip(None, "drawn", 640, 360, fractions.Fraction(25), 500, "H.264", 12)
        report = {"machine": {"processor": "one", "cores": 2, "kernel": "6.1", "memoryMb": 4000}, "version": "1", "date": "today",
                  "encoder": "x264", "seconds": 5}
        with (unittest.mock.patch("capacity.run", lambda programs, clip, cameras, *_: run(cameras)),
              unittest.mock.patch("capacity.quality", quality),
              unittest.mock.patch("capacity.direct_latency", lambda *_: quantiles([1, 2, 3])),
              tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as said):
            measure_simulated(arguments, report, clip)
            print_report(report)
            page = pathlib.Path(folder) / "page.html"
            write_html(report, page)
            json.dumps(report, allow_nan=False)
            return report, said.getvalue(), page.read_text()

    def trial(self, cameras):
        return unmeasured(cameras, "") | {
            "came": 100, "lost": 0, "lostPercent": 0, "missingOfDecoded": 0, "decoded": 100, "fairness": 1,
            "gatewayCores": 0.1 * cameras, "idleCores": 1.5, "otherCores": 0.01, "busy": 0.25, "kilobits": 400,
            "cpuPerStream": {"cordon-publish": 0.1}, "benchCores": {"viewers": 0.1}, "memoryMbPerCamera": {"cordon-publish": 5},
            "latencyHistogram": [[5, 1], [None, 0]], "latencyMs": quantiles([1, 2, 3])}

    def test_leave_what_was_measured(self):
        why = "every camera live: not within 34 s"

        def run(cameras):
            if cameras > 2:
                raise RigError(why)
            return self.trial(cameras)

        def quality(*_):
            raise RigError("no room")

        report, said, page = self.measured(run, quality)
        self.assertEqual([(trial["cameras"], trial["held"], trial["why"]) for trial in report["trials"]],
                         [(1, True, ""), (2, True, ""), (3, False, why), (4, False, why)])
        self.assertEqual((report["capacity"], report["quality"], report["bottleneck"]), (2, None, f"not known: {why}"))
        for shown in (said, page):
            self.assertIn("The quality of a fresh stream could not be measured: no room", shown)
            self.assertIn(why, shown)

    def test_of_all_but_a_trial_that_broke_the_level_too(self):
        def run(cameras):
            if cameras == 1:
                raise RigError("gone")
            return self.trial(cameras) | {"lostPercent": 50}

        with unittest.mock.patch("capacity.climb", lambda least, most, attempt: (attempt(4), attempt(1))):
            report, said, _ = self.measured(run, lambda *_: None)
        self.assertEqual([trial["why"] for trial in report["trials"]], ["gone", "50.00 % of the pictures were lost"])
        self.assertIn("does not carry", said)

    def test_before_anything_was_measured_end_it(self):
        def run(cameras):
            raise RigError("no network")

        with self.assertRaisesRegex(RigError, "no network"):
            self.measured(run, lambda *_: None)

    def test_leave_no_half_a_line_on_a_terminal(self):
        class Terminal(io.StringIO):
            def isatty(self):
                return True

        with contextlib.redirect_stdout(Terminal()) as said, self.assertRaises(RigError), Progress(5, "2 cameras") as progress:
            progress.show(1)
            raise RigError("gone")
        self.assertTrue(said.getvalue().endswith("] 1 of 5 s\r\x1b[K"), repr(said.getvalue()))

    def test_to_write_are_known_before(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "report.json"
            self.assertEqual((unwritable(file), file.exists()), ("", False))
            file.write_text("the last one")
            self.assertEqual((unwritable(file), file.read_text()), ("", "the last one"))
            self.assertEqual(unwritable(file.parent / "none" / "report.json"), "No such file or directory")
            self.assertEqual(unwritable(file.parent), "Is a directory")


class Ends(unittest.TestCase):
    def test_of_the_viewers_are_errors_with_what_they_said(self):
        with tempfile.TemporaryDirectory() as folder:
            program = pathlib.Path(folder) / "watch"
            program.write_text("#!/bin/sh\necho no memory >&2\nexit 7\n")
            program.chmod(0o755)
            with Watch(program, ["rtsp://127.0.0.1/gate"], 1) as watch:
                self.assertRaisesRegex(RigError, "ended by themselves, with 7: no memory", watch.end)

    def test_of_the_gateway_are_errors_with_what_it_said(self):
        rig = GatewayRig([Latencies.CAMERA])
        with tempfile.TemporaryDirectory() as folder, subprocess.Popen(["false"]) as rig.gateway:
            rig.folder = pathlib.Path(folder)
            (rig.folder / "gateway.log").write_text("port 8554 is taken\n")
            rig.gateway.wait()
            with self.assertRaisesRegex(RigError, "the gateway ended by itself; last of its log: port 8554 is taken"):
                Books(rig)

    def test_of_processes_leave_their_memory_out(self):
        accounts = Accounts.__new__(Accounts)
        accounts.pids = {"cordon-decode": [2 ** 22 + 1], "cordon": []}
        self.assertEqual(accounts.memory_mb(), {"cordon-decode": 0, "cordon": 0})


class Curves(unittest.TestCase):
    def curve(self, *psnr):
        return [{"psnr": value, "kilobits": 2 ** value, "cpu_ms": 1} for value in psnr]

    def test_are_compared_where_all_of_them_are(self):
        held = hold_against({"one": self.curve(30, 34, 38), "other": self.curve(32, 40)}, "one")
        self.assertAlmostEqual(held["other"][0], 0)

    def test_that_do_not_meet_are_an_error(self):
        with self.assertRaisesRegex(RigError, "one begins at 39.00 dB and one ends at 38.00 dB"):
            hold_against({"one": self.curve(30, 38), "other": self.curve(39, 40)}, "one")


class CameraClip(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def made(self, name, *options, source=None):
        """A file that ffmpeg makes of another, or of a drawn clip of 15 pictures a second."""
        clip, source = self.folder / name, source or test_clip.drawn(programs(), SCENE).path
        run_checked(["ffmpeg", "-nostdin", "-v", "error", "-i", str(source), *options, str(clip)], name)
        return clip

    def test_of_uneven_pictures_that_are_turned_is_played_evenly_and_as_it_is_coded(self):
        # Of the last half of the pictures every third is left out.
        source = self.made("uneven.mp4", "-vf", "select='not(mod(n,3))+lt(t,6)+not(mod(n-1,3))'", "-fps_mode", "vfr", "-c:v",
                           "libx264", "-preset", "ultrafast")
        turned = self.made("turned.mp4", "-c", "copy", "-metadata:s:v", "rotate=90", source=source)
        clip = test_clip.of_user(self.folder / "bin", turned)
        self.assertEqual((clip.width, clip.height), (640, 360))
        shown = run_checked(["ffprobe", "-v", "error", "-show_entries", "packet=pts_time", "-of", "csv=p=0", str(clip.path)], "")
        times = [float(line.strip(",")) for line in shown.split()]
        for number, time in enumerate(times):
            self.assertAlmostEqual(time, number / clip.frames_per_second, places=3)

    def test_that_is_long_is_played_without_its_end(self):
        source = self.made("long.mp4", "-vf", "setpts=6*PTS", "-c:v", "libx264", "-preset", "ultrafast")  # 72 s
        for numbered in (True, False):
            clip = test_clip.of_user(self.folder / "bin", source, numbered)
            self.assertAlmostEqual(clip.seconds, 60, delta=0.5)
            self.assertIn("the first 60 s of long.mp4", clip.words())
        short = self.made("short.mp4", "-c", "copy")
        self.assertEqual(test_clip.of_user(self.folder / "bin", short, numbered=False).path.name, "short.mp4")

    def test_that_cannot_be_made_whole_leaves_nothing_behind(self):
        for failure in (RigError, KeyboardInterrupt):
            with self.assertRaises(failure), clips.whole(self.folder / "clip.mp4") as unfinished:
                unfinished.write_text("half")
                raise failure
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_that_cannot_be_decoded_is_an_error_of_the_clips(self):
        (self.folder / "broken.mp4").write_text("nothing")
        with self.assertRaisesRegex(RigError, "the pictures of broken.mp4, which the camera plays: "):
            compare(programs(), self.folder / "broken.mp4", 640, 360, self.folder / "recording.h264")

    def test_goes_round_in_its_own_time_however_long_it_is(self):
        (camera,) = simulated(self.made("cut.mp4", "-frames:v", "151", "-c", "copy"), 1)
        with cameras_alone(programs(), [camera]):
            self.assertEqual(camera.pictures, 151)
            self.assertAlmostEqual(camera.pictures / camera.frames_per_second, 151 / 15, places=6)


if __name__ == "__main__":
    unittest.main(verbosity=2)
