#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Cameras that attack, all at once, beside two that do not: they cost their own streams and nothing else."""

import contextlib
import os
import pathlib
import subprocess
import sys
import time
import unittest

import hostile_camera
from gateway_test_case import GatewayTestCase, clips, gateway_rig, programs

from camera_network import CAMERA_PORT, RigError, SimulatedCamera

HERE = pathlib.Path(__file__).resolve().parent
SIEGE = 30  # seconds
STEPS_BEHIND = {"cordon-receive": 5, "cordon-decode": 10}  # of niceness, the publisher
MOST_MEMORY_KB = 300 * 1024  # of one receiver or decoder, resident
MOST_PROCESSOR = 0.25  # of one core, for a receiver, whatever its camera sends
LONGEST_PAUSE = 1.0  # seconds between two pictures of a good camera, on a busy machine
MOST_MISSING = 0.10  # of the pictures a good camera sends in that time: what its clip's edges and the clock may cost
ATTACKERS = "10.77.100"  # where they have their addresses
PLANTED = ("10.77.250.250", hostile_camera.ELSEWHERE)  # a packet of the test's own, which the capture must see

STRAY_PACKET = """
import socket, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stray:
    stray.bind((sys.argv[1], 0))
    stray.sendto(b"planted", (sys.argv[2], 9))
"""


def resident_kb(pid):
    try:
        return int(gateway_rig.proc_status(pid).get("VmRSS", "0 kB").split()[0])
    except OSError:
        return 0  # it ended meanwhile


def take_what_is_left(pid):
    """Ranks a process behind all others: what floods has a machine of its own in the field, and is not to take the gateway's.
    Where the kernel shares processors out among sessions first, its session too (sched(7), autogroup)."""
    os.setpriority(os.PRIO_PROCESS, pid, 19)
    with contextlib.suppress(OSError):
        pathlib.Path(f"/proc/{pid}/autogroup").write_text("19")


class Attackers:
    """One program a hostile camera, in the cameras' network, and one that sees every packet there."""

    def __init__(self, network, cameras):
        self.processes = []
        self.capture = self._start(network, HERE / "capture.py", f"{ATTACKERS}.0/24")
        for name, address in cameras.items():
            take_what_is_left(self._start(network, HERE / "hostile_camera.py", address, name).pid)

    def _start(self, network, program, *arguments):
        process = subprocess.Popen(
            network.inside("setpriv", "--pdeathsig", "KILL", sys.executable, "-B", str(program), *arguments),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, start_new_session=True)
        self.processes.append(process)
        if process.stdout.readline() != "ready\n":
            raise RigError(f"{program.name} {' '.join(arguments)} does not start")
        return process

    def end(self, network):
        """Ends them all, plants one packet, and returns the pairs of addresses that were seen, and how many packets were not."""
        for process in self.processes[1:]:
            process.kill()
        for process in self.processes[1:]:
            process.communicate()
        subprocess.run(network.inside(sys.executable, "-c", STRAY_PACKET, *PLANTED), check=True)
        time.sleep(1)
        self.capture.terminate()
        *pairs, (word, dropped) = (line.split() for line in self.capture.communicate()[0].splitlines())
        if word != "dropped":
            raise RigError("the capture ended before its time")
        return set(map(tuple, pairs)), int(dropped)


class HostileRig(gateway_rig.GatewayRig):
    """A site with hostile cameras in its configuration, beside those of the simulator."""

    attackers = None
    hostile = {}

    def start_gateway(self):
        if self.attackers is None:
            self.hostile = {name: f"{ATTACKERS}.{number}" for number, name in enumerate(hostile_camera.ATTACKS, 1)}
            for address in self.hostile.values():
                subprocess.run(self.network.inside("ip", "address", "add", f"{address}/16", "dev", "lo"), check=True)
            self.attackers = Attackers(self.network, self.hostile)
            with open(self.config, "a", encoding="utf-8") as config:
                for name, address in self.hostile.items():
                    config.write(f"  {name.replace('_', '-')}:\n    source: rtsp://{address}:{CAMERA_PORT}/stream\n    picture: 640x360\n")
        super().start_gateway()


