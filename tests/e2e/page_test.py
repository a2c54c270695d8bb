#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""The page in headless Chromium: what it shows while all is well, and while parts of the gateway die under it."""

import os
import pathlib
import signal
import time
import unittest

from browser import Browser
from gateway_test_case import GatewayTestCase

BACK_WITHIN = 3  # seconds
STALE_WITHIN = 1
UNDISTURBED = 1  # seconds without a new picture that a tile next to a killed one may have, on a busy machine


class Page(GatewayTestCase):
    def setUp(self):
        super().setUp()
        self.browser = self.enterContext(Browser(self.rig.page_url))
        self.names = [camera.name for camera in self.rig.cameras]
        self.wait_until(lambda: self.all_are("live") and all(tile["time"] > 0 for tile in self.browser.tiles().values()),
                        "four live tiles")

    def tearDown(self):
        self.assertEqual(self.browser.ask("complaints")["elsewhere"], [], "addresses other than the gateway's")

    def all_are(self, status):
        tiles = self.browser.tiles()
        return sorted(tiles) == sorted(self.names) and all(tile["status"] == status for tile in tiles.values())

    def plays(self, names):
        """Waits until each of these tiles' time advances and its picture changes."""
        before = self.browser.tiles()

        def moved():
            now = self.browser.tiles()
            return all(now[name]["grey"] and now[name]["time"] != before[name]["time"]
                       and now[name]["grey"] != before[name]["grey"] for name in names)

        self.wait_until(moved, f"other pictures of {', '.join(names)}")

    def longest_gap(self, name, begin, end):
        """The longest time without a new picture between two moments, s."""
        shown = [at for at in self.browser.books()[name]["shown"] if begin <= at <= end]
        return max(later - earlier for earlier, later in zip([begin, *shown], [*shown, end], strict=True))

    def kill(self, pid, victims):
        """Kills, watches for a while, and tells how long each tile was without a new picture."""
        self.plays(self.names)
        begin = time.time()
        os.kill(pid, signal.SIGKILL)
        time.sleep(BACK_WITHIN + 2)
        end = time.time()
        gaps = {name: self.longest_gap(name, begin, end) for name in self.names}
        print(f"\n  {', '.join(f'{name} {gap:.2f} s' for name, gap in gaps.items())} without a new picture", end=" ", flush=True)
        for name, gap in gaps.items():
            self.assertLess(gap, BACK_WITHIN if name in victims else UNDISTURBED, name)
        self.assertTrue(self.all_are("live"))
        self.plays(self.names)

    def victim(self, program):
        """The process of that program that serves the first camera."""
        return self.rig.camera_status()[self.names[0]]["decoderPid" if program == "cordon-decode" else "receiverPid"]

    def test_shows_a_moving_picture_of_every_camera_under_its_title(self):
        self.plays(self.names)
        tiles = self.browser.tiles()
        for camera in self.rig.cameras:
            self.assertEqual(tiles[camera.name]["title"], camera.title)
            self.assertEqual(tiles[camera.name]["words"], "Live")
        self.assertEqual(self.browser.ask("summary"), "4 live")
        folder = os.environ.get("CORDON_SCREENSHOTS")
        for width, height in ((1280, 800), (390, 844)):
            path = pathlib.Path(folder or self.rig.folder) / f"page-{width}.png"
            content, window = self.browser.ask("screenshot", path=str(path), width=width, height=height)
            self.assertLessEqual(content, window, "the page is wider than its window")
        self.assertEqual(self.browser.ask("complaints")["complaints"], [])

    def test_is_back_soon_after_a_decoder_was_killed_and_the_other_tiles_go_on(self):
        self.kill(self.victim("cordon-decode"), self.names[:1])

    def test_is_back_soon_after_a_receiver_was_killed_and_the_other_tiles_go_on(self):
        self.kill(self.victim("cordon-receive"), self.names[:1])

    def test_is_back_soon_after_the_publisher_was_killed(self):
        self.kill(self.rig.children("cordon-publish")[0], self.names)

    def test_says_within_a_second_that_a_picture_is_stale_and_when_it_is_live_again(self):
        self.plays(self.names)
        silent_since = time.time()
        self.rig.network.stop_cameras()
        self.wait_until(lambda: self.all_are("stale"), "four stale tiles")
        tiles = self.browser.tiles()
        for name, book in self.browser.books().items():
            changed, status, _ = book["words"][-1]
            print(f"\n  {name} {changed - silent_since:.2f} s", end=" ", flush=True)
            self.assertEqual(status, "stale")
            self.assertLess(changed - silent_since, STALE_WITHIN, name)
            self.assertRegex(tiles[name]["words"], r"^Stale since \d\d:\d\d:\d\d \(\d+ s\)$")
            self.assertIsNotNone(tiles[name]["grey"], "the last picture stays")
        self.rig.network.start_cameras()
        self.wait_until(lambda: self.all_are("live"), "four live tiles", 20)
        self.plays(self.names)
        for name, book in self.browser.books().items():
            seen = [status for _, status, _ in book["words"]]
            self.assertEqual(seen[-2:], ["stale", "live"], name)
            self.assertNotIn("reconnecting", seen, "its connection stayed")

    def test_recovers_by_itself_when_the_gateway_was_away_and_says_so_meanwhile(self):
        self.plays(self.names)
        self.rig.stop_gateway()
        self.wait_until(lambda: self.browser.ask("outage").startswith("Gateway not reachable since "), "word of the outage")
        self.assertTrue(self.all_are("reconnecting"))
        self.rig.start_gateway()
        self.wait_until(lambda: self.all_are("live"), "four live tiles", 20)
        self.assertEqual(self.browser.ask("outage"), "")
        self.plays(self.names)

    def test_says_no_signal_of_a_camera_that_never_gave_a_picture(self):
        self.rig.stop_gateway()
        self.rig.network.stop_cameras()
        self.rig.start_gateway()
        self.wait_until(lambda: self.all_are("no-signal"), "four tiles without a signal")
        self.assertEqual({tile["words"] for tile in self.browser.tiles().values()}, {"No signal"})
        self.rig.network.start_cameras()
        self.wait_until(lambda: self.all_are("live"), "four live tiles", 20)
        self.plays(self.names)

    def test_shows_one_camera_large_and_goes_back(self):
        tile = f'.tile[data-camera="{self.names[1]}"]'
        self.browser.ask("click", selector=f"{tile} .picture")
        self.plays([self.names[1]])
        self.browser.ask("click", selector=f"{tile}.enlarged .picture")
        self.plays(self.names)


if __name__ == "__main__":
    unittest.main(verbosity=2)
