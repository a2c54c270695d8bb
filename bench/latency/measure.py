#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Measures what Cordon adds to a picture's way: from its last packet in to its first encoded byte out.

The gateway measures it itself, picture by picture, on one clock; this reads its figures while a viewer watches every
camera. Each figure covers ten seconds: the table shows the middle one of the medians and the worst of the 99th
percentiles, so what holds for it holds for the whole time. Exit status 0 when both keep within the targets for every
camera.
"""

import argparse
import pathlib
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import clips
from camera_network import RigError
from gateway_rig import GatewayRig, programs_of
from table import print_table
from viewer import Viewer

TARGET_P50 = 20.0  # ms
TARGET_P99 = 60.0
WINDOW = 10  # seconds that one figure of the gateway's covers


def measure(rig, seconds):
    """For each camera, the quantiles of every window, in ms."""
    viewers = [Viewer(rig.rtsp_url(camera), decode=False) for camera in rig.cameras]
    try:
        figures = {camera.name: [] for camera in rig.cameras}
        time.sleep(WINDOW)  # four players that start at once are not what is measured
        before = rig.camera_status()
        for _ in range(max(1, seconds // WINDOW)):
            time.sleep(WINDOW)
            for name, camera in rig.camera_status().items():
                figures[name].append((camera["latencyP50Us"] / 1000, camera["latencyP99Us"] / 1000))
        after = rig.camera_status()
    finally:
        for viewer in viewers:
            viewer.stop()
    pictures = {name: after[name]["framesOut"] - before[name]["framesOut"] for name in figures}
    return figures, pictures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clip", action="append", default=[], metavar="FILE", help="a camera's clip; repeat (else drawn scenes)")
    parser.add_argument("--cameras", type=int, default=4, metavar="N", help="how many cameras (4)")
    parser.add_argument("--seconds", type=int, default=60, metavar="N", help="how long (60)")
    parser.add_argument("--preset", default="release", help="which build (release)")
    arguments = parser.parse_args()
    try:
        programs = programs_of(arguments.preset)
        cameras = (clips.cameras_of(arguments.clip, arguments.cameras) if arguments.clip
                   else clips.synthetic_cameras(programs, arguments.cameras))
        with GatewayRig(cameras, programs=programs) as rig:
            rig.wait_until_live()
            figures, pictures = measure(rig, arguments.seconds)
    except RigError as error:
        print(f"latency: {error}", file=sys.stderr)
        return 1
    rows, passed = [], True
    for name, windows in figures.items():
        p50 = statistics.median(window[0] for window in windows)
        p99 = max(window[1] for window in windows)
        good = 0 < p50 <= TARGET_P50 and p99 <= TARGET_P99
        passed = passed and good
        rows.append([name, pictures[name], f"{p50:.1f}", f"{p99:.1f}", "ok" if good else "MISSED"])
    print_table(["camera", "pictures", "p50 ms", "p99 ms", ""], rows)
    print(f"Targets: p50 at most {TARGET_P50:.0f} ms, p99 at most {TARGET_P99:.0f} ms.")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
