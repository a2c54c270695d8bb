# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""One trial: so many cameras, a gateway and viewers for a while, and what came through, measured in the pictures."""

import contextlib
import json
import math
import pathlib
import statistics
import subprocess
import tempfile
import time

from accounts import Accounts, busy_share, other_cores
from books import LOST, Books, restarts, shortfall
from camera_network import CameraNetwork, RigError, SimulatedCamera
from gateway_rig import USER, GatewayRig
from recordings import compare
from viewer import Viewer, Watching

WARM_UP = 5  # seconds
RECORDED = 12
START = 30  # seconds for a gateway to show every camera, and a second more for each
AFTER = 0.5  # seconds for which viewers watch on, for the last pictures to come
EARLY = 0.005  # seconds by which a picture may seem to come before it was sent, as files round their times
HISTOGRAM = (5, 10, 20, 40, 60, 80, 100, 150, 200, 300, 500, 1000, None)  # ms


class Watch(Watching):
    """Viewers of all cameras, of which the first `decoded` decode what they get. Use with `with`."""

    def __init__(self, program, urls, decoded, inside=lambda *command: list(command)):
        streams = [word for url in urls for word in ("--stream", url)]
        self.count = len(streams) // 2
        self.said = tempfile.TemporaryFile("w+", errors="replace")
        self.process = subprocess.Popen(inside("setpriv", "--pdeathsig", "KILL", str(program), "--decode", str(decoded), *streams),
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.said, text=True,
                                        start_new_session=True)

    def __exit__(self, *exception):
        super().__exit__(*exception)
        self.said.close()

    def end(self):
        """For each stream a complaint and its pictures: (seconds on the monotonic clock, bytes, number or -1)."""
        told, _ = self.process.communicate()
        if self.process.returncode != 0 or len(told.splitlines()) != self.count:
            self.said.seek(0)
            why = self.said.read()[-600:].strip() or "they do not say why"
            raise RigError(f"the viewers ended by themselves, with {self.process.returncode}: {why}")
        watched = [json.loads(line) for line in told.splitlines()]
        return [(each["complaint"], [(came / 1e9, size, mark) for came, size, mark in each["pictures"]]) for each in watched]


def latencies(camera, pictures, begin, end, over=math.inf):
    """Of the pictures that a camera sent from `begin` to `end`: milliseconds from that moment until a viewer had decoded each,
    how many are missing, and how many there should be. `over`: when the viewer ended; what it could not have yet, as late as
    pictures were, is not missing."""
    rate = camera.frames_per_second
    period, late = camera.pictures / rate, {}
    for came, _, mark in pictures:
        if mark >= 0:
            latency = (came - camera.since - mark / rate + EARLY) % period - EARLY
            late.setdefault(round((came - latency - camera.since) * rate), max(latency, 0))
    last = min(end, over - max(late.values(), default=0))
    due = range(math.ceil((begin - camera.since) * rate), math.ceil((last - camera.since) * rate))
    found = [1000 * late[number] for number in due if number in late]
    return found, len(due) - len(found), len(due)


def quantiles(values):
    if len(values) < 2:
        return dict.fromkeys(("p50", "p95", "p99", "max"))
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "max": max(values)}


def histogram(values):
    shares, below = [], 0
    for bound in HISTOGRAM:
        count = sum(value <= bound for value in values) if bound else len(values)
        shares.append([bound, (count - below) / max(len(values), 1)])
        below = count
    return shares


def simulated(clip, cameras, settings=(), in_step=True):
    """So many cameras that all show that clip; in step, each picture at a moment that is known, for which they wait for the clip's next keyframe:
    longer than a client's patience where those are many seconds apart. Else each at another place of the clip, so that a part of it that is
    measured is like all of it. `settings`: keys of each camera."""
    return [SimulatedCamera(name=f"camera-{number + 1}", title=f"Camera {number + 1}", clip=clip, options=("--in-step" if in_step else "--spread",),
                            settings=settings) for number in range(cameras)]


def run(programs, clip, cameras, seconds, decoded, settings=(), progress=lambda done: None, picture=None):
    """The trial as a dictionary; progress(seconds of the measurement) is called about once a second. Pictures are what the camera's are, or `picture`."""
    with GatewayRig(simulated(clip, cameras, settings, in_step=decoded > 0), programs=programs, picture=picture) as rig:
        rig.wait_until_live(START + cameras)
        return observe(rig, seconds, decoded, latencies, progress)


