#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""`picture: auto`: size and colours are found at the first start, kept for every other."""

import json
import subprocess
import unittest

from gateway_test_case import programs  # first: it says where the rig is
import clips
import codec_clips
import colour_bars
from camera_network import SimulatedCamera, until
from gateway_rig import GatewayRig

COLOURS = ("color_range", "color_space", "color_primaries", "color_transfer")


def colours_of(rig, camera):
    """What it sends, and what is made of it, by the status."""
    status = rig.camera_status()[camera.name]
    return status["cameraColours"], status["colours"]


def bars(encoder):
    """A camera that shows colour bars, BT.601 in full range, encoded by that."""
    return SimulatedCamera(name=f"bars-{encoder}", title="bars", settings=(f"encoder: {encoder}",),
                           clip=codec_clips.codec_clip(programs(), "h264-bt601-full", bars=True))


def stream_facts(url, *names):
    """What ffprobe says the stream is."""
    shown = subprocess.run(["ffprobe", "-v", "error", "-rtsp_transport", "tcp", "-select_streams", "v", "-show_entries", f"stream={','.join(names)}",
                            "-of", "json", url], capture_output=True, text=True, check=True, timeout=60).stdout
    stream = json.loads(shown)["streams"][0]
    return tuple(stream.get(name) for name in names)


class AutoPicture(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cameras = [*clips.synthetic_cameras(programs(), 2, *clips.SMALL), bars("x264"), bars("openh264")]
        cameras[0].alone = True
        cls.rig = cls.enterClassContext(GatewayRig(cameras, programs=programs(), picture="auto"))
        cls.away, cls.other, *cls.bars = cameras

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
            colours = " bt601-full" if camera in self.bars else ""
            self.assertIn(f"picture: {camera.width}x{camera.height}{colours}\n", self.pin_of(camera).read_text())
        self.assertEqual(stream_facts(self.rig.rtsp_url(self.away), "width", "height"), sent[self.away.name])

        before = self.restart()
        self.rig.wait_until_live()
        said = self.rig.log[len(before):]
        self.assertEqual(said.count("as pinned in "), 4, said)
        self.assertNotIn("not known yet", said)
        self.assertEqual({camera["decoderRestarts"] for camera in self.rig.camera_status().values()}, {0})
        check = subprocess.run([programs() / "cordon", "check", self.rig.config], capture_output=True, text=True, check=False)
        self.assertIn(f"{self.away.name}: picture: {self.away.width}x{self.away.height}, pinned in ", check.stdout)
        self.assertIn(f"{self.bars[0].name}: picture: 640x360 bt601-full, pinned in ", check.stdout)

    def test_each_camera_keeps_its_colours(self):
        self.rig.wait_until_live()
        for camera in self.bars:
            with self.subTest(camera=camera.name):
                self.assertEqual(camera.colours, "bt601-full", "what a configuration of the rig would say is what is found")
                self.assertEqual(stream_facts(self.rig.rtsp_url(camera), *COLOURS), ("pc", "smpte170m", "smpte170m", "smpte170m"))
                colour_bars.expect_the_same(self, camera.clip, self.rig.rtsp_url(camera))
                self.assertEqual(colours_of(self.rig, camera), ("bt601-full", "bt601-full"))
        self.assertEqual(stream_facts(self.rig.rtsp_url(self.other), *COLOURS), ("tv", "bt709", "bt709", "bt709"))

    def test_a_size_alone_makes_the_same_look_of_bt709(self):
        cameras = [bars("x264"), bars("openh264")]
        with GatewayRig(cameras, programs=programs(), picture="640x360") as rig:
            rig.wait_until_live()
            for camera in cameras:
                with self.subTest(camera=camera.name):
                    self.assertEqual(stream_facts(rig.rtsp_url(camera), *COLOURS), ("tv", "bt709", "bt709", "bt709"))
                    colour_bars.expect_the_same(self, camera.clip, rig.rtsp_url(camera))
                    self.assertEqual(colours_of(rig, camera), ("bt601-full", "bt709"), "and the status says that they are converted")

    def test_a_camera_that_is_away_at_its_first_start_holds_nobody_up_for_long(self):
        self.rig.wait_until_live()
        self.pin_of(self.away).unlink()
        with self.rig.network.switched_off(self.away):
            before = self.restart()
            until(lambda: self.rig.live_cameras() == [camera.name for camera in self.rig.cameras[1:]], "the other cameras are live", 12)
            self.assertEqual(self.sizes()[self.away.name], (1920, 1080))
        until(lambda: self.pin_of(self.away).exists(), "it is seen, and pinned", 30)
        self.rig.wait_until_live()
        self.assertIn("from the next start on", self.rig.log[len(before):])
        self.assertEqual(self.rig.status()["publisherRestarts"], 0)
        self.restart()
        self.rig.wait_until_live()
        self.assertEqual(self.sizes()[self.away.name], (self.away.width, self.away.height))


if __name__ == "__main__":
    unittest.main(verbosity=2)
