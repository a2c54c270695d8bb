# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""The same cameras through Cordon and through what else does the same, in turn: how many streams a core carries of each.

For each peer the CRF is searched with which its picture is as good as Cordon's (PSNR of luma, not better), so that processor time
and bits are of the same picture. Every round runs each once; the middle one counts.
"""

import bisect
import pathlib
import statistics
import tempfile

from camera_network import run_checked
from peers import PEERS, run_peer
from recordings import compare
from trial import RECORDED, quality, run

CRF = 16, 41  # the least and the most


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
    programs, cameras, seconds = arguments.programs, arguments.least, arguments.seconds
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
    runs = [[] for _ in rows]
    for number in range(arguments.rounds):
        trial = run(programs, clip.path, cameras, seconds, 0, settings)
        runs[0].append((trial["gatewayCores"] / cameras, trial["kilobits"]))
        for row, peer, done in zip(rows[1:], peers, runs[1:], strict=True):
            done.append(run_peer(programs, clip, cameras, peer, row["crf"], seconds))
        print(f"round {number + 1} of {arguments.rounds}: {', '.join(f'{done[-1][0]:.4f}' for done in runs)} CPU-s/s", flush=True)
    for row, done in zip(rows, runs, strict=True):
        row["cpuRounds"] = [used for used, _ in done]
        row["cpuPerStream"] = statistics.median(row["cpuRounds"])
        row["kilobits"] = statistics.median(bits for _, bits in done)
        row["ratio"] = row["cpuPerStream"] / rows[0]["cpuPerStream"] if row["crf"] else None
    report |= {"clip": clip.facts(), "camera": clip.words(), "cameras": cameras, "peers": rows, "notes": [
        "CPU-s/s: seconds of processor time per second of one stream, of all processes of each but cameras and viewers; the middle of the rounds.",
        f"A peer's CRF is the lowest with which its picture is no better than Cordon's. {' '.join(dict.fromkeys(peer.SENDS for peer in peers))} "
        "Cordon serves its streams itself, by RTSP and to the web, and keeps each camera apart from all others."]}
