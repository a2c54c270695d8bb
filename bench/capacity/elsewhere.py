# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Cameras that are there already, real ones or simulated on another machine: nothing but a gateway and viewers is started.

Where the pictures bear numbers, latency is how much later than its stream's fastest picture each was decoded: when the cameras sent
it cannot be known, as their clock is another. Where they bear none it is the gateway's own. A URL may hold a password anywhere, so
none is ever shown, and the gateway finds them in its configuration, in a folder that only its user can read.
"""

import collections
import dataclasses
import ipaddress
import pathlib
import subprocess
import urllib.parse

from camera_network import RigError
from gateway_rig import MOST_RATE, GatewayRig
from trial import observe

START = 20  # seconds for a gateway to show every camera, and a second more for each
SHOWN = ("codec", "cameraWidth", "cameraHeight", "framesInPerSecond")  # of a camera's status
MARKED = 0.9  # of the pictures of a stream bear a number where it is one that bears numbers


@dataclasses.dataclass
class FarCamera:
    name: str
    title: str  # with its address
    source: str  # with its credentials
    settings: tuple
    frames_per_second: float = MOST_RATE  # as nobody knows it: all pictures may pass

    def url(self):
        return self.source.replace("${", "$${")  # nothing in it names an environment variable


@dataclasses.dataclass
class Network:
    """What a rig asks of a network that others made."""

    namespace: str
    user: str | None
    password_file: pathlib.Path | None
    simulators: tuple = ()


def cameras_at(urls, settings):
    cameras = []
    for number, url in enumerate(urls, 1):
        try:
            parts = urllib.parse.urlsplit(url)
            address = ipaddress.ip_address(parts.hostname or "")
            port = parts.port or 554
        except ValueError:
            parts = None
        if not parts or parts.scheme != "rtsp":
            raise RigError(f"--cameras-at: URL number {number} must be rtsp://, the camera's address in digits and its path, such as "
                           "rtsp://10.20.0.11/stream, with %40 for an @ in a user name or password; 'cordon probe URL' looks at one camera")
        cameras.append(FarCamera(name=f"camera-{number}", title=f"camera {number} at {address}, port {port}", source=url, settings=settings))
    return cameras


def runs_of_numbers(pictures):
    """The (seconds, number) of marked pictures, cut wherever the numbers begin anew."""
    runs = [[]]
    for came, _, mark in pictures:
        if mark >= 0:
            if runs[-1] and mark < runs[-1][-1][1]:
                runs.append([])
            runs[-1].append((came, mark))
    return [run for run in runs if len(run) > 1 and run[-1][1] > run[0][1]]


def lateness(camera, pictures, begin, end, over=None):
    """Milliseconds by which each picture came later than its stream's fastest, how many are missing, and how many there should be.

    All three are empty or 0 for a stream whose pictures bear no numbers.
    """
    del camera, over  # whose clock and rate nobody knows: the pictures tell
    measured = [picture for picture in pictures if begin <= picture[0] < end]
    runs = runs_of_numbers(measured)
    if not runs or sum(map(len, runs)) < MARKED * len(measured):
        return [], 0, 0
    longest = max(runs, key=len)
    period = (longest[-1][0] - longest[0][0]) / (longest[-1][1] - longest[0][1])
    if abs(1 / period - round(1 / period)) < 0.01 / period:
        period = 1 / round(1 / period)  # a whole number a second, as nearly all cameras have it
    found, missing, expected = [], 0, 0
    for run in runs:
        offsets = [came - mark * period for came, mark in run]
        found += [1000 * (offset - min(offsets)) for offset in offsets]
        due = run[-1][1] - run[0][1] + 1
        missing, expected = missing + due - len({mark for _, mark in run}), expected + due
    return found, missing, expected


class Site:
    """The cameras that --cameras-at names, and what was seen of them."""

    def __init__(self, arguments):
        self.programs = arguments.programs
        self.cameras = cameras_at(arguments.cameras_at, arguments.settings)
        password_file = arguments.password_file and arguments.password_file.resolve()
        self.network = Network(arguments.camera_network, arguments.username, password_file)
        self.marked = None  # whether the pictures bear numbers: the first trial tells
        self.seen = {}  # the last status of each camera

    def run(self, cameras, seconds, decoded, progress):
        """A trial of the first so many of them."""
        with GatewayRig(self.cameras[:cameras], programs=self.programs, network=self.network, picture="auto") as rig:
            self._wait_until_live(rig)
            trial = observe(rig, seconds, 0 if self.marked is False else decoded, lateness, progress)
            self.seen |= rig.camera_status()
        if self.marked is None:
            self.marked = trial["latencyMs"]["p99"] is not None
        if not self.marked:
            trial["latencyMs"] = {"p95": None, "max": None, **trial["gatewayLatencyMs"]}
        return trial

    def latency_is(self):
        if self.marked:
            return ("how much later than its stream's fastest picture each was decoded by a viewer: their numbers were read, and when the cameras, "
                    "whose clock is another, sent them is not known")
        return ("the gateway's own, from a picture's last packet in to its first encoded byte out, over ten seconds: the pictures bear no numbers to "
                "measure through them")

    def words(self):
        kinds = collections.Counter(f"{camera['codec']} {camera['cameraWidth']}x{camera['cameraHeight']}" for camera in self.seen.values())
        return "cameras elsewhere: " + ", ".join(f"{count} of {kind}" for kind, count in kinds.items())

    def facts(self):
        return [{"name": camera.name, "where": camera.title, **{key: self.seen[camera.name][key] for key in SHOWN}} for camera in self.cameras
                if camera.name in self.seen]

    def _wait_until_live(self, rig):
        check = subprocess.run([self.programs / "cordon", "check", rig.config], capture_output=True, text=True, check=False)
        if check.returncode != 0:
            raise RigError("--cameras-at: " + "; ".join(line.partition(": ")[2] for line in check.stderr.splitlines()
                                                       if line.startswith(str(rig.config)) and ": warning: " not in line))
        try:
            rig.wait_until_live(START + len(rig.cameras))
        except RigError:
            status = rig.camera_status()
            titles = {camera.name: camera.title for camera in rig.cameras}
            absent = [f"{titles[name]}: {status[name]['reason'] or status[name]['state']}. {status[name]['advice']}".rstrip(". ")
                      for name in status if name not in rig.live_cameras()]
            if absent:
                raise RigError("no picture from " + "; ".join(absent) + ". 'cordon probe URL' looks closer") from None
            raise
