# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""A test that runs `cordon bench`."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

from gateway_test_case import programs

SCENE = "360p15,500kbit"
LITTLE = ("--synthetic", SCENE, "--for", "5s")


class BenchTestCase(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def bench(self, *options, **environment):
        """How it ended, and its report, if there is one."""
        report = self.folder / "report.json"
        run = subprocess.run([programs() / "cordon", "bench", "--json", report, "--html", self.folder / "report.html", *options],
                             capture_output=True, text=True, timeout=200, check=False, env=os.environ | environment)
        return run, json.loads(report.read_text()) if report.exists() else None
