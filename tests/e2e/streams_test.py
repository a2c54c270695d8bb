#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Four cameras in a network the core side cannot reach arrive as streams that ordinary clients play."""

import json
import os
import subprocess
import tempfile
import unittest
import urllib.request

from gateway_test_case import GatewayTestCase
from live555_client import Live555Client
from viewer import Viewer


class Streams(GatewayTestCase):
    def test_every_camera_answers_in_its_own_network_and_none_from_here(self):
        for camera in self.rig.cameras:
            self.assertTrue(self.rig.network.answers(camera, from_inside=True), camera.name)
            self.assertFalse(self.rig.network.answers(camera, from_inside=False), camera.name)

    def test_ffmpeg_decodes_every_stream_at_once_without_an_error_line(self):
        viewers = {camera.name: Viewer(self.rig.rtsp_url(camera), seconds=5) for camera in self.rig.cameras}
        self.assertEqual({name: viewer.wait(30) for name, viewer in viewers.items()}, {name: [] for name in viewers})

    def test_ffprobe_finds_h264_of_the_pinned_size(self):
        for camera in self.rig.cameras:
            probe = subprocess.run(
                ["ffprobe", "-v", "error", "-rtsp_transport", "tcp", "-show_streams", "-of", "json", self.rig.rtsp_url(camera)],
                capture_output=True, text=True, timeout=30, check=True)
            (stream,) = json.loads(probe.stdout)["streams"]
            self.assertEqual((stream["codec_name"], stream["width"], stream["height"]), ("h264", camera.width, camera.height))

    def test_gstreamer_plays_over_tcp_and_over_udp(self):
        camera, pictures = self.rig.cameras[0], 30
        for protocol in ("tcp", "udp"):
            with self.subTest(protocol), tempfile.NamedTemporaryFile() as film:
                played = subprocess.run(
                    ["gst-launch-1.0", "-q", "rtspsrc", f"location={self.rig.rtsp_url(camera)}", f"protocols={protocol}", "latency=200", "!",
                     "rtph264depay", "!", "h264parse", "!", "avdec_h264", "!", "identity", f"eos-after={pictures + 1}", "!", "filesink", f"location={film.name}"],
                    capture_output=True, text=True, timeout=30, check=False)
                # Not its exit status: as it ends, its own TEARDOWN overtakes its PAUSE every other time, and it calls that an error.
                self.assertEqual(os.stat(film.name).st_size // (camera.width * camera.height * 3 // 2), pictures, played.stderr)

    def test_live555_requests_get_pictures_over_tcp_and_over_udp(self):
        for over_tcp in (True, False):
            with self.subTest(over_tcp=over_tcp), Live555Client(self.rig.rtsp_url(self.rig.cameras[0]), over_tcp) as client:
                self.assertRegex(client.play(), r"a=rtpmap:96 H264/90000[\s\S]*sprop-parameter-sets=[\w+/=]+,[\w+/=]+")
                packets = [client.read_rtp() for _ in range(100)]
                first = packets[0][0]
                self.assertEqual([(sequence - first) % 65536 for sequence, _, _ in packets], list(range(100)))
                # A player can begin at once: parameter sets, then an IDR picture (RFC 6184, 5.2 and 5.4).
                kinds = [payload[1] & 31 if payload[0] & 31 == 28 else payload[0] & 31 for _, _, payload in packets]
                self.assertIn(kinds[0], (7, 24))
                self.assertIn(5, kinds[:4])
                self.assertGreater(len({stamp for _, stamp, _ in packets}), 5)
                client.read_sender_report()
                client.keep_alive()
                client.tear_down()

    def test_an_unknown_camera_is_not_found(self):
        url = f"rtsp://127.0.0.1:{self.rig.rtsp_port}/nobody"
        probe = subprocess.run(["ffprobe", "-v", "error", "-rtsp_transport", "tcp", url], capture_output=True, text=True,
                               timeout=30, check=False)
        self.assertIn("404", probe.stderr)

    def test_viewers_of_one_camera_share_one_encode(self):
        camera = self.rig.cameras[0]
        viewers = [Viewer(self.rig.rtsp_url(camera), seconds=4) for _ in range(3)]
        self.wait_until(lambda: self.rig.camera_status()[camera.name]["viewers"] >= 3, "three viewers counted")
        before = self.rig.camera_status()[camera.name]
        complaints = [viewer.wait(30) for viewer in viewers]
        after = self.rig.camera_status()[camera.name]
        self.assertEqual(complaints, [[], [], []])
        self.assertLessEqual(after["framesOut"] - before["framesOut"], after["framesIn"] - before["framesIn"] + 2)

    def test_health_and_metrics_speak_of_every_camera(self):
        with urllib.request.urlopen(self.rig.page_url + "healthz", timeout=5) as reply:
            self.assertEqual(reply.status, 200)
        with urllib.request.urlopen(self.rig.page_url + "metrics", timeout=5) as reply:
            metrics = reply.read().decode()
        for camera in self.rig.cameras:
            self.assertRegex(metrics, rf'cordon_frames_out_total{{camera="{camera.name}"}} [1-9]')


if __name__ == "__main__":
    unittest.main(verbosity=2)
