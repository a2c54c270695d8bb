#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Whatever dies comes back, and nothing outlives the gateway."""

import os
import pathlib
import signal
import time
import unittest

from gateway_test_case import GatewayTestCase
from viewer import Viewer

BACK_WITHIN = 3  # seconds
MISSED_WITHIN = 20  # seconds: a process that stands still, ten of the supervisor's ticks and some


def is_alive(pid):
    return pathlib.Path(f"/proc/{pid}").exists() and "State:\tZ" not in pathlib.Path(f"/proc/{pid}/status").read_text()


class Recovery(GatewayTestCase):
    def flows_again(self, names):
        """Waits until each of those cameras has put further pictures on air."""
        before = {name: self.frames_out(name) for name in names}
        # Counts begin again with a new publisher, so "other" is what tells.
        self.wait_until(lambda: all(self.frames_out(name) not in (0, before[name]) for name in names),
                        f"pictures of {', '.join(names)}", BACK_WITHIN)

    def test_a_killed_decoder_or_receiver_is_replaced_and_its_pictures_flow_again(self):
        for program in ("cordon-decode", "cordon-receive"):
            with self.subTest(program):
                victim = self.rig.children(program)[0]
                os.kill(victim, signal.SIGKILL)
                self.wait_until(lambda v=victim, p=program: v not in self.rig.children(p)
                                and len(self.rig.children(p)) == self.camera_count, f"another {program}", BACK_WITHIN)
                self.flows_again([camera.name for camera in self.rig.cameras])

    def test_a_killed_publisher_is_replaced_and_serves_again(self):
        (victim,) = self.rig.children("cordon-publish")
        os.kill(victim, signal.SIGKILL)
        self.wait_until(lambda: self.rig.children("cordon-publish") not in ([], [victim]), "another publisher", BACK_WITHIN)
        self.wait_until(lambda: len(self.rig.live_cameras()) == self.camera_count, "every camera live", BACK_WITHIN)
        with Viewer(self.rig.rtsp_url(self.rig.cameras[0]), seconds=2) as viewer:
            self.assertEqual(viewer.wait(20), [])

    def test_what_stands_still_is_replaced_and_its_pictures_flow_again(self):
        for program in ("cordon-decode", "cordon-receive", "cordon-publish"):
            with self.subTest(program):
                victim = self.rig.children(program)[0]
                os.kill(victim, signal.SIGSTOP)
                self.wait_until(lambda v=victim, p=program: self.rig.children(p) and v not in self.rig.children(p),
                                f"another {program}", MISSED_WITHIN)
                self.wait_until(lambda: len(self.rig.live_cameras()) == self.camera_count, "every camera live", BACK_WITHIN + 2)
                self.flows_again([camera.name for camera in self.rig.cameras])

    def test_viewers_stay_while_the_cameras_are_off_and_see_them_come_back(self):
        camera = self.rig.cameras[0]
        with Viewer(self.rig.rtsp_url(camera)) as viewer:
            self.wait_until(lambda: self.rig.camera_status()[camera.name]["viewers"] > 0, "a viewer counted")
            self.rig.network.stop_cameras()
            self.wait_until(lambda: self.rig.camera_status()[camera.name]["state"] != "streaming", "the camera is missed")
            time.sleep(3)
            self.assertIsNone(viewer.process.poll(), "the viewer was sent away")
            self.rig.network.start_cameras()
            self.wait_until(lambda: len(self.rig.live_cameras()) == self.camera_count, "every camera live", 20)
            self.flows_again([camera.name])
            self.assertEqual(viewer.stop(), [])

    def test_a_gateway_told_to_end_ends_in_order_and_leaves_no_process(self):
        children = [pid for program in ("cordon-receive", "cordon-decode", "cordon-publish") for pid in self.rig.children(program)]
        self.assertEqual(len(children), 2 * self.camera_count + 1)
        self.assertEqual(self.rig.stop_gateway(), 0)
        self.assertEqual([pid for pid in children if is_alive(pid)], [])
        self.rig.start_gateway()
        self.rig.wait_until_live()

    def test_nothing_outlives_a_gateway_killed_with_9(self):
        children = [pid for program in ("cordon-receive", "cordon-decode", "cordon-publish") for pid in self.rig.children(program)]
        self.rig.gateway.kill()
        self.rig.gateway.wait()
        self.wait_until(lambda: not any(is_alive(pid) for pid in children), "the children's end", 5)
        self.rig.start_gateway()
        self.rig.wait_until_live()


if __name__ == "__main__":
    unittest.main(verbosity=2)
