#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""The page in headless Chromium: what it shows while all is well, and while parts of the site die under it."""

import os
import pathlib
import re
import signal
import statistics
import time
import unittest

from browser import Browser
from gateway_test_case import GatewayTestCase

BACK_WITHIN = 3  # seconds
STALE_WITHIN = 1
UNDISTURBED = 1  # seconds without a new picture that a machine busy with other things may cost; alone it is 0.2
STEADY = 2  # seconds without such a pause
LIKE_THE_LAST = 0.5  # correlation of a picture with its darkened self under a banner, some moments on

# How Chromium itself reports what the page cannot keep it from reporting: that a gateway is not there.
NO_CONNECTION = re.compile(r"net::ERR_|WebSocket connection to .* failed")


class Page(GatewayTestCase):
    cameras_alone = 1

    def setUp(self):
        super().setUp()
        self.browser = self.enterContext(Browser(self.rig.page_url))
        self.names = [camera.name for camera in self.rig.cameras]
        self.first, self.others = self.names[0], self.names[1:]
        self.wait_until_playing(self.names)

    def tearDown(self):
        heard = self.browser.ask("heard")
        self.assertEqual(heard["elsewhere"], [], "addresses other than the gateway's")
        self.assertEqual([text for text in heard["complaints"] if not NO_CONNECTION.search(text)], [])
        self.assertEqual(heard["loads"], 1, "it is the page that recovers, not its reload")

    def all_are(self, status):
        tiles = self.browser.tiles()
        return sorted(tiles) == sorted(self.names) and all(tile["status"] == status for tile in tiles.values())

    def wait_until_playing(self, names, patience=15):
        """Waits until each of these tiles has played for a while: new pictures without a pause, and time that advances."""
        before = None

        def playing():
            nonlocal before
            now = time.time()
            tiles, pauses = self.browser.tiles(), self.browser.longest_pauses(now - STEADY, now)
            before = before or tiles
            return all(name in before and tiles[name]["time"] != before[name]["time"] and pauses[name][0] < UNDISTURBED
                       for name in names)

        self.wait_until(playing, f"{', '.join(names)} playing", patience)

    def kill(self, pid, victims):
        """Kills, watches for a while, and says how long each tile was without a new picture."""
        begin = time.time()
        os.kill(pid, signal.SIGKILL)
        time.sleep(BACK_WITHIN + STEADY)
        end = time.time()
        pauses, later = self.browser.longest_pauses(begin, end), self.browser.longest_pauses(begin + BACK_WITHIN, end)
        for name, (pause, until) in pauses.items():
            print(f"\n  {name}: {pause:.2f} s without a new picture, until {until - begin:.2f} s after the kill", end=" ", flush=True)
        for name in self.names:
            limit = BACK_WITHIN if name in victims else UNDISTURBED
            self.assertLess(pauses[name][0], limit, name)
            self.assertLess(later[name][0], UNDISTURBED, f"{name} plays again")
            if name not in victims:
                self.assertEqual(self.browser.states(begin)[name], [], f"{name} never says anything but Live")
        self.assertTrue(self.all_are("live"))
        self.wait_until_playing(self.names)

    def test_shows_a_moving_picture_of_every_camera_under_its_title(self):
        tiles = self.wait_until(self.browser.pictured_tiles, "a picture in every tile")
        for camera in self.rig.cameras:
            self.assertEqual((tiles[camera.name]["title"], tiles[camera.name]["words"]), (camera.title, "Live"))
            self.assertGreater(statistics.pstdev(tiles[camera.name]["grey"]), 10, "a plain surface is no picture")
        self.assertEqual(self.browser.ask("summary"), "4 live")
        self.assertEqual(self.browser.ask("heard")["complaints"], [])

    def test_fits_a_desk_and_a_telephone(self):
        folder = pathlib.Path(os.environ.get("CORDON_SCREENSHOTS", self.rig.folder))
        for width, height in ((1280, 800), (390, 844)):
            path = folder / f"page-{width}.png"
            content, window = self.browser.ask("screenshot", path=str(path), width=width, height=height)
            self.assertLessEqual(content, window, "the page is wider than its window")

    def test_plays_again_soon_after_a_decoder_was_killed_and_the_other_tiles_never_stop(self):
        self.kill(self.rig.camera_status()[self.first]["decoderPid"], [self.first])

    def test_plays_again_soon_after_a_receiver_was_killed_and_the_other_tiles_never_stop(self):
        self.kill(self.rig.camera_status()[self.first]["receiverPid"], [self.first])

    def test_plays_again_soon_after_the_publisher_was_killed(self):
        self.kill(self.rig.children("cordon-publish")[0], self.names)

    def watch_silence(self, silence):
        """One camera is silent while `silence` is entered; the page says so, and keeps its last picture and its connection."""
        last = self.wait_until(self.browser.pictured_tiles, "a picture in every tile")[self.first]["grey"]
        begin = time.time()
        with silence:
            self.wait_until(lambda: self.browser.tiles()[self.first]["status"] == "stale", "a stale tile")
            changed = next(at for at, status, _ in self.browser.states(begin)[self.first] if status == "stale")
            shown = max(at for at, _ in self.browser.pictures(begin - 1)[self.first] if at <= changed)
            print(f"\n  said {changed - shown:.2f} s after the last picture was shown, {changed - begin:.2f} s after the camera's end",
                  end=" ", flush=True)
            self.assertLess(changed - shown, STALE_WITHIN)
            self.assertLess(changed - begin, STALE_WITHIN)
            self.wait_until(lambda: re.fullmatch(r"Stale since \d\d:\d\d:\d\d \(2 s\)", self.browser.tiles()[self.first]["words"]),
                            "how long it is stale")
            self.assertGreater(statistics.correlation(last, self.browser.tiles()[self.first]["grey"]), LIKE_THE_LAST)
            self.assertEqual(self.browser.ask("summary"), "3 live · 1 stale")
        back = time.time()
        self.wait_until_playing([self.first], 20)
        states = self.browser.states(begin)[self.first]
        self.assertEqual([(status, picture) for _, status, picture in states], [("stale", "moving"), ("live", "moving")],
                         [(at - back, *rest) for at, *rest in states])
        (went, *_), (came, *_) = states
        self.assertEqual(went, changed)
        print(f"and live again {came - back:.2f} s after the camera's return", end=" ", flush=True)
        for name, (pause, _) in self.browser.longest_pauses(begin, time.time()).items():
            if name in self.others:
                self.assertLess(pause, UNDISTURBED, name)
                self.assertEqual(self.browser.states(begin)[name], [], f"{name} never says anything but Live")
        self.assertEqual(self.browser.ask("heard")["closed"], [], "every connection stayed")

    def test_says_within_a_second_that_a_camera_fell_silent_and_when_it_is_back(self):
        self.watch_silence(self.rig.network.frozen(self.rig.cameras[0]))

    def test_says_within_a_second_that_a_camera_was_switched_off_and_when_it_is_back(self):
        self.watch_silence(self.rig.network.switched_off(self.rig.cameras[0]))

    def test_recovers_by_itself_when_the_gateway_was_away_and_says_so_meanwhile(self):
        self.rig.stop_gateway()
        self.wait_until(lambda: len(self.browser.ask("outages")) > 1, "word of the outage")
        self.assertTrue(self.all_are("reconnecting"))
        self.assertTrue(self.browser.pictured_tiles(), "the last pictures stay")
        self.wait_until(lambda: "/api/streams" in self.browser.ask("heard")["failed"], "a look at the list that failed")
        self.wait_until(lambda: "Reconnecting (8 s)" in self.browser.tiles()[self.first]["words"], "a while")
        self.rig.start_gateway()
        self.wait_until_playing(self.names, 20)
        _, said, *later = self.browser.ask("outages")
        self.assertRegex(said, r"^Gateway not reachable since \d\d:\d\d:\d\d\. Trying again\.$")
        self.assertEqual(later, [""], "said once, until it was over")

    def test_says_no_signal_of_a_camera_that_never_gave_a_picture_and_plays_it_once_it_does(self):
        with self.rig.network.switched_off(self.rig.cameras[0]):
            self.rig.stop_gateway()
            begin = time.time()
            self.rig.start_gateway()
            self.wait_until(lambda: self.browser.tiles()[self.first]["words"] == "No signal", "a tile without a signal")
            self.wait_until_playing(self.others)
            states = [(status, picture) for _, status, picture in self.browser.states(begin)[self.first]]
            self.assertEqual(states[-1], ("no-signal", "none"))
            self.assertEqual(states.count(states[-1]), 1, "it does not flicker")
            self.assertIsNone(self.browser.tiles()[self.first]["grey"])
            self.wait_until(lambda: self.browser.ask("summary") == "3 live · 1 no signal", "the others live, and a summary that says so")
        self.wait_until_playing(self.names, 20)

    def test_shows_one_camera_large_and_goes_back(self):
        tile = f'.tile[data-camera="{self.names[1]}"]'
        for way_back in (".picture", ".back"):
            self.browser.ask("click", selector=f"{tile} .picture")
            self.wait_until_playing([self.names[1]])
            self.browser.ask("click", selector=f"{tile}.enlarged {way_back}")
            self.wait_until_playing(self.names)


if __name__ == "__main__":
    unittest.main(verbosity=2)
