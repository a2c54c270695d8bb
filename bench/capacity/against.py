# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""The same cameras through Cordon and through what else does the same, in turn: how many streams a core carries of each.

For each peer the CRF is searched with which its picture is as good as Cordon's (PSNR of luma, not better), so that processor time
and bits are of the same picture. Every round runs each once; the middle one counts.

A picture costs more processor time on a machine with little to do, whose processors fall asleep and wake up cold; so whoever needs
the least would be measured at its dearest. With `--cameras N..M` the dearest has N cameras, and each of the others as many, up to
M, as keep the processors as busy.
"""

import bisect
import functools
import pathlib
import statistics
import tempfile

from accounts import others_note
from camera_network import RigError, run_checked
from peers import PEERS, run_peer
from ramp import approach, flaws
from recordings import compare
from trial import RECORDED, quality, run

CRF = 16, 41  # the least and the most
FULL = 0.97  # of the processors busy: what is measured above that may have fallen behind


def matching_crf(programs, clip, peer, psnr):
    """The lowest CRF whose picture is no better than that, and what compare() says of it: of the clip encoded offline, which is the same."""
    with tempfile.TemporaryDirectory() as folder:
        measured = {}

        def measure(crf):
            recording = pathlib.Path(folder) / f"{crf}.h264"
            run_checked(peer.offline(clip, crf, recording), f"{peer.name}, CRF {crf}")
            measured[crf], _ = compare(programs, clip.path, clip.width, clip.height, recording)
            return measured[crf]["mean_psnr"]

        steps = [CRF[0] + peer.CRF_STEP * step for step in range(round((CRF[1] - CRF[0]) / peer.CRF_STEP) + 1)]
        found = steps[min(bisect.bisect_left(steps, True, key=lambda crf: measure(crf) <= psnr), len(steps) - 1)]
        if found not in measured:
            measure(found)
        return found, measured[found]


def measure_against(arguments, report, clip):
    """Adds a row for Cordon and one for each encoder preset of the peers."""
    programs, seconds = arguments.programs, arguments.seconds
    peers, settings = [peer for name in arguments.against for peer in PEERS[name]], arguments.settings
    for peer in peers:
        peer.check()
    # As much as the clip has: a peer's picture is that of all of it, and scenes differ.
    picture = quality(programs, clip.path, settings, max(clip.seconds, RECORDED))
    rows = [{"name": f"Cordon, {arguments.stream}", "crf": None, "psnrY": picture["psnrY"], "ssimY": picture["ssimY"]}]
    print(f"Cordon: {picture['psnrY']:.2f} dB; no peer's picture is to be better", flush=True)
    for peer in peers:
        crf, result = matching_crf(programs, clip, peer, picture["psnrY"])
        rows.append({"name": peer.name, "crf": crf, "psnrY": result["mean_psnr"], "ssimY": result["mean_ssim"]})
        print(f"{peer.name}: CRF {crf}, {result['mean_psnr']:.2f} dB", flush=True)
    runners = [functools.partial(run_cordon, programs, clip, seconds, settings, arguments.most_lost)]
    runners += [functools.partial(run_peer, programs, clip, peer, row["crf"], seconds) for row, peer in zip(rows[1:], peers, strict=True)]
    trials = [functools.partial(trial_not_full, row["name"], runner) for row, runner in zip(rows, runners, strict=True)]
    numbers = [arguments.least] * len(rows)
    if arguments.most > arguments.least:
        numbers, report["sameNumber"] = as_busy(trials, arguments.least, arguments.most)
        print(f"as busy with {', '.join(map(str, numbers))} cameras", flush=True)
    runs = [[] for _ in rows]
    for number in range(arguments.rounds):
        for cameras, trial, done in zip(numbers, trials, runs, strict=True):
            done.append(trial(cameras))
        said = ", ".join(f"{done[-1]['cpuPerStream']:.4f}" for done in runs)
        print(f"round {number + 1} of {arguments.rounds}: {said} CPU-s/s", flush=True)
    for row, cameras, done in zip(rows, numbers, runs, strict=True):
        row |= {"cameras": cameras, "cpuRounds": [run["cpuPerStream"] for run in done]}
        row |= {key: statistics.median(run[key] for run in done) for key in ("cpuPerStream", "kilobits", "busy")}
        row["lostPercent"] = max(run["lostPercent"] for run in done) if row is rows[0] else None
        row["otherCores"] = max(run["otherCores"] for run in done)
        row["ratio"] = row["cpuPerStream"] / rows[0]["cpuPerStream"] if row["crf"] else None
    report |= {"clip": clip.facts(), "camera": clip.words(), "peers": rows, "notes": [
        "CPU-s/s: seconds of processor time per second of one stream, of all processes of each but cameras and viewers; the middle of the rounds. "
        "Busy: the share of all processors that was not idle, cameras and viewers included. "
        f"Of Cordon's pictures {rows[0]['lostPercent']:.2f} % were lost in the worst round.",
        f"A peer's CRF is the lowest with which its picture is no better than Cordon's. {' '.join(dict.fromkeys(peer.SENDS for peer in peers))} "
        "Cordon serves its streams itself, by RTSP and to the web, and keeps each camera apart from all others."]}
    if note := others_note(max(row["otherCores"] for row in rows), report["machine"]["cores"]):
        report["notes"].append(note)
    if "sameNumber" in report:
        first, *others = (run["cpuPerStream"] for run in report["sameNumber"])
        said = ", ".join(f"{used / first:.2f} over {row['name']}" for used, row in zip(others, rows[1:], strict=True))
        report["notes"].append(f"Each had as many cameras as keep the processors as busy as the dearest does with {arguments.least}. "
                               f"With {arguments.least} cameras each, once: {said}.")


def trial_not_full(name, runner, cameras):
    """The trial that runner(cameras) makes; an error where the processors had no rest."""
    result = runner(cameras)
    if result["busy"] > FULL:
        raise RigError(f"{name}, with {cameras} cameras, kept {100 * result['busy']:.0f} % of the processors busy, so that some of the work may have been "
                       "left undone; take fewer with --cameras")
    return result


def run_cordon(programs, clip, seconds, settings, most_lost, cameras):
    """The same of Cordon as run_peer() says of a peer, and percent of the pictures lost; an error where it left work undone."""
    trial = run(programs, clip.path, cameras, seconds, 0, settings)
    if undone := flaws(trial, most_lost):
        raise RigError(f"Cordon, with {cameras} cameras, left work undone: {'; '.join(undone)}; take fewer with --cameras, a "
                       "clip whose pictures come evenly, or a higher --most-lost")
    return {"cpuPerStream": trial["gatewayCores"] / cameras,
            **{key: trial[key] for key in ("lostPercent", "kilobits", "busy", "otherCores")}}


def as_busy(trials, least, most):
    """How many cameras, from least to most, each needs so that the processors are as busy as the busiest keeps them with the least; and what
    each came to with the least."""
    first = [trial(least) for trial in trials]
    target = max(run["busy"] for run in first)
    return [approach(target, trial, least, measured, most)[0] for trial, measured in zip(trials, first, strict=True)], first
