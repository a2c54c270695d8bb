# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""A camera that has every trouble every minute, beside one that has none, and what the gateway makes of it for an hour."""

import contextlib
import sys
import time

import clips
from camera_network import SimulatedCamera
from endurance.resources import Resources
from gateway_rig import KINDS, GatewayRig
from picture_history import StatusPoller
from viewer import Viewer

# Seconds into each minute, what happens then, and for how long. The rest the camera does of itself.
CUT = (5, 3)
STALL = (25, 8)  # longer than the gateway waits for a picture (5 s)
MISBEHAVE_EVERY = 15  # seconds: another size, a clock and a source that begin anew
BACK_WITHIN = 2  # seconds
LONGEST_GAP = 2  # seconds without a picture while the camera sends
CONTROL_GAP = 1  # the same, of the camera without troubles
MEMORY_GROWTH = 0.05  # of what a kind of process held in minute five
BASELINE_MINUTE = 5


class Soak:
    def __init__(self, programs, minutes):
        self.minutes = minutes
        first, second = clips.synthetic_clip(programs, 0, *clips.SMALL), clips.synthetic_clip(programs, 1, *clips.SMALLER, "--b-frames", "0")
        troubles = ("--quirk", "size-changes,time-resets,ssrc-changes", "--second-clip", str(second),
                    "--misbehave-every", str(MISBEHAVE_EVERY))
        self.troubled = SimulatedCamera(name="troubled", title="Troubled", clip=first, alone=True, options=troubles)
        self.control = SimulatedCamera(name="control", title="Control", clip=first, alone=True)
        self.rig = GatewayRig([self.troubled, self.control], programs=programs)
        self.absences = []  # (what, seconds on the monotonic clock: begin, return, first picture or None)
        self.samples = []  # Resources, one a minute
        self.complaints = []
        self.sizes = 0
        self.gaps = {}
        self.lost_of_control = 0

    def run(self):
        with contextlib.ExitStack() as cleanup:
            cleanup.enter_context(self.rig)
            poller = cleanup.enter_context(StatusPoller(self.rig, ["troubled", "control"]))
            self.rig.wait_until_live()
            viewers = {camera.name: cleanup.enter_context(Viewer(self.rig.rtsp_url(camera))) for camera in self.rig.cameras}
            watched = poller.cameras["troubled"]
            begin = time.monotonic()
            for minute in range(self.minutes):
                self._one_minute(begin + 60 * minute, watched)
                self.samples.append(Resources.now(self.rig))
                self._progress(minute + 1)
            end = time.monotonic()
            for name, viewer in viewers.items():
                self.complaints += [f"{name}'s viewer complained: {line}" for line in viewer.stop()[:3]]
            self.sizes = len(watched.sizes)
            self.gaps = {"troubled": self._gap_while_sending(watched.history, begin, end),
                         "control": poller.cameras["control"].history.longest_gap(begin, end)}
            self.lost_of_control = poller.cameras["control"].status["framesLost"]

    def _one_minute(self, begin, watched):
        for (at, seconds), what, absence in ((CUT, "cut", self.rig.network.switched_off), (STALL, "stall", self.rig.network.frozen)):
            time.sleep(max(0.0, begin + at - time.monotonic()))
            gone = time.monotonic()
            with absence(self.troubled):
                time.sleep(seconds)
            returned = time.monotonic()
            time.sleep(BACK_WITHIN + 1)
            self.absences.append((what, gone, returned, watched.history.first_after(returned)))
        time.sleep(max(0.0, begin + 60 - time.monotonic()))

    def _gap_while_sending(self, history, begin, end):
        """The longest time without a picture outside the absences, and the way back from them."""
        moments = [begin]
        for _, gone, returned, back in self.absences:
            moments += [gone, back or returned]
        moments.append(end)
        return max(history.longest_gap(start, stop) for start, stop in zip(moments[::2], moments[1::2], strict=True) if start < stop)

    def _progress(self, minute):
        slowest = max(self._back_after())
        memory = ", ".join(f"{kind} {self.samples[-1].memory_kb[kind]} kB" for kind in KINDS)
        print(f"minute {minute} of {self.minutes}: slowest return {slowest:.2f} s; {memory}", file=sys.stderr, flush=True)

    def _back_after(self, kind=None):
        return [float("inf") if back is None else back - returned for what, _, returned, back in self.absences if kind in (None, what)]

    def _baseline(self):
        return self.samples[min(BASELINE_MINUTE, len(self.samples)) - 1]

    def measured(self):
        return {
            "minutes": self.minutes,
            "returns": [{"what": what, "seconds": None if back is None else round(back - returned, 2)} for what, _, returned, back in self.absences],
            "longestGap": self.gaps,
            "sizes": self.sizes,
            "resources": [vars(sample) for sample in self.samples],
        }

    def tables(self):
        returns = []
        for kind in ("cut", "stall"):
            times = sorted(self._back_after(kind))
            returns.append([kind, len(times), f"{times[len(times) // 2]:.2f}", f"{times[-1]:.2f}"])
        gaps = [[name, f"{gap:.2f}"] for name, gap in self.gaps.items()]
        baseline, last = self._baseline(), self.samples[-1]
        rows = [[f"{kind}: memory kB", baseline.memory_kb[kind], last.memory_kb[kind]] for kind in KINDS]
        rows += [[f"{kind}: descriptors", baseline.descriptors[kind], last.descriptors[kind]] for kind in KINDS]
        rows.append(["processes", baseline.processes, last.processes])
        return [(["camera back after", "times", "median s", "slowest s"], returns), (["camera", "longest gap while it sends s"], gaps),
                (["sizes the camera changed to", ""], [["", self.sizes]]), (["resource", f"minute {min(BASELINE_MINUTE, len(self.samples))}", "end"], rows)]

    def broken(self):
        """A sentence for each limit that was not kept."""
        sentences = list(self.complaints)
        slow = [seconds for seconds in self._back_after() if seconds > BACK_WITHIN]
        if slow:
            sentences.append(f"{len(slow)} of {len(self.absences)} returns took more than {BACK_WITHIN} s, the slowest {max(slow):.2f} s")
        for name, limit in (("troubled", LONGEST_GAP), ("control", CONTROL_GAP)):
            if self.gaps[name] > limit:
                sentences.append(f"{name} had no picture for {self.gaps[name]:.2f} s")
        if self.sizes < self.minutes:
            sentences.append(f"the camera was seen to change its size {self.sizes} times only")
        if self.lost_of_control:
            sentences.append(f"control lost {self.lost_of_control} pictures")
        return sentences + self.samples[-1].growth_over(self._baseline(), MEMORY_GROWTH)
