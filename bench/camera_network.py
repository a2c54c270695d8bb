# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""A network of its own with simulated cameras in it.

The network is a namespace that lives as long as a process that waits on a pipe of ours, so it goes however we end.
As root it is a plain one; as an ordinary user it is one inside a user namespace.
"""

import contextlib
import dataclasses
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

PATIENCE = 20  # seconds for anything here to start
CAMERA_PORT = 554


class RigError(Exception):
    """Something the rig needs could not be had; says what."""


@dataclasses.dataclass
class SimulatedCamera:
    """One camera: what it shows, and, once it is up, where it is and what its pictures are."""

    name: str
    title: str
    clip: pathlib.Path
    alone: bool = False  # has a program of its own, so that it can be stopped while the others play on
    options: tuple = ()  # further ones of that program, such as ("--quirk", "sha256-only")
    settings: tuple = ()  # further keys of its in the gateway's configuration, such as "rtspTransport: udp"
    certificate: pathlib.Path | None = None  # with its key: the camera speaks RTSPS
    address: str = ""
    path: str = ""  # with its query
    width: int = 0
    height: int = 0
    colours: str = ""  # as the gateway's configuration names them
    pictures: int = 0  # of its clip
    frames_per_second: float = 0
    since: float = 0  # seconds on the monotonic clock: when the clip began its first round

    def url(self, credentials=""):
        """Its stream's; `credentials` with their @."""
        scheme = "rtsps" if self.certificate else "rtsp"
        return f"{scheme}://{credentials}{self.address}:{CAMERA_PORT}{self.path}"


# Ends well where an RTSP server answers at argv[1], port argv[2].
PROBE = """
import socket, sys
with socket.create_connection((sys.argv[1], int(sys.argv[2])), 1) as camera:
    camera.sendall(b"OPTIONS * RTSP/1.0\\r\\nCSeq: 1\\r\\n\\r\\n")
    sys.exit(0 if camera.recv(100).startswith(b"RTSP/1.0 ") else 1)
"""

READY = re.compile(r"camera rtsps?://[^/\s]+(?P<path>\S*): (?P<codec>\S+) (?P<width>\d+)x(?P<height>\d+) (?P<colours>[a-z0-9-]+), (?P<count>\d+) pictures in (?P<seconds>[\d.]+) s, .*, since (?P<since>\d+) ns")


def until(condition, what, patience=PATIENCE):
    """Waits for `condition` to return something true, and returns it."""
    deadline = time.monotonic() + patience
    while True:
        outcome = condition()
        if outcome:
            return outcome
        if time.monotonic() > deadline:
            raise RigError(f"{what}: not within {patience} s")
        time.sleep(0.05)


def run_checked(command, what):
    outcome = subprocess.run(command, capture_output=True, text=True, check=False)
    if outcome.returncode != 0:
        raise RigError(f"{what}: {outcome.stderr.strip() or outcome.stdout.strip()}")
    return outcome.stdout