def observe(rig, seconds, decoded, timed, progress):
    """The trial of a gateway whose cameras are live. timed(camera, pictures of its stream, begin, end, over) returns the latency
    of each in ms, how many are missing and how many there should be; the viewer watched until `over`."""
    played, cameras = rig.cameras, len(rig.cameras)
    with Watch(rig.programs / "stream_watch", map(rig.rtsp_url, played), decoded) as watch:
        time.sleep(WARM_UP)
        books, accounts, begin = Books(rig), Accounts(rig, [watch.process.pid]), time.monotonic()
        for second in range(seconds):
            progress(second)
            time.sleep(max(0, begin + second + 1 - time.monotonic()))
        later, end = Books(rig), time.monotonic()
        accounts_later = Accounts(rig, [watch.process.pid])
        memory = accounts_later.memory_mb()
        time.sleep(max(0, end + AFTER - time.monotonic()))
        over = time.monotonic()
        watched = watch.end()
    gateway, senders, viewers, idle = accounts_later.since(accounts, end - begin)
    grown = later.since(books)
    found, missing, expected, per_camera = [], 0, 0, []
    for number, (camera, (complaint, pictures)) in enumerate(zip(played, watched, strict=True)):
        shown = (grown[camera.name]["framesOut"] + grown[camera.name]["framesUnchanged"]) / (end - begin)
        latency, absent, due = timed(camera, pictures, begin, end, over) if number < decoded else ([], 0, 0)
        received = sum(books.asked <= came < later.told for came, _, _ in pictures)
        complaint = complaint or shortfall(camera, grown[camera.name], received, end - begin)
        found, missing, expected = found + latency, missing + absent, expected + due
        per_camera.append({"name": camera.name, "shownPerSecond": shown, "p99Ms": quantiles(latency)["p99"], "complaint": complaint})
    came = sum(counts["accessUnits"] for counts in grown.values())
    lost = sum(counts[key] for counts in grown.values() for key in LOST)
    rates, own = [camera["shownPerSecond"] for camera in per_camera], [later.cameras[camera.name] for camera in played]
    return {
        "cameras": cameras, "seconds": round(end - begin, 1), "came": came, "lost": lost,
        # The gateway's books of all cameras, or what the decoded pictures' numbers say, whichever is worse.
        "lostPercent": 100 * max(lost / max(came, 1), missing / max(expected, 1)), "missingOfDecoded": missing, "decoded": expected,
        "fairness": min(rates) / max(max(rates), 1e-9), "latencyMs": quantiles(found), "latencyHistogram": histogram(found),
        "gatewayLatencyMs": {"p50": statistics.median(camera["latencyP50Us"] for camera in own) / 1000, "p99": max(camera["latencyP99Us"] for camera in own) / 1000},
        "cpuPerStream": {kind: used / cameras for kind, used in gateway.items()}, "gatewayCores": sum(gateway.values()),
        "benchCores": {"cameras": senders, "viewers": viewers}, "idleCores": idle, "busy": busy_share(idle),
        "otherCores": other_cores(idle, sum(gateway.values()) + senders + viewers),
        "memoryMbPerCamera": {kind: size / cameras for kind, size in memory.items()},
        "kilobits": sum(counts["bytesOut"] for counts in grown.values()) * 8 / 1000 / (end - begin) / cameras,
        "perCamera": per_camera, "restarts": restarts(books, later)}


@contextlib.contextmanager
def cameras_alone(programs, played):
    """Inside, those cameras run without a gateway: their network, whose password_file a client needs."""
    with tempfile.TemporaryDirectory() as folder, open(f"{folder}/cameras.log", "w", encoding="utf-8") as log:
        password_file = pathlib.Path(folder) / "password"
        password_file.write_text("benchmark\n")
        with CameraNetwork(programs, played, USER, password_file, log) as network:
            yield network


def url_with_password(network, camera):
    """Where a client that is none of Cordon's finds a simulated camera."""
    return camera.url(f"{network.user}:{network.password_file.read_text().strip()}@")


def quality(programs, clip, settings=(), seconds=RECORDED):
    """What so much of one camera's fresh stream is like against what the camera sent: PSNR in dB and SSIM, of luma."""
    (camera,) = simulated(clip, 1, settings, in_step=False)
    with GatewayRig([camera], programs=programs) as rig:
        rig.wait_until_live()
        recording = rig.folder / "recording.h264"
        complaints = Viewer(rig.rtsp_url(camera), seconds, recording, decode=False).wait(seconds + START)
        result, more = compare(programs, clip, camera.width, camera.height, recording)
        if complaints + more:
            raise RigError(f"a stream with nothing beside it: {(complaints + more)[0]}")
        return {"psnrY": result["mean_psnr"], "leastPsnrY": result["least_psnr"], "ssimY": result["mean_ssim"]}


def direct_latency(programs, clip, seconds):
    """The same latency without a gateway: a viewer in the camera's own network."""
    (camera,) = simulated(clip, 1)
    with (cameras_alone(programs, [camera]) as network,
          Watch(programs / "stream_watch", [url_with_password(network, camera)], 1, network.inside) as watch):
        time.sleep(WARM_UP)
        begin = time.monotonic()
        time.sleep(seconds)
        ((complaint, pictures),) = watch.end()
    if complaint:
        raise RigError(f"a viewer of a camera itself: {complaint}")
    return quantiles(latencies(camera, pictures, begin, begin + seconds)[0])