class HostileCameras(GatewayTestCase):
    @classmethod
    def setUpClass(cls):
        bomb = clips.synthetic_clip(programs(), 3, "--width", "3840", "--height", "2160", "--fps", "5", "--seconds", "2", "--keyframe-interval", "5")
        cameras = clips.synthetic_cameras(programs(), 2, *clips.SMALL)
        cls.good = [camera.name for camera in cameras]
        cameras.append(SimulatedCamera(name="bomb", title="Larger than allowed", clip=bomb, alone=True))
        cls.rig = cls.enterClassContext(HostileRig(cameras, programs=programs(), settings="limits: { largestPicture: 1280x720 }"))

    def setUp(self):
        self.wait_until(lambda: set(self.good) <= set(self.rig.live_cameras()), "the good cameras live", 30)

    def test_attacks_cost_their_own_stream_only_and_lead_nobody_astray(self):
        (publisher,) = self.rig.children("cordon-publish")
        first = os.getpriority(os.PRIO_PROCESS, publisher)

        def all_behind():  # a decoder that was just started, in place of one the bomb ended, takes a moment
            return all({os.getpriority(os.PRIO_PROCESS, pid) for pid in self.rig.children(program)} == {first + steps}
                       for program, steps in STEPS_BEHIND.items())

        self.wait_until(all_behind, "receivers and decoders rank behind the publisher")
        before = self.rig.camera_status()
        receivers = {camera["receiverPid"]: name for name, camera in before.items()}
        used = {pid: gateway_rig.processor_seconds(pid) for pid in receivers}
        start = time.monotonic()
        largest, longest_pause = {}, 0.0
        while time.monotonic() - start < SIEGE:
            status = self.rig.camera_status()
            longest_pause = max([longest_pause, *(status[name]["lastFrameAgeMs"] / 1000 for name in self.good)])
            for program in ("cordon-receive", "cordon-decode"):
                largest[program] = max([largest.get(program, 0), *map(resident_kb, self.rig.children(program))])
            time.sleep(0.2)
        after, lasted = self.rig.camera_status(), time.monotonic() - start
        shares = {name: (gateway_rig.processor_seconds(pid) - used[pid]) / lasted for pid, name in receivers.items() if gateway_rig.processor_seconds(pid)}
        pairs, dropped = self.rig.attackers.end(self.rig.network)
        print(f"the longest pause of a good camera: {longest_pause:.2f} s; the largest process: "
              + ", ".join(f"{name} {kb // 1024} MiB" for name, kb in largest.items()), file=sys.stderr)
        for name, camera in sorted(after.items()):
            print(f"  {name:24} {camera['state']:20} restarts {camera['receiverRestarts']}/{camera['decoderRestarts']}, "
                  f"sessions {camera['sessions']}, receiver {shares.get(name, 0):.3f} of a core", file=sys.stderr)

        for name in self.good:
            with self.subTest(name):
                frames = after[name]["framesOut"] - before[name]["framesOut"]
                self.assertGreaterEqual(frames, (1 - MOST_MISSING) * 15 * lasted)
                self.assertEqual(after[name]["receiverRestarts"], 0)
                self.assertEqual(after[name]["decoderRestarts"], 0)
                self.assertEqual(after[name]["sessions"], 1)
        self.assertLess(longest_pause, LONGEST_PAUSE)
        for program, kilobytes in largest.items():
            self.assertLess(kilobytes, MOST_MEMORY_KB, program)
        for name, share in shares.items():
            self.assertLess(share, MOST_PROCESSOR, name)
        for name in [*map(lambda each: each.replace("_", "-"), self.rig.hostile), "bomb"]:
            self.assertNotEqual(after[name]["state"], "streaming", name)
            self.assertEqual(after[name]["framesOut"], 0, name)

        # Receivers are on the same machine as the cameras, so both ends of every conversation are cameras' addresses.
        known = {camera.address for camera in self.rig.cameras} | set(self.rig.hostile.values())
        self.assertEqual(dropped, 0, "the capture could not keep up: it proves nothing")
        self.assertIn(PLANTED, pairs, "the capture does not see what strays: it proves nothing")
        self.assertEqual({pair for pair in pairs if PLANTED[0] not in pair and not set(pair) <= known}, set())


if __name__ == "__main__":
    unittest.main(verbosity=2)
