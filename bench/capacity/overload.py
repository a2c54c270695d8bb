#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""What becomes of a gateway that has far more cameras than the machine carries, and how soon it is well when half of them go.

Give --cameras twice what `cordon bench` says the machine carries. Passes when every camera keeps 40 % of its pictures, the least
served has 80 % of the best served one's, 99 of 100 pictures come within 500 ms from glass to glass, and viewers get all
pictures of the cameras that remain again 2 s after the other half went: each in the middle of the rounds. The table says of every round
whether it held by itself.
"""

import argparse
import bisect
import contextlib
import math
import pathlib
import statistics
import sys
import time

BENCH = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(BENCH), str(BENCH / "fidelity")]

import test_clip  # noqa: E402: the path comes first
from camera_network import RigError  # noqa: E402
from gateway_rig import GatewayRig, programs_of  # noqa: E402
from table import print_table  # noqa: E402
from trial import START, Watch, latencies, quantiles, simulated  # noqa: E402

SETTLE = 20  # seconds until the gateway knows what it can do
DECODED = 4
LEAST_RATE, LEAST_FAIRNESS, LATEST, RECOVERY = 0.40, 0.80, 500, 2.0
WHOLE = 0.96  # of the pictures of a second: one of 25 may fall into the next
WATCHED = 12  # seconds after the load has halved


def shown(rig, cameras):
    """Pictures shown of each camera so far, and when that was."""
    status = rig.camera_status()
    return [status[camera.name]["framesOut"] + status[camera.name]["framesUnchanged"] for camera in cameras], time.monotonic()


def overloaded(rig, cameras, seconds):
    """Each camera's share of its pictures, how many are called overloaded, and the beginning and end on the clock."""
    before, begin = shown(rig, cameras)
    time.sleep(seconds)
    after, end = shown(rig, cameras)
    called = sum(camera["state"] == "overloaded" for camera in rig.camera_status().values())
    return [(more - less) / (end - begin) / camera.frames_per_second for camera, less, more in zip(cameras, before, after, strict=True)], called, begin, end


def recovery(streams, since):
    """Seconds from `since` until a second begins in which a viewer gets all pictures of every stream; None if there is none. `streams`: for each
    its pictures a second, and when each picture came, in order. Read off the viewers, as asking the gateway ten times a second would load it."""
    for tenth in range(10 * (WATCHED - 1)):
        begin = since + tenth / 10
        if all(bisect.bisect_left(came, begin + 1) - bisect.bisect_left(came, begin) >= WHOLE * rate - 1 for rate, came in streams):
            return tenth / 10
    return None


def measure(programs, clip, count, seconds):
    """Shares of the cameras' pictures, how many were called overloaded, latency in ms, and the recovery in seconds or None."""
    half = count // 2
    cameras = simulated(clip, count)
    for camera in cameras[half:]:
        camera.alone = True
    with contextlib.ExitStack() as stack:
        rig = stack.enter_context(GatewayRig(cameras, programs=programs))
        rig.wait_until_live(START + count)
        watch = stack.enter_context(Watch(programs / "stream_watch", map(rig.rtsp_url, cameras), DECODED))
        time.sleep(SETTLE)
        shares, called, begin, end = overloaded(rig, cameras, seconds)
        for camera in cameras[half:]:
            stack.enter_context(rig.network.frozen(camera))
        since = time.monotonic()
        time.sleep(WATCHED)
        watched = watch.end()
    remaining = zip(cameras[:half], watched, strict=False)
    back = recovery([(camera.frames_per_second, [came for came, _, _ in pictures]) for camera, (_, pictures) in remaining], since)
    found = [latency for camera, (_, pictures) in zip(cameras, watched, strict=True) for latency in latencies(camera, pictures, begin, end)[0]]
    return shares, called, quantiles(found), back


def holds(share, fairness, late, back):
    """Whether these hold: the least share of a camera's pictures, fairness, p99 in ms and recovery in s."""
    return share >= LEAST_RATE and fairness >= LEAST_FAIRNESS and late <= LATEST and back <= RECOVERY


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cameras", type=int, required=True, metavar="N", help="twice as many as the machine carries")
    parser.add_argument("--synthetic", default="432p25,1Mbit", metavar="WHAT", help="what they show, as for cordon bench (432p25,1Mbit)")
    parser.add_argument("--seconds", type=int, default=30, metavar="N", help="how long it is measured (30)")
    parser.add_argument("--rounds", type=int, default=1, metavar="N", help="how often; the middle one counts (1)")
    arguments = parser.parse_args()
    if arguments.rounds < 1:
        parser.error(f"--rounds {arguments.rounds}: 1 or more")
    programs, rows, rounds = programs_of(), [], []
    try:
        clip = test_clip.drawn(programs, arguments.synthetic)
        for number in range(1, arguments.rounds + 1):
            shares, called, quantile, back = measure(programs, clip.path, arguments.cameras, arguments.seconds)
            # What nothing was measured of, and who is never whole again, does not hold.
            late = {name: math.inf if value is None else value for name, value in quantile.items()}
            back = math.inf if back is None else back
            fairness = min(shares) / max(*shares, 1e-9)
            rounds.append((min(shares), fairness, late["p99"], back))
            rows.append([number, f"{min(shares):.2f}..{max(shares):.2f}", f"{fairness:.2f}", called, *(f"{value:.0f}" for value in late.values()),
                         f"{back:.1f}", "yes" if holds(*rounds[-1]) else "NO"])
    except RigError as error:
        print(f"overload: {error}", file=sys.stderr)
        return 1
    share, fairness, late, back = middle = [statistics.median(values) for values in zip(*rounds, strict=True)]
    print_table(["round", "share shown", "fairness", "called overloaded", "p50 ms", "p95", "p99", "max", "whole again, s", "holds"], rows)
    print(f"{arguments.cameras} cameras, in the middle of {len(rounds)}: least share {share:.2f}, fairness {fairness:.2f}, p99 {late:.0f} ms, "
          f"whole again after {back:.1f} s.")
    return 0 if holds(*middle) else 1


if __name__ == "__main__":
    sys.exit(main())
