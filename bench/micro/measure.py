#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""What one picture costs in each part of the way, and all of it over the codecs alone.

The floor is libavcodec and the encoder called directly, in one thread, with the gateway's settings. Over it come the copy
into the ring, the copy out of it and the MP4 fragment; pipes, wake-ups and network are not in it.

With --gateway N a whole gateway of N cameras takes its turn too, with viewers that only receive: all its processes' time. It is
held against the same codecs three times: called in a loop over one stream, called for N streams in turn without rest, and for N
streams with each picture when it is due ("in time"), as the gateway calls them. Between the first two lie caches that hold one
stream and not N, between the last two processors that woke up: neither can a gateway spare.

Each part runs --rounds times, the parts in turn, and the middle one counts. Clips must be of H.264 or H.265.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

BENCH = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(BENCH), str(BENCH / "capacity"), str(BENCH / "fidelity")]

import clips  # noqa: E402: the path comes first
import trial  # noqa: E402
from camera_network import RigError, run_checked  # noqa: E402
from gateway_rig import programs_of  # noqa: E402
from table import print_table  # noqa: E402

ENCODERS = ("x264-live", "x264-balanced", "x264-archive")  # what `encoder: auto` is with each preset
PICTURES = 200
GATEWAY_SECONDS = 20
SYNTHETIC = ("--width", "1280", "--height", "720", "--fps", "25", "--seconds", "10", "--kilobits", "2000", "--keyframe-interval", "50")


def run_round(programs, clip, encoders, pictures, size, in_time):
    """CPU milliseconds a picture by part; in_time is (streams, pictures a second of each), or nothing."""
    times, parts = {}, "|".join(("decode", "ring", "fragment", *encoders))
    for command in ([programs / "decode_benchmarks", clip, *in_time], [programs / "publish_benchmarks", pictures, size, *in_time]):
        said = run_checked([*map(str, command), "--benchmark_format=json", "--benchmark_min_time=1", f"--benchmark_filter={parts}"], command[0].name)
        for part in json.loads(said)["benchmarks"]:
            if part.get("error_occurred"):
                raise RigError(f"{part['name']}: {part['error_message']}")
            times[part["name"].partition("/iterations:")[0]] = part["cpu_time"]
    return times


def run_gateway(programs, clip, cameras, encoder):
    """CPU milliseconds a picture of all of a gateway's processes, the share of the processors that was busy, and that of pictures lost in percent."""
    kind, preset = encoder.split("-")
    run = trial.run(programs, clip, cameras, GATEWAY_SECONDS, 0, (f"encoder: {kind}", f"preset: {preset}"))
    return 1000 * run["gatewayCores"] / sum(camera["shownPerSecond"] for camera in run["perCamera"]), run["busy"], run["lostPercent"]


def measure(programs, clip, encoders, rounds, cameras):
    with tempfile.TemporaryDirectory() as folder:
        pictures = pathlib.Path(folder) / "pictures.yuv"
        run_checked(["ffmpeg", "-nostdin", "-v", "error", "-noautorotate", "-i", str(clip), "-frames:v", str(PICTURES),
                     "-pix_fmt", "yuv420p", "-f", "rawvideo", str(pictures)], f"the pictures of {clip}")
        size, rate = clips.size_and_rate(clip)
        runs, lost = [], 0.0
        for _ in range(rounds):
            runs.append(run_round(programs, clip, encoders, pictures, size, (cameras, rate) if cameras else ()))
            for encoder in encoders if cameras else ():
                runs[-1][f"gateway/{encoder}"], runs[-1][f"busy/{encoder}"], lost_now = run_gateway(programs, clip, cameras, encoder)
                lost = max(lost, lost_now)
    return size, {part: statistics.median(run[part] for run in runs) for part in runs[0]}, lost


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clip", type=pathlib.Path, action="append", metavar="FILE", help="what to decode and encode; repeat for more (a drawn one)")
    parser.add_argument("--gateway", type=int, default=0, metavar="N", help="a whole gateway too, of N cameras that show the clip (none)")
    parser.add_argument("--encoder", choices=ENCODERS, action="append", help="only this one, kind and preset; repeat for more (all)")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="how often (5)")
    parser.add_argument("--preset", default="release", help="which build (release)")
    arguments = parser.parse_args()
    encoders = arguments.encoder or ENCODERS
    try:
        programs = programs_of(arguments.preset)
        rows = []
        for clip in arguments.clip or [clips.synthetic_clip(programs, 0, *SYNTHETIC)]:
            size, times, lost = measure(programs, clip, encoders, arguments.rounds, arguments.gateway)
            if lost > 0:
                print(f"{clip.stem}: a gateway lost {lost:.2f} % of the pictures: too many cameras to measure with", file=sys.stderr)
            for encoder in encoders:
                floor = times["decode_floor"] + times[f"encode/{encoder}"]
                whole = times["decode_to_ring"] + times["ring_read"] + times[f"encode/{encoder}"] + times["fragment"]
                parts = ["decode_floor", "decode_to_ring", "ring_write", "ring_read", f"encode/{encoder}", "fragment"]
                rows.append([clip.stem[:32], size, encoder, *(f"{times[part]:.3f}" for part in parts), f"{whole / floor:.3f}"])
                if arguments.gateway:
                    in_turn, in_time = (times[f"decode_{how}"] + times[f"encode_{how}/{encoder}"] for how in ("in_turn", "in_time"))
                    gateway = times[f"gateway/{encoder}"]
                    rows[-1] += [f"{in_turn:.3f}", f"{in_time:.3f}", f"{gateway:.3f}", f"{100 * times[f'busy/{encoder}']:.0f}",
                                 *(f"{gateway / codecs:.3f}" for codecs in (floor, in_turn, in_time))]
    except (RigError, subprocess.SubprocessError) as error:
        print(f"micro: {error}", file=sys.stderr)
        return 1
    print_table(["clip", "size", "encoder", "decode alone", "decode to ring", "ring write", "ring read", "encode", "fragment", "parts / codecs",
                 *(["codecs in turn", "in time", "gateway", "busy %", "gateway / codecs", "/ in turn", "/ in time"] if arguments.gateway else [])], rows)
    print("CPU milliseconds a picture; codecs: decode and encode alone, called directly. Busy: of the machine's processors, with cameras and viewers.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
