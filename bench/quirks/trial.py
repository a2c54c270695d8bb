# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""One batch of rows, each with a camera of its own for each client, tried at the same time."""

import dataclasses
import time

from camera_network import SimulatedCamera
from certificates import fingerprint_of
from gateway_rig import USER, GatewayRig
from picture_history import Cordon, StatusPoller
from quirks.clients import Ffmpeg, Rtspsrc

FIRST_PICTURE = 10  # seconds a picture may take
SESSION_TIMEOUT = 10  # seconds, of every camera that does not insist on its own
SESSION_TIMEOUTS = 3  # how many of them the pictures must outlast
STILL_THERE = 3  # seconds: pictures must have come in the last of them
CUT = 3  # seconds a camera is away
BACK_WITHIN = 10  # seconds for the pictures to be back after that


@dataclasses.dataclass
class Verdict:
    """How one client did with one camera. Times in seconds."""

    first: float | None = None  # until the first picture
    stayed: bool = False  # pictures after three session timeouts
    gap: float | None = None  # the longest pause meanwhile
    back: float | None = None  # from the camera's return to the next picture
    state: str = ""  # the gateway's word, at the end of that time

    @property
    def passed(self):
        return self.first is not None and self.stayed and self.back is not None


def _camera(row, client):
    options = ("--session-timeout", str(SESSION_TIMEOUT), *row.options)
    name = row.name if client == "cordon" else f"{row.name}-{client}"
    return SimulatedCamera(name=name, title=row.name, clip=row.clip, alone=True, options=options, certificate=row.certificate,
                           settings=(f"tlsFingerprint: {fingerprint_of(row.certificate)}",) if row.certificate else ())


class Batch:
    def __init__(self, rows, programs):
        self.rows = rows
        self.cameras = {(row.name, client): _camera(row, client) for row in rows for client in ("cordon", "ffmpeg", "rtspsrc")}
        ours = [camera for (_, client), camera in self.cameras.items() if client == "cordon"]
        others = [camera for (_, client), camera in self.cameras.items() if client != "cordon"]
        self.rig = GatewayRig(ours, programs=programs, strangers=others)
        self.clients = {}

    def run(self, say):
        """The verdicts by (row's name, client)."""
        with self.rig, StatusPoller(self.rig, [row.name for row in self.rows]) as poller:
            begin = time.monotonic()
            self._start_clients(poller)
            try:
                say("the first pictures, and three session timeouts")
                end = begin + FIRST_PICTURE + SESSION_TIMEOUT * SESSION_TIMEOUTS + STILL_THERE
                time.sleep(end - time.monotonic())
                verdicts = {key: self._judge(client, begin, end) for key, client in self.clients.items()}
                say("the cut")
                self._cut(verdicts)
            finally:
                for client in self.clients.values():
                    if not isinstance(client, Cordon):
                        client.close()
        return verdicts

    def _start_clients(self, poller):
        network, password = self.rig.network, self.rig.password
        for (name, client), camera in self.cameras.items():
            if client == "cordon":
                self.clients[name, client] = poller.cameras[camera.name]
            else:
                player = Ffmpeg if client == "ffmpeg" else Rtspsrc
                self.clients[name, client] = player(network, camera, USER, password)

    @staticmethod
    def _judge(client, begin, end):
        first = client.history.first_after(begin)
        verdict = Verdict(state=getattr(client, "state", ""))
        if first is not None and first - begin <= FIRST_PICTURE:
            verdict.first = first - begin
            verdict.stayed = client.history.grew_within(end - STILL_THERE, end)
            verdict.gap = client.history.longest_gap(first, end)
        return verdict

    def _cut(self, verdicts):
        """Switches off every camera somebody has pictures of, and on again."""
        cut = [key for key, verdict in verdicts.items() if verdict.stayed]
        cameras = [self.cameras[key] for key in cut]
        self.rig.network.stop_cameras(cameras)
        time.sleep(CUT)
        returned = {}
        for key in cut:  # not in threads: a program we start dies with the thread that started it
            self.rig.network.start_cameras([self.cameras[key]])
            returned[key] = time.monotonic()
        time.sleep(BACK_WITHIN)
        for key in cut:
            back = self.clients[key].history.first_after(returned[key])
            if back is not None and back - returned[key] <= BACK_WITHIN:
                verdicts[key].back = back - returned[key]
