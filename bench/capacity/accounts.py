# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Who used the processors: the gateway by kind of process, and apart from it the cameras and viewers of the benchmark."""

import contextlib
import os
import pathlib

from gateway_rig import KINDS, own_memory_kb, processor_seconds


OTHERS = 0.1  # of the processors: what others may use beside a benchmark without a word


def cores():
    """How many processors the benchmark and the gateway may run on; no others are counted anywhere."""
    return len(os.sched_getaffinity(0))


def idle_seconds():
    """Of those processors together, since the machine started."""
    ours = {f"cpu{number}" for number in os.sched_getaffinity(0)}
    counted = [line.split() for line in pathlib.Path("/proc/stat").read_text().splitlines()]
    return sum(int(fields[4]) + int(fields[5]) for fields in counted if fields[0] in ours) / os.sysconf("SC_CLK_TCK")


def busy_share(idle_cores):
    """Of those processors, where so many were idle."""
    return 1 - idle_cores / cores()


def other_cores(idle_cores, own_cores):
    """Of those processors used by neither the gateway nor the benchmark: by other programs, or other machines of the host."""
    return max(cores() - idle_cores - own_cores, 0)


def others_note(used, of_cores):
    """A sentence for a report where others used so many processors at worst, of so many; empty where that is little."""
    if used <= OTHERS * of_cores:
        return ""
    return (f"Other programs used up to {used:.2f} of the {of_cores} cores meanwhile: with nothing beside it the machine does "
            "better than is said here.")


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
