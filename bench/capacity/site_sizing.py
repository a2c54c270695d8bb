# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""What a site's own configuration needs: its cameras by kind, each kind measured, and the sum of all.

A camera costs twice as much where it is alone on a machine as where that has much to do (decision 0031), and what is asked is
whether the machine will be full.
"""

import collections
import json
import subprocess

import test_clip
from accounts import others_note
from camera_network import RigError
from capacity import USABLE
from ramp import MOST, approach, flaws
from terminal_report import Progress
from trial import run

AT_ONCE = 2  # cameras of a kind to begin with; one, where two are too many for this machine
BUSY = 0.7  # of the processors, as far as the site has so many cameras
RATE = 25  # pictures a second that cameras are taken to send where their limit is above it
SETTINGS = ("maxFrameRate", "preset", "encoder", "quality", "maxBitrate", "noiseTolerance")  # keys of a camera that decide what it costs, beside its size


def cameras_of(programs, configuration):
    """What `cordon check --json` says of the cameras in that file; RigError with every mistake in it.

    Without colours: what is measured has those of its clip, and each costs the same where the camera's own are pinned.
    """
    check = subprocess.run([programs / "cordon", "check", "--json", configuration], capture_output=True, text=True, check=False)
    if check.returncode != 0:
        raise RigError(f"--site {configuration}: 'cordon check' finds\n{check.stderr.strip()}")
    return [camera | {"picture": camera["picture"].split()[0]} for camera in json.loads(check.stdout)["cameras"]]


def kinds_of(cameras):
    """How many cameras there are of each kind: (picture, values of SETTINGS), the most first."""
    return collections.Counter((camera["picture"], *(camera[key] for key in SETTINGS)) for camera in cameras).most_common()


def measure_kind(arguments, kind, count, most, progress):
    """What a camera of that kind costs, with up to `most` at once; progress() as trial.run() takes it."""
    picture, *values = kind
    width, height = map(int, picture.split("x"))
    rate = min(arguments.rate or RATE, values[0])
    clip = test_clip.drawn_for(arguments.programs, width, height, rate)
    settings = tuple(f"{key}: {value}" for key, value in zip(SETTINGS, values, strict=True))

    def attempt(cameras):
        trial = run(arguments.programs, clip.path, cameras, arguments.seconds, 0, settings, progress, picture)
        return trial, not flaws(trial, arguments.most_lost)

    def carried(cameras):
        trial, held = attempt(cameras)
        return trial if held else None

    cameras = min(AT_ONCE, most)
    trial, held = attempt(cameras)
    if not held and cameras > 1:
        cameras = 1
        trial, held = attempt(cameras)
    if held:
        cameras, trial = approach(BUSY, carried, cameras, trial, most)
    return {"picture": picture, **dict(zip(SETTINGS, values, strict=True)), "cameras": count, "rate": rate, "clip": clip.facts(), "measuredWith": cameras,
            **{key: trial[key] for key in ("busy", "otherCores", "lostPercent")}, "held": held,
            "why": "; ".join(flaws(trial, arguments.most_lost)), "coresPerCamera": trial["gatewayCores"] / cameras,
            "memoryMbPerCamera": sum(trial["memoryMbPerCamera"].values()), "kilobits": trial["kilobits"]}


def conclude(report, cameras):
    """Adds the sums over all kinds, and what they mean in words."""
    kinds, machine = report["kinds"], report["machine"]
    count, sizes = len(cameras), collections.Counter(camera["picture"] for camera in cameras)
    report["siteCameras"] = count
    report["coresNeeded"] = sum(kind["cameras"] * kind["coresPerCamera"] for kind in kinds) / USABLE
    report["memoryMbNeeded"] = sum(kind["cameras"] * kind["memoryMbPerCamera"] for kind in kinds) / USABLE
    share = min(machine["cores"] / report["coresNeeded"], machine["memoryMb"] / report["memoryMbNeeded"], 1)
    report["capacity"] = int(count * share) if all(kind["held"] for kind in kinds) else 0
    of_sizes = ", ".join(f"{number} of {size}" for size, number in sizes.most_common())
    carried = "them" if report["capacity"] == count else f"{report['capacity']} of them"
    report["summary"] = (f"Your {count} cameras ({of_sizes}) need about {report['coresNeeded']:.1f} cores and {report['memoryMbNeeded']:.0f} MB; this machine has "
                         f"{machine['cores']} and {machine['memoryMb']} MB and carries {carried}.").replace("Your 1 cameras", "Your 1 camera")
    drawn = {kind["picture"]: kind["clip"]["kilobits"] for kind in sorted(kinds, key=lambda kind: kind["rate"])}
    rates = ", ".join(f"{size} at {kilobits} kbit/s" for size, kilobits in drawn.items())
    taken = [camera["name"] for camera in cameras if not camera["pictureIsKnown"]]
    report["notes"] = [
        f"A drawn clip stood for every kind of camera, as many at once as kept {100 * BUSY:.0f} % of the processors busy, or as the site has in all, or {MOST}; "
        f"cores and memory are counted with {100 * USABLE:.0f} % of them in use.",
        f"Cameras were drawn as H.264, {rates}; H.265 and more bits than those cost more to decode.",
        "A camera sends as many pictures a second as its maxFrameRate allows, but not more than "
        f"{report['rate']}; a scene that moves more than the drawn one costs more. Latency was not judged."]
    if note := others_note(max(kind["otherCores"] for kind in kinds), machine["cores"]):
        report["notes"].append(note)
    if taken:
        report["notes"].append(f"Taken as 1920x1080, as they have picture: auto and were not seen yet: {', '.join(taken)}.")
    report["notes"] += [f"Not even one camera of {kind['picture']} with {kind['encoder']} was carried ({kind['why']}): "
                        "it needs more than is said here." for kind in kinds if not kind["held"]]
    for kind in kinds:
        if kind["picture"] != (drawn := f"{kind['clip']['width']}x{kind['clip']['height']}"):
            report["notes"].append(f"Cameras of {kind['picture']} were drawn as {drawn} and scaled by the gateway.")


def measure_site(arguments, report):
    cameras = cameras_of(arguments.programs, arguments.site)
    report |= {"site": str(arguments.site), "rate": arguments.rate or RATE, "kinds": []}
    for kind, count in kinds_of(cameras):
        with Progress(arguments.seconds, f"{count} x {kind[0]}") as progress:
            report["kinds"].append(measure_kind(arguments, kind, count, min(len(cameras), MOST), progress.show))
            progress.end(f"{report['kinds'][-1]['coresPerCamera']:.3f} cores a camera")
    conclude(report, cameras)
