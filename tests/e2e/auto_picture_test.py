#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""`picture: auto`: found at the first start, kept for every other."""

import subprocess
import unittest

from gateway_test_case import programs  # first: it says where the rig is
import clips
from camera_network import until
from gateway_rig import GatewayRig


class AutoPicture(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cameras = clips.synthetic_cameras(programs(), 2, *clips.SMALL)
        cameras[0].alone = True
        cls.rig = cls.enterClassContext(GatewayRig(cameras, programs=programs(), picture="auto"))
        cls.away, cls.other = cameras

    def restart(self):
        """Starts the gateway anew; returns what it has said before."""
        self.assertEqual(self.rig.stop_gateway(), 0)
        before = self.rig.log
        self.rig.start_gateway()
        return before

    def pin_of(self, camera):
        return self.rig.state_directory / f"{camera.name}.picture"

    def sizes(self):
        return {name: (camera["width"], camera["height"]) for name, camera in self.rig.camera_status().items()}

    def test_each_camera_has_the_size_it_sends_and_the_next_start_knows_it(self):
        self.rig.wait_until_live()
        sent = {camera.name: (camera.width, camera.height) for camera in self.rig.cameras}
        self.assertEqual(self.sizes(), sent)
        for camera in self.rig.cameras:
            self.assertIn(f"picture: {camera.width}x{camera.height}\n", self.pin_of(camera).read_text())
        self.assertEqual(self.frame_size(self.away), sent[self.away.name])

        before = self.restart()
        self.rig.wait_until_live()
        said = self.rig.log[len(before):]
        self.assertEqual(said.count("as pinned in "), 2, said)
        self.assertNotIn("not known yet", said)
        self.assertEqual({camera["decoderRestarts"] for camera in self.rig.camera_status().values()}, {0})
        check = subprocess.run([programs() / "cordon", "check", self.rig.config], capture_output=True, text=True, check=False)
        self.assertIn(f"{self.away.name}: picture: {self.away.width}x{self.away.height}, pinned in ", check.stdout)

    def test_a_camera_that_is_away_at_its_first_start_holds_nobody_up_for_long(self):
        self.rig.wait_until_live()
        self.pin_of(self.away).unlink()
        with self.rig.network.switched_off(self.away):
            before = self.restart()
            until(lambda: self.rig.live_cameras() == [self.other.name], "the other camera is live", 12)
            self.assertEqual(self.sizes()[self.away.name], (1920, 1080))
        until(lambda: self.pin_of(self.away).exists(), "it is seen, and pinned", 30)
        self.rig.wait_until_live()
        self.assertIn("from the next start on", self.rig.log[len(before):])
        self.assertEqual(self.rig.status()["publisherRestarts"], 0)
        self.restart()
        self.rig.wait_until_live()
        self.assertEqual(self.sizes()[self.away.name], (self.away.width, self.away.height))

    def frame_size(self, camera):
        shown = subprocess.run(["ffprobe", "-v", "error", "-rtsp_transport", "tcp", "-select_streams", "v", "-show_entries",
                                "stream=width,height", "-of", "csv=p=0", self.rig.rtsp_url(camera)],
                               capture_output=True, text=True, check=True).stdout.strip()
        return tuple(map(int, shown.split(",")))


if __name__ == "__main__":
    unittest.main(verbosity=2)
