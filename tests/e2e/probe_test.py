#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""`cordon probe` against simulated cameras in a network of their own."""

import contextlib
import json
import os
import pathlib
import pty
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

from gateway_test_case import programs  # first: it says where the rig is
import clips
from camera_network import CAMERA_PORT, CameraNetwork, until
from certificates import fingerprint_of, make_certificate

USER = "viewer"

# A camera at argv[1], port argv[2], that takes no password. One line for each request: who it says it is.
REFUSING_CAMERA = """
import socket, sys
server = socket.create_server((sys.argv[1], int(sys.argv[2])))
print("up", flush=True)
while True:
    camera, _ = server.accept()
    with camera, camera.makefile("rwb") as stream:
        for line in stream:
            headers = {}
            while (header := stream.readline().strip()):
                name, _, value = header.decode().partition(":")
                headers[name.lower()] = value.strip()
            print(headers.get("authorization", "nobody"), flush=True)
            stream.write(("RTSP/1.0 401 Unauthorized\\r\\nCSeq: " + headers["cseq"] + "\\r\\n"
                          "WWW-Authenticate: Digest realm=\\"cam\\", nonce=\\"0123456789\\"\\r\\n\\r\\n").encode())
            stream.flush()
"""


class Probe(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="cordon-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.password = secrets.token_urlsafe(12)
        cls.password_file = cls.folder / "password"
        cls.password_file.write_text(cls.password + "\n")
        cls.password_file.chmod(0o600)
        cameras = clips.synthetic_cameras(programs(), 1, *clips.SMALL)
        log = cls.enterClassContext(open(cls.folder / "cameras.log", "w", encoding="utf-8"))
        cls.network = cls.enterClassContext(CameraNetwork(programs(), cameras, USER, cls.password_file, log))
        cls.camera = cameras[0]

    def url(self, port=CAMERA_PORT, path="/stream", user=""):
        return f"rtsp://{user}{self.camera.address}:{port}{path}"

    def command(self, *arguments):
        return [str(programs() / "cordon"), "probe", "--network", self.network.namespace, *map(str, arguments)]

    def probe(self, *arguments, **environment):
        """Runs it away from any terminal; what it said must hold no password."""
        outcome = subprocess.run(self.command(*arguments), capture_output=True, text=True, check=False, timeout=60,
                                 stdin=subprocess.DEVNULL, start_new_session=True, env={**os.environ, **environment})
        self.assertNotIn(self.password, outcome.stdout + outcome.stderr)
        return outcome

    @contextlib.contextmanager
    def another_camera(self, *command):
        """Inside, that program runs in the cameras' network; gives its standard output after its first line."""
        with open(self.folder / "another.log", "w", encoding="utf-8") as log:
            process = subprocess.Popen(self.network.inside("setpriv", "--pdeathsig", "KILL", *command),
                                       stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            self.assertTrue(process.stdout.readline(), (self.folder / "another.log").read_text())
            yield process.stdout
        finally:
            process.terminate()
            process.wait(10)
            process.stdout.close()

    def test_a_camera_with_a_password_is_told_and_its_block_is_one_cordon_takes(self):
        outcome = self.probe("--seconds", 3, "--name", "gate", "--username", USER, "--password-file", self.password_file, self.url())
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        for finding in ("H.264", f"{self.camera.width}x{self.camera.height}", "first picture after"):
            self.assertIn(finding, outcome.stderr)
        (self.folder / "gate.password").write_text(self.password + "\n")
        config = self.folder / "gate.yaml"
        config.write_text("cameraNetwork: { namespace: cameras }\n" + outcome.stdout)
        check = subprocess.run([programs() / "cordon", "check", config], capture_output=True, text=True, check=False)
        self.assertEqual(check.returncode, 0, check.stderr + outcome.stdout)
        self.assertIn(f"picture: {self.camera.width}x{self.camera.height}", outcome.stdout)

    def test_scripts_get_figures_that_are_right(self):
        outcome = self.probe("--json", "--seconds", 4, "--username", USER, self.url(), CORDON_PASSWORD=self.password)
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        findings = json.loads(outcome.stdout)
        self.assertEqual((findings["state"], findings["codec"]), ("streaming", "H.264"))
        self.assertEqual((findings["cameraWidth"], findings["cameraHeight"]), (self.camera.width, self.camera.height))
        self.assertEqual(findings["cameraColours"], self.camera.colours)
        self.assertAlmostEqual(findings["framesPerSecond"], self.camera.frames_per_second, delta=1.5)
        bytes_per_second = self.camera.clip.stat().st_size / 10  # the clip's length
        self.assertAlmostEqual(findings["kilobitsPerSecond"], bytes_per_second * 8 / 1000, delta=0.4 * bytes_per_second * 8 / 1000)

    def test_a_camera_without_a_password_needs_no_user(self):
        simulator = programs() / "camera_sim"
        with self.another_camera(simulator, "--camera", f"{self.camera.address}:8554={self.camera.clip}"):
            outcome = self.probe("--seconds", 2, self.url(8554))
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        self.assertNotIn("username", outcome.stdout)

    def test_a_camera_that_wants_a_user_is_named_as_that(self):
        outcome = self.probe("--json", self.url())
        self.assertEqual(outcome.returncode, 1)
        self.assertEqual(json.loads(outcome.stdout)["state"], "authenticationFailed")
        self.assertIn("give --username", outcome.stderr)
        outcome = self.probe("--username", USER, self.url())
        self.assertEqual(outcome.returncode, 2, "no password, and nobody to ask")
        self.assertIn("CORDON_PASSWORD", outcome.stderr)

    @contextlib.contextmanager
    def camera_inside_tls(self, port):
        """The camera once more, inside TLS, with a certificate of its own. Gives its fingerprint."""
        pem = self.folder / f"{port}.pem"
        make_certificate(pem)
        with self.another_camera(programs() / "camera_sim", "--camera", f"{self.camera.address}:{port}={self.camera.clip}",
                                 "--tls", pem, "--user", USER, "--password-file", self.password_file):
            yield fingerprint_of(pem)

    def test_a_camera_inside_tls_is_spoken_to_once_its_certificate_is_trusted(self):
        url = self.url(7441).replace("rtsp://", "rtsps://")
        user = ("--username", USER, "--password-file", self.password_file)
        with self.camera_inside_tls(7441) as fingerprint:
            unknown = self.probe("--json", *user, url)
            self.assertEqual(unknown.returncode, 1)
            findings = json.loads(unknown.stdout)
            self.assertEqual((findings["state"], findings["certificate"]), ("untrusted", fingerprint))
            self.assertIn("give --tls-fingerprint", unknown.stderr)
            known = self.probe("--seconds", 2, "--name", "gate", *user, "--tls-fingerprint", fingerprint, url)
        self.assertEqual(known.returncode, 0, known.stderr)
        self.assertIn("inside TLS", known.stderr)
        (self.folder / "gate.password").write_text(self.password + "\n")
        config = self.folder / "gate.yaml"
        config.write_text("cameraNetwork: { namespace: cameras }\n" + known.stdout)
        check = subprocess.run([programs() / "cordon", "check", config], capture_output=True, text=True, check=False)
        self.assertEqual(check.returncode, 0, check.stderr + known.stdout)
        self.assertIn(fingerprint, known.stdout)

    def test_whoever_sits_at_a_terminal_is_asked_about_the_certificate(self):
        url = self.url(7442, user=f"{USER}:{self.password}@").replace("rtsp://", "rtsps://")
        with self.camera_inside_tls(7442) as fingerprint:
            for answer, code in (("no", 1), ("yes", 0)):
                pid, terminal = pty.fork()
                if pid == 0:
                    os.execv(programs() / "cordon", self.command("--seconds", 1, url))
                shown = self.read_until(terminal, "yes or no")
                self.assertIn(fingerprint, shown)
                os.write(terminal, answer.encode() + b"\n")
                shown += self.read_until(terminal, "picture: ") if code == 0 else ""
                _, status = os.waitpid(pid, 0)
                os.close(terminal)
                self.assertEqual(os.waitstatus_to_exitcode(status), code, shown)

    def test_a_wrong_password_is_tried_once(self):
        with self.another_camera(sys.executable, "-uc", REFUSING_CAMERA, self.camera.address, "8555") as requests:
            outcome = self.probe("--json", "--username", USER, self.url(8555), CORDON_PASSWORD="wrong")
            os.set_blocking(requests.fileno(), False)
            said = requests.read() or ""
        self.assertEqual(outcome.returncode, 1)
        self.assertEqual(json.loads(outcome.stdout)["state"], "authenticationFailed")
        self.assertEqual(said.count("Digest "), 1, said)

    def test_what_is_not_there_is_named_as_that(self):
        for url, states in ((self.url(path="/nothing"), {"notFound"}), (self.url(5540), {"refused"}),
                            ("rtsp://10.99.0.1/stream", {"unreachable"})):
            outcome = self.probe("--json", "--username", USER, url, CORDON_PASSWORD=self.password)
            self.assertEqual(outcome.returncode, 1)
            findings = json.loads(outcome.stdout)
            self.assertIn(findings["state"], states)
            self.assertFalse(findings["pictureSeen"])
            self.assertEqual(self.probe("--username", USER, url, CORDON_PASSWORD=self.password).stdout, "", "no YAML without a picture")

    def test_a_snapshot_is_a_picture_of_the_cameras_size(self):
        file = self.folder / "snapshot.png"
        outcome = self.probe("--seconds", 1, "--snapshot", file, "--username", USER, self.url(), CORDON_PASSWORD=self.password)
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        self.assertEqual(file.stat().st_mode & 0o777, 0o600)
        self.assertFalse(file.with_name("snapshot.png.part").exists())
        luma = subprocess.run(["ffmpeg", "-v", "error", "-i", file, "-f", "rawvideo", "-pix_fmt", "gray", "-"],
                              capture_output=True, check=True).stdout
        self.assertEqual(len(luma), self.camera.width * self.camera.height)
        self.assertGreater(len(set(luma)), 64, "a picture has many shades")
        self.assertTrue(40 < sum(luma) / len(luma) < 215, "and is neither black nor white")

    def test_a_snapshot_without_a_place_is_said_before_the_camera_is_called(self):
        outcome = self.probe("--seconds", 1, "--snapshot", "/proc/nonexistent/a.png", "--username", USER, self.url(), CORDON_PASSWORD=self.password)
        self.assertEqual(outcome.returncode, 2)
        self.assertIn("/proc/nonexistent", outcome.stderr)
        self.assertNotIn("calling", outcome.stderr)

    def test_a_snapshot_that_cannot_be_kept_costs_the_snapshot_alone(self):
        file = self.folder / "another" / "snapshot.png"
        file.parent.mkdir()
        file.with_name("snapshot.png.part").touch()
        outcome = self.probe("--seconds", 1, "--snapshot", file, "--username", USER, self.url(), CORDON_PASSWORD=self.password)
        self.assertEqual(outcome.returncode, 1)
        self.assertIn("snapshot.png.part is there already", outcome.stderr)
        self.assertIn("picture:", outcome.stdout, "what was found is said all the same")

    def test_no_password_shows_in_arguments_or_environments(self):
        command = self.command("--seconds", 3, "--verbose", self.url(user=f"{USER}:{self.password}@"))
        environment = {**os.environ, "CORDON_PASSWORD": self.password}
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as process:
            until(lambda: len(self.children(process.pid)) == 2, "receiver and decoder")
            for pid in self.children(process.pid):
                for file in ("cmdline", "environ"):
                    self.assertNotIn(self.password.encode(), pathlib.Path(f"/proc/{pid}/{file}").read_bytes())
            arguments = pathlib.Path(f"/proc/{process.pid}/cmdline").read_bytes()
            self.assertNotIn(self.password.encode(), arguments)
            self.assertIn(b"probe", arguments)
            said = "".join(process.communicate(timeout=30))
        self.assertEqual(process.returncode, 0, said)
        self.assertNotIn(self.password, said)
        self.assertIn("stands in your shell's history", said)

    def test_whoever_sits_at_a_terminal_is_asked_and_the_password_not_shown(self):
        pid, terminal = pty.fork()
        if pid == 0:
            os.execv(programs() / "cordon", self.command("--seconds", 1, self.url()))
        shown = self.read_until(terminal, "User name: ")
        os.write(terminal, USER.encode() + b"\n")
        shown += self.read_until(terminal, "Password: ")
        os.write(terminal, self.password.encode() + b"\n")
        shown += self.read_until(terminal, "picture: ")
        _, status = os.waitpid(pid, 0)
        os.close(terminal)
        self.assertEqual(os.waitstatus_to_exitcode(status), 0, shown)
        self.assertNotIn(self.password, shown)
        self.assertIn(USER, shown)

    def read_until(self, terminal, word):
        """What is shown at the terminal, until that word is."""
        shown = ""
        deadline = time.monotonic() + 20
        while word not in shown and time.monotonic() < deadline:
            with contextlib.suppress(OSError):  # the terminal's other end is closed
                shown += os.read(terminal, 4096).decode()
        self.assertIn(word, shown)
        return shown

    def test_ctrl_c_ends_it_at_once_and_leaves_no_child(self):
        with subprocess.Popen(self.command("--seconds", 60, self.url(5540)), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            until(lambda: len(self.children(process.pid)) == 2, "receiver and decoder")
            children = self.children(process.pid)
            process.terminate()
            process.communicate(timeout=5)
        self.assertEqual(process.returncode, 1)
        self.assertFalse([pid for pid in children if pathlib.Path(f"/proc/{pid}").exists()])

    @staticmethod
    def children(parent):
        found = []
        for entry in pathlib.Path("/proc").iterdir():
            with contextlib.suppress(OSError, ValueError):
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                if int(fields[1]) == parent:
                    found.append(int(entry.name))
        return found


if __name__ == "__main__":
    unittest.main(verbosity=2)
