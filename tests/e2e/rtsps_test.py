#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Cameras inside TLS: pictures from the one whose certificate is trusted, and not a word to whoever shows another."""

import pathlib
import tempfile
import unittest

from gateway_test_case import programs  # first: it says where the rig is
import clips
from camera_network import SimulatedCamera, until
from certificates import fingerprint_of, make_certificate
from gateway_rig import GatewayRig


class Rtsps(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.own, cls.other, weak = folder / "own.pem", folder / "other.pem", folder / "weak.pem"
        authority = make_certificate(cls.own)
        make_certificate(cls.other)
        make_certificate(weak, bits=1024)
        pin = f"tlsFingerprint: {fingerprint_of(cls.own)}"
        clip = clips.synthetic_clip(programs(), 0, *clips.SMALL)
        cls.rig = cls.enterClassContext(GatewayRig([
            SimulatedCamera("pinned", "Pinned", clip, alone=True, certificate=cls.own, settings=(pin,)),
            SimulatedCamera("signed", "Signed", clip, alone=True, certificate=cls.own, settings=(f"tlsAuthority: {authority}",)),
            SimulatedCamera("old", "Old", clip, alone=True, certificate=weak, options=("--quirk", "tls-1-0"),
                            settings=(f"tlsFingerprint: {fingerprint_of(weak)}",)),
            SimulatedCamera("impostor", "Impostor", clip, alone=True, certificate=cls.other, settings=(pin,)),
            SimulatedCamera("unsigned", "Unsigned", clip, alone=True, certificate=cls.other, settings=(f"tlsAuthority: {authority}",)),
        ], programs=programs()))

    def camera(self, name):
        return next(camera for camera in self.rig.cameras if camera.name == name)

    def until_state(self, state, *names, patience=20):
        def all_are():
            status = self.rig.camera_status()
            return status and all(status[name]["state"] == state for name in names)
        until(all_are, f"{', '.join(names)} {state}", patience)

    def test_whoever_shows_the_trusted_certificate_streams(self):
        self.until_state("streaming", "pinned", "signed", "old")
        self.assertEqual({self.rig.camera_status()[name]["transport"] for name in ("pinned", "signed", "old")}, {"tls"})

    def test_whoever_shows_another_is_told_nothing(self):
        self.until_state("untrusted", "impostor", "unsigned")
        status = self.rig.camera_status()["impostor"]
        self.assertIn("certificate", status["reason"])
        self.assertIn("tlsFingerprint", status["advice"])
        self.assertIn(fingerprint_of(self.other), self.rig.log)
        said = self.rig.network.stop_cameras([self.camera("impostor")])
        self.rig.network.start_cameras([self.camera("impostor")])
        self.assertRegex(said, r" [1-9]\d* connections, 0 requests, ")

    def test_a_camera_that_comes_back_as_another_is_left_until_it_is_itself(self):
        self.until_state("streaming", "pinned")
        camera = self.camera("pinned")
        self.rig.network.stop_cameras([camera])
        camera.certificate = self.other
        self.rig.network.start_cameras([camera])
        self.until_state("untrusted", "pinned")
        said = self.rig.network.stop_cameras([camera])
        self.assertRegex(said, r" [1-9]\d* connections, 0 requests, ")
        camera.certificate = self.own
        self.rig.network.start_cameras([camera])
        self.until_state("streaming", "pinned", patience=90)


if __name__ == "__main__":
    unittest.main(verbosity=2)
