# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Kills one camera's processes again and again, and keeps the books of what that does to everything else."""

import contextlib
import os
import pathlib
import signal
import time

from camera_network import until
from gateway_rig import open_descriptors, proc_status
from recordings import compare
from viewer import Viewer

BACK_WITHIN = 3  # seconds
SETTLE = 3  # seconds of peace before things are counted
GROWTH = 8192  # kB of memory a process may have gained: caches and arenas fill once
STREAM_COUNTS = ("framesLost", "framesSkipped")


def memory_kb(pid):
    return int(proc_status(pid)["VmRSS"].split()[0])


class Siege:
    """One run against the camera named `victim`; every other camera is watched and recorded."""

    def __init__(self, rig, victim):
        self.rig = rig
        self.victim = victim
        self.others = [camera for camera in rig.cameras if camera.name != victim]
        self.kills = 0
        self.restarts = 0
        self.longest_absence = 0.0
        self.before = self.after = None
        self.losses = []
        self.recorded = []

    def run(self, kills, interval):
        recordings = {camera.name: self.rig.folder / f"{camera.name}.h264" for camera in self.others}
        viewers = {camera.name: Viewer(self.rig.rtsp_url(camera), recording=recordings[camera.name], decode=False)
                   for camera in self.others}
        time.sleep(SETTLE)
        self.before = self._count()
        begin = self._restarts()
        next_kill = time.monotonic()
        for number in range(kills):
            self._kill(number)
            next_kill += interval
            time.sleep(max(0.0, next_kill - time.monotonic()))
        self._wait_until_back()
        time.sleep(SETTLE)
        self.restarts = self._restarts() - begin
        self.after = self._count()
        for camera in self.others:
            complaints = viewers[camera.name].stop()
            self.losses += [f"{camera.name}: its viewer complained: {line}" for line in complaints[:3]]
        for camera in self.others:
            self._compare(camera, recordings[camera.name])

    def _pids(self):
        camera = self.rig.camera_status()[self.victim]
        return [pid for pid in (camera["decoderPid"], camera["receiverPid"]) if pid]

    def _restarts(self):
        status = self.rig.camera_status()[self.victim]
        return status["receiverRestarts"] + status["decoderRestarts"]

    def _kill(self, number):
        """Decoder, receiver and both in turn."""
        pids = self._pids()
        chosen = pids if number % 3 == 2 else pids[number % 3:number % 3 + 1]
        for pid in chosen or pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.kills += 1

    def _wait_until_back(self):
        start = time.monotonic()
        shown = self.rig.camera_status()[self.victim]["framesOut"]
        until(lambda: self.rig.camera_status()[self.victim]["framesOut"] > shown, f"{self.victim} again", BACK_WITHIN * 10)
        self.longest_absence = time.monotonic() - start
        if self.longest_absence > BACK_WITHIN:
            self.losses.append(f"{self.victim} was back only after {self.longest_absence:.1f} s")

    def _count(self):
        """Everything that must be the same afterwards."""
        status = self.rig.camera_status()
        (publisher,) = self.rig.children("cordon-publish")
        long_lived = {"gateway": self.rig.gateway.pid, "publisher": publisher}
        return {
            "streams": {camera.name: sum(status[camera.name][count] for count in STREAM_COUNTS) for camera in self.others},
            "descriptors": {name: open_descriptors(pid) for name, pid in long_lived.items()},
            "memory": {name: memory_kb(pid) for name, pid in long_lived.items()},
            "processes": sum(len(self.rig.children(name)) for name in ("cordon-receive", "cordon-decode", "cordon-publish")),
            "zombies": self._zombies(),
        }

    def _zombies(self):
        count = 0
        for entry in pathlib.Path("/proc").iterdir():
            if entry.name.isdigit():
                with contextlib.suppress(OSError, KeyError):
                    status = proc_status(entry.name)
                    count += status["PPid"] == str(self.rig.gateway.pid) and status["State"].startswith("Z")
        return count

    def _compare(self, camera, recording):
        """Pairs a recording with the camera's clip: every picture sent in that time must be in it."""
        result, complaints = compare(self.rig.programs, camera.clip, camera.width, camera.height, recording)
        self.losses += [f"{camera.name}: {line}" for line in complaints[:3]]
        self.recorded.append([camera.name, result["sent"], result["arrived"], result["sent"] - result["arrived"]])

    def report(self):
        """Rows of a table, and a sentence for each loss."""
        rows, losses = [], list(self.losses)
        for name, sent, arrived, lost in self.recorded:
            rows.append([f"{name}: pictures", sent, arrived, lost, "ok" if lost == 0 else "LOST"])
            if lost:
                losses.append(f"{name} lost {lost} of {sent} pictures")

        def row(name, before, after, allowed):
            kept = after - before <= allowed
            rows.append([name, before, after, max(0, after - before), "ok" if kept else "GREW"])
            if not kept:
                losses.append(f"{name}: {before} before, {after} after")

        for name, before in self.before["streams"].items():
            row(f"{name}: lost or skipped", before, self.after["streams"][name], 0)
        for name, before in self.before["descriptors"].items():
            row(f"{name}: descriptors", before, self.after["descriptors"][name], 0)
        for name, before in self.before["memory"].items():
            row(f"{name}: memory kB", before, self.after["memory"][name], GROWTH)
        row("processes", self.before["processes"], self.after["processes"], 0)
        row("zombies", self.before["zombies"], self.after["zombies"], 0)
        return rows, losses
