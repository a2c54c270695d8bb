#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Measures what the whole gateway does to pictures: how many of those a camera sent arrive, and how like.

Each clip is a camera; an RTSP viewer records what arrives; every picture of the recording is paired with the picture
of the clip it shows. Exit status 0 when every camera keeps within the limits and no viewer had to complain.
"""

import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import clips
from camera_network import RigError
from gateway_rig import GatewayRig, programs_of
from recordings import compare
from table import print_table
from viewer import Viewer

LEAST_ARRIVED = 0.99
LEAST_PSNR = 38.0  # dB, mean over the pictures, luma
STREAM_END_PATIENCE = 30
DROPPED = ("accessUnitsDropped", "damaged", "framesWithheld", "framesLost", "framesSkipped")  # keys of cordon status


def books(rig):
    """By camera: pictures the gateway took from it so far, and how many of them it dropped, wherever."""
    return {name: (camera["accessUnits"], sum(camera[count] for count in DROPPED)) for name, camera in rig.camera_status().items()}


def measure(rig, seconds):
    """Records every camera at once, then compares one after the other: a row of the table and complaints for each."""
    recordings = {camera.name: rig.folder / f"{camera.name}.h264" for camera in rig.cameras}
    before = books(rig)
    viewers = {camera.name: Viewer(rig.rtsp_url(camera), seconds, recordings[camera.name]) for camera in rig.cameras}
    complaints = {name: viewer.wait(seconds + STREAM_END_PATIENCE) for name, viewer in viewers.items()}
    after = books(rig)
    rig.stop_gateway()  # the comparison takes the whole machine
    rows, passed = [], True
    for camera in rig.cameras:
        result, more = compare(rig.programs, camera.clip, camera.width, camera.height, recordings[camera.name])
        complaints[camera.name] += more
        share = result["arrived"] / result["sent"]
        bits = recordings[camera.name].stat().st_size * 8 / seconds / 1000
        taken, dropped = (now - then for now, then in zip(after[camera.name], before[camera.name], strict=True))
        good = (share >= LEAST_ARRIVED and dropped <= taken * (1 - LEAST_ARRIVED)
                and result["mean_psnr"] >= LEAST_PSNR and not complaints[camera.name])
        passed = passed and good
        rows.append([camera.name, f"{camera.width}x{camera.height}", result["sent"], result["arrived"], f"{share:.4f}",
                     taken, dropped, f"{result['mean_psnr']:.2f}", f"{result['least_psnr']:.2f}", f"{bits:.0f}",
                     len(complaints[camera.name]), "ok" if good else "MISSED"])
    return rows, complaints, passed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clip", action="append", default=[], metavar="FILE", help="a camera's clip; repeat (else four drawn scenes)")
    parser.add_argument("--seconds", type=int, default=60, metavar="N", help="how long to watch (60)")
    parser.add_argument("--preset", default="release", help="which build (release)")
    arguments = parser.parse_args()
    try:
        programs = programs_of(arguments.preset)
        cameras = clips.cameras_of(arguments.clip, len(arguments.clip)) if arguments.clip else clips.synthetic_cameras(programs, 4)
        with GatewayRig(cameras, programs=programs) as rig:
            rig.wait_until_live()
            rows, complaints, passed = measure(rig, arguments.seconds)
    except RigError as error:
        print(f"fidelity: {error}", file=sys.stderr)
        return 1
    print_table(["camera", "size", "frames in", "frames out", "out/in", "taken", "dropped", "PSNR-Y dB", "least", "kbit/s", "errors", ""], rows)
    print("Frames in and out: seen in the pictures. Taken and dropped: the gateway's own books, over the same time.")
    print(f"Limits: out/in at least {LEAST_ARRIVED}, mean PSNR-Y at least {LEAST_PSNR} dB, no error line from ffmpeg.")
    for name, lines in complaints.items():
        for line in lines[:5]:
            print(f"{name}: {line}")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
