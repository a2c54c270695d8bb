# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""What the end-to-end tests share: a site of small cameras behind a whole gateway, started once per class."""

import os
import pathlib
import sys
import unittest

BENCH = pathlib.Path(__file__).resolve().parents[2] / "bench"
sys.path.insert(0, str(BENCH))

import clips  # noqa: E402: the path comes first
import gateway_rig  # noqa: E402
from camera_network import until  # noqa: E402


def programs():
    """The build under test: ctest says which."""
    return pathlib.Path(os.environ["CORDON_PROGRAMS"]) if "CORDON_PROGRAMS" in os.environ else gateway_rig.programs_of()


class GatewayTestCase(unittest.TestCase):
    """`self.rig` is a running gateway whose cameras are all live when a test begins."""

    camera_count = 4
    cameras_alone = 0  # how many of them, from the first on, can be stopped while the others play on
    settings = ""

    @classmethod
    def setUpClass(cls):
        cameras = clips.synthetic_cameras(programs(), cls.camera_count, *clips.SMALL)
        for camera in cameras[:cls.cameras_alone]:
            camera.alone = True
        cls.rig = cls.enterClassContext(gateway_rig.GatewayRig(cameras, programs=programs(), settings=cls.settings))

    def setUp(self):
        self.rig.wait_until_live()

    def run(self, result=None):
        """As unittest does, and shows the end of the gateway's log where the test failed: it explains most failures."""
        result = result if result is not None else self.defaultTestResult()
        before = len(result.failures) + len(result.errors)
        super().run(result)
        if len(result.failures) + len(result.errors) > before:
            print(f"--- the end of the gateway's log ---\n{self.rig.log[-3000:]}", file=sys.stderr)
        return result

    def wait_until(self, condition, what, patience=10):
        return until(condition, what, patience)

    def frames_out(self, name):
        return self.rig.camera_status()[name]["framesOut"]
