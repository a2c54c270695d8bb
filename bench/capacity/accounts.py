# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Who used the processors: the gateway by kind of process, and apart from it the cameras and viewers of the benchmark."""

import contextlib
import os
import pathlib

from gateway_rig import KINDS, own_memory_kb, processor_seconds


def idle_seconds():
    """Of all processors together, since the machine started."""
    fields = pathlib.Path("/proc/stat").read_text().splitlines()[0].split()
    return (int(fields[4]) + int(fields[5])) / os.sysconf("SC_CLK_TCK")


def busy_share(idle_cores):
    """Of all processors, where so many were idle."""
    return 1 - idle_cores / os.cpu_count()


def descendants(pid):
    """The process and all its children and theirs."""
    found = [pid]
    with contextlib.suppress(OSError):
        for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += descendants(int(child))
    return found


def _memory_kb(pid):
    """0 of a process that has ended meanwhile."""
    with contextlib.suppress(OSError):
        return own_memory_kb(pid)
    return 0


class Accounts:
    """Seconds of processor time at one moment."""

    def __init__(self, rig, viewers):
        self.pids = rig.processes()
        self.gateway = {kind: {pid: processor_seconds(pid) for pid in pids} for kind, pids in self.pids.items()}
        self.cameras = sum(processor_seconds(pid) for process, _ in rig.network.simulators for pid in descendants(process.pid))
        self.viewers = sum(map(processor_seconds, viewers))
        self.idle = idle_seconds()

    def since(self, before, seconds):
        """Processors in use meanwhile, on average: by kind of the gateway's processes, cameras, viewers, and none."""
        gateway = {kind: sum(now - before.gateway[kind].get(pid, 0) for pid, now in self.gateway[kind].items()) / seconds for kind in KINDS}
        return gateway, (self.cameras - before.cameras) / seconds, (self.viewers - before.viewers) / seconds, (self.idle - before.idle) / seconds

    def memory_mb(self):
        """Megabytes by kind: proportional shares of what is shared, without pages of files."""
        return {kind: sum(map(_memory_kb, pids)) / 1000 for kind, pids in self.pids.items()}