class CameraNetwork:
    """Use with `with`: the namespace and its cameras are there inside, and gone after."""

    def __init__(self, programs, cameras, user, password_file, log):
        self.programs = programs
        self.cameras = cameras
        self.user = user
        self.password_file = password_file
        self.log = log  # a file open for writing: what the cameras say
        self.holder = None
        self.simulators = []  # (process, the cameras it plays)

    def __enter__(self):
        try:
            self._make_namespace()
            self.start_cameras()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.stop_cameras()
        if self.holder:
            self.holder.communicate()  # closes the pipe it waits on
            self.holder = None

    @property
    def namespace(self):
        """The path of the network namespace."""
        return f"/proc/{self.holder.pid}/ns/net"

    def inside(self, *command):
        """That command, in the cameras' network."""
        if os.geteuid() == 0:
            return ["nsenter", f"--net={self.namespace}", "--", *command]
        user = f"--user=/proc/{self.holder.pid}/ns/user"
        return ["nsenter", user, "--preserve-credentials", f"--net={self.namespace}", "--", *command]

    def answers(self, camera, from_inside):
        """Whether that camera answers at its address, asked from its network or from ours.

        A connection alone proves nothing: there are networks whose router accepts one to any address.
        """
        command = [sys.executable, "-c", PROBE, camera.address, str(CAMERA_PORT)]
        command = self.inside(*command) if from_inside else command
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    def start_cameras(self, cameras=None):
        """Starts those cameras, else all."""
        cameras = self.cameras if cameras is None else cameras
        together = [camera for camera in cameras if not camera.alone]
        for played in filter(None, [together, *([camera] for camera in cameras if camera.alone)]):
            self._start_simulator(played)

    def stop_cameras(self, cameras=None):
        """Ends all cameras, or those, who must be alone. Returns what each says it has done, one line each."""
        ended = [simulator for simulator in self.simulators if cameras is None or simulator[1][0] in cameras]
        self.simulators = [simulator for simulator in self.simulators if simulator not in ended]
        return "".join(self._end(process) for process, _ in ended)

    @contextlib.contextmanager
    def frozen(self, camera):
        """Inside, that camera, which must be alone, is silent with its connections open."""
        process = next(process for process, played in self.simulators if played == [camera])
        process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            process.send_signal(signal.SIGCONT)

    @contextlib.contextmanager
    def switched_off(self, camera):
        """Inside, nothing answers at the address of that camera, which must be alone."""
        self.stop_cameras([camera])
        try:
            yield
        finally:
            self.start_cameras([camera])

    def _start_simulator(self, cameras):
        command = [str(self.programs / "camera_sim"), "--user", self.user, "--password-file", str(self.password_file)]
        for camera in cameras:
            command += ["--camera", f"{camera.address}:{CAMERA_PORT}={camera.clip}", *camera.options]
            command += ["--tls", str(camera.certificate)] if camera.certificate else []
        # setpriv: the cameras go with us, whatever happens to us.
        process = subprocess.Popen(
            self.inside("setpriv", "--pdeathsig", "KILL", *command),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.log, text=True, start_new_session=True)
        self.simulators.append((process, cameras))
        for camera in cameras:
            line = process.stdout.readline()
            ready = READY.match(line)
            if not ready:
                self.log.flush()
                raise RigError(f"the cameras do not start: {pathlib.Path(self.log.name).read_text().strip()}")
            camera.path = ready["path"]
            camera.width, camera.height = int(ready["width"]), int(ready["height"])
            camera.colours = ready["colours"]
            camera.pictures = int(ready["count"])
            camera.since = int(ready["since"]) / 1e9
            camera.frames_per_second = camera.pictures / float(ready["seconds"])

    @staticmethod
    def _end(process):
        process.terminate()
        process.send_signal(signal.SIGCONT)  # one that is frozen would not hear it
        try:
            said, _ = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            said, _ = process.communicate()
        return said

    def _make_namespace(self):
        privilege = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
        self.holder = subprocess.Popen(["unshare", "--net", *privilege, "--", "cat"], stdin=subprocess.PIPE,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
        name = pathlib.Path(f"/proc/{self.holder.pid}/comm")

        def is_waiting():
            if self.holder.poll() is not None:
                raise RigError(f"no network namespace for the cameras: {self.holder.stderr.read().decode().strip()}")
            return name.read_text() == "cat\n"

        until(is_waiting, "a network namespace for the cameras")
        run_checked(self.inside("ip", "link", "set", "lo", "up", "multicast", "on"), "the cameras' network")
        run_checked(self.inside("ip", "route", "add", "224.0.0.0/4", "dev", "lo"), "a way for multicast")
        for number, camera in enumerate(self.cameras):
            camera.address = f"10.77.{number // 200}.{11 + number % 200}"
            run_checked(self.inside("ip", "address", "add", f"{camera.address}/16", "dev", "lo"), "a camera's address")
