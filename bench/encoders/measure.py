#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""What each preset of each encoder makes of a clip: bits, quality and processor time, and what they are at an equal picture.

Every encoder and preset has its turn at each quality, on one thread and without a ceiling, a keyframe every 2 s, with --streams
encoders that take turns, as a gateway's do, so that the caches are none's; --rounds times round, and the middle time counts. The streams are decoded by ffmpeg and held against the pictures that went in. "Saved" and "CPU
ms" are means over the PSNR that all of them reach, against openh264-live.
"""

import argparse
import json
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

BENCH = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(BENCH), str(BENCH / "capacity")]

import clips  # noqa: E402: the path comes first
from camera_network import RigError, run_checked  # noqa: E402
from curve_plots import write_plots  # noqa: E402
from gateway_rig import programs_of  # noqa: E402
from rate_distortion import common_range, hold_against  # noqa: E402
from table import print_table  # noqa: E402

REFERENCE = "openh264-live"
PICTURES = 200
MOST_PSNR = 100  # dB, of pictures that are alike
# Whatever times the two files give their pictures: the first beside the first, and so on.
IN_STEP = "[0:v]setpts=N/TB/25[came];[1:v]setpts=N/TB/25[sent];[came][sent]psnr=stats_file=-"
SYNTHETIC = ("--width", "1280", "--height", "720", "--fps", "25", "--seconds", "8", "--kilobits", "4000", "--keyframe-interval", "50")


def psnr_of(film, pictures, stream):
    """Mean over the pictures, of luma; an error where ffmpeg complains or one of them is missing."""
    outcome = subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-i", str(stream), "-i", str(film), "-lavfi", IN_STEP, "-fps_mode", "passthrough",
                              "-f", "null", "-"], capture_output=True, text=True, check=False)
    found = [float(value) for value in re.findall(r"psnr_y:(\S+)", outcome.stdout)]
    if outcome.stderr or len(found) != pictures:
        raise RigError(f"{stream.stem}: {len(found)} pictures; {outcome.stderr.strip()}")
    return statistics.fmean(min(value, MOST_PSNR) for value in found)


def measure(programs, clip, qualities, rounds, streams):
    """By encoder and preset, what it made of the clip at each quality."""
    size, rate = clips.size_and_rate(clip)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        film = folder / "film.y4m"
        pictures = folder / "film.yuv"
        first = ["ffmpeg", "-nostdin", "-v", "error", "-noautorotate", "-i", str(clip), "-frames:v", str(PICTURES),
                 "-fps_mode", "passthrough", "-pix_fmt", "yuv420p"]
        run_checked([*first, str(film), "-frames:v", str(PICTURES), "-fps_mode", "passthrough", "-pix_fmt", "yuv420p", "-f", "rawvideo", str(pictures)],
                    f"the pictures of {clip}")
        command = [programs / "encode_curves", "--pictures", pictures, "--size", size, "--interval", round(1e6 / rate), "--folder", folder, "--streams", streams,
                   *(word for quality in qualities for word in ("--quality", quality))]
        runs = [json.loads(run_checked([*map(str, command)], "encode_curves")) for _ in range(rounds)]
        curves = {}
        for at_once in zip(*runs, strict=True):
            point = at_once[0]
            point["cpu_ms"] = statistics.median(run["cpu_ms"] for run in at_once)
            point["kilobits"] = point["bytes"] * 8 / 1000 * rate / point["pictures"]
            point["psnr"] = psnr_of(film, point["pictures"], folder / f"{point['name']}-{point['quality']}.h264")
            curves.setdefault(point["name"], []).append(point)
    return size, rate, curves


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clip", type=pathlib.Path, action="append", metavar="FILE", help="what to encode; repeat for more (a drawn one)")
    parser.add_argument("--quality", type=int, action="append", metavar="N",
                        help="a point of each curve; two or more (20, 24, 28, 32 and 36)")
    parser.add_argument("--streams", type=int, default=24, metavar="N", help="encoders that take turns (24)")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="how often (5)")
    parser.add_argument("--plots", type=pathlib.Path, metavar="FOLDER", help="where to draw each clip's curves, as CLIP.svg (nowhere)")
    parser.add_argument("--preset", default="release", help="which build (release)")
    arguments = parser.parse_args()
    qualities = sorted(set(arguments.quality or (20, 24, 28, 32, 36)))
    if len(qualities) < 2:
        parser.error(f"--quality {qualities[0]}: two or more that differ, as a curve has two points at least")
    points, summary = [], []
    try:
        programs = programs_of(arguments.preset)
        for clip in arguments.clip or [clips.synthetic_clip(programs, 0, *SYNTHETIC)]:
            size, rate, curves = measure(programs, clip, qualities, arguments.rounds, arguments.streams)
            points += [[clip.stem[:28], name, point["quality"], f"{point['cpu_ms']:.3f}", f"{point['kilobits']:.1f}", f"{point['psnr']:.2f}"]
                       for name, curve in curves.items() for point in curve]
            held = hold_against(curves, REFERENCE)
            least, most = common_range(curves.values())
            summary += [[clip.stem[:28], size, f"{least:.1f} to {most:.1f}", name, f"{saved:.1f}", f"{cpu:.3f}", f"{cpu / held[REFERENCE][1]:.2f}"]
                        for name, (saved, cpu) in held.items()]
            if arguments.plots:
                write_plots(arguments.plots / f"{clip.stem}.svg", f"{clip.stem}, {size}, {rate:.4g} pictures/s", curves, held)
    except (RigError, subprocess.SubprocessError) as error:
        print(f"encoders: {error}", file=sys.stderr)
        return 1
    print_table(["clip", "encoder and preset", "quality", "CPU ms", "kbit/s", "PSNR-Y dB"], points)
    print()
    print_table(["clip", "size", "PSNR-Y dB", "encoder and preset", "bits saved %", "CPU ms", "times"], summary)
    return 0


if __name__ == "__main__":
    sys.exit(main())
