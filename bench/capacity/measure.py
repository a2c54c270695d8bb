#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""How many cameras does this machine carry?

Starts simulated cameras in a network of their own, the gateway with its real confinement in front of them and viewers behind
it, and more and more of them until the service level breaks: pictures are lost, or come late. Latency is measured through the
pictures: the camera burns each one's number in, and the viewer reads it back from what it decoded. Cameras and viewers share
the machine here; their processor time is accounted apart.
"""

import argparse
import datetime
import json
import os
import pathlib
import re
import signal
import subprocess
import sys

BENCH = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(BENCH), str(BENCH / "fidelity")]

import test_clip  # noqa: E402: the path comes first
from camera_network import RigError  # noqa: E402
from gateway_rig import programs_of  # noqa: E402
from html_report import write_html  # noqa: E402
from ramp import climb, judge  # noqa: E402
from terminal_report import Progress, print_report  # noqa: E402
from trial import direct_latency, quality, run  # noqa: E402

DIRECT_SECONDS = 10
DECODED = 4  # streams that viewers decode; more would cost as much as the gateway does
SLEEPS_BELOW = 0.15  # of the processors idle: below it they are what is short
USABLE = 0.85  # of the processors, taken for granted where the level was not broken


def parse_arguments():
    parser = argparse.ArgumentParser(prog="cordon bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cameras", default="1..64", metavar="N or N..M", help="how many to try, or from how many to how many (1..64)")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--clip", metavar="FILE", help="what the cameras show: a recording of one of yours, H.264 or H.265")
    what.add_argument("--synthetic", default="1080p25", metavar="WHAT", help="or a drawn scene, such as 1080p25,h265,4Mbit (1080p25)")
    parser.add_argument("--for", dest="seconds", default="20s", metavar="TIME", help="how long each number of cameras is measured (20s)")
    parser.add_argument("--encoder", choices=("openh264", "x264"), default="openh264", help="as in the configuration (openh264)")
    parser.add_argument("--most-lost", type=float, default=0.1, metavar="PERCENT", help="service level: pictures lost (0.1)")
    parser.add_argument("--latest", type=float, default=150, metavar="MS", help="service level: 99th percentile of latency (150)")
    parser.add_argument("--size-for", type=int, action="append", default=[], metavar="N", help="say what N such cameras need; repeat for more")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="everything measured")
    parser.add_argument("--html", type=pathlib.Path, metavar="FILE", help="a page with plots")
    parser.add_argument("--programs", type=pathlib.Path, default=programs_of(), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    cameras = re.fullmatch(r"(\d+)(?:\.\.(\d+))?", arguments.cameras)
    seconds = re.fullmatch(r"(\d+)s?", arguments.seconds)
    if not cameras or not 1 <= int(cameras[1]) <= int(cameras[2] or cameras[1]) <= 64:
        parser.error(f"--cameras {arguments.cameras}: a number from 1 to 64, or two with .. between them")
    if not seconds or not 5 <= int(seconds[1]) <= 3600:
        parser.error(f"--for {arguments.seconds}: seconds from 5 to 3600, such as 20s")
    arguments.least, arguments.most = int(cameras[1]), int(cameras[2] or cameras[1])
    arguments.seconds = int(seconds[1])
    return arguments


def machine():
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    memory = pathlib.Path("/proc/meminfo").read_text().split()[1]
    return {"processor": next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown"),
            "cores": len(os.sched_getaffinity(0)), "kernel": os.uname().release, "memoryMb": int(memory) // 1000}


def bottleneck(trial, cores):
    """What was short in that trial, in words."""
    idle = trial["idleCores"] / cores
    if idle > SLEEPS_BELOW:
        return f"not the processors: {100 * idle:.0f} % of them were idle"
    cpu = trial["cpuPerStream"]
    kind, used = max(cpu.items(), key=lambda item: item[1])
    words = {"cordon-publish": "encode-bound", "cordon-decode": "decode-bound", "cordon-receive": "receive-bound"}.get(kind, f"bound by {kind}")
    return f"{words}: {100 * used / sum(cpu.values()):.0f} % of the gateway's processor time is {kind}'s"


def conclude(report, sizes):
    """Adds what follows from the trials."""
    trials = report["trials"]
    held = [trial for trial in trials if trial["held"]]
    report["capacity"] = held[-1]["cameras"] if held else 0
    short = next((trial for trial in trials if not trial["held"]), None)
    cores = report["machine"]["cores"]
    best = held[-1] if held else short
    report["coresPerCamera"] = best["gatewayCores"] / best["cameras"]
    # As much of the processors as worked when the level held for the last time; without cameras and viewers all of it is the gateway's.
    usable = (best["gatewayCores"] + sum(best["benchCores"].values())) / cores if held and short else USABLE
    report["capacityAlone"] = int(cores * usable / report["coresPerCamera"]) if held else 0
    report["bottleneck"] = bottleneck(short, cores) if short else "none was reached"
    report["sizing"] = [f"{count} cameras like these need about {count * report['coresPerCamera'] / usable:.1f} cores; this machine has {cores} "
                        f"and carries {report['capacityAlone']}." for count in sizes] if held else []
    report["notes"] = [
        "Cameras and viewers of the benchmark shared the machine with the gateway; their processor time is not counted as the gateway's. "
        f"Without them this machine would carry about {report['capacityAlone']} such cameras.",
        f"Latency is from the moment a camera begins to send a picture to the moment a viewer has decoded it, over the first {DECODED} streams."]
    direct = report["directLatencyMs"]
    if direct and direct["p99"] is not None:
        report["notes"].append(f"A viewer connected to one such camera itself had half of its pictures within {direct['p50']:.1f} ms and 99 of 100 within "
                               f"{direct['p99']:.1f} ms.")
    if not short:
        report["notes"].append(f"The service level held with {report['capacity']} cameras, the most that were tried: how many more there may be is "
                               f"estimated from their processor time, with {100 * USABLE:.0f} % of the processors in use.")


def measure(arguments):
    clip = (test_clip.of_user if arguments.clip else test_clip.drawn)(arguments.programs, arguments.clip or arguments.synthetic)
    level = {"lostPercent": arguments.most_lost, "p99Ms": arguments.latest}
    report = {"machine": machine(), "version": version(arguments.programs), "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
              "clip": clip.facts(), "encoder": arguments.encoder, "level": level, "seconds": arguments.seconds, "trials": [], "quality": None, "directLatencyMs": None}
    progress = Progress(arguments.seconds)

    def attempt(cameras):
        progress.begin(cameras)
        trial = run(arguments.programs, clip.path, cameras, arguments.seconds, DECODED, (f"encoder: {arguments.encoder}",), progress.show)
        trial["why"] = judge(trial, level)
        trial["held"] = not trial["why"]
        report["trials"].append(trial)
        progress.end(trial)
        return trial["held"]

    climb(arguments.least, arguments.most, attempt)
    report["quality"], _ = quality(arguments.programs, clip.path, (f"encoder: {arguments.encoder}",))
    if clip.codec == "H.264":  # what the viewer plays
        report["directLatencyMs"] = direct_latency(arguments.programs, clip.path, DIRECT_SECONDS)
    report["trials"].sort(key=lambda trial: trial["cameras"])
    conclude(report, arguments.size_for or [48])
    return report


def version(programs):
    return subprocess.run([programs / "cordon", "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]


def main():
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(130))
    arguments = parse_arguments()
    try:
        report = measure(arguments)
        print_report(report)
        if arguments.json:
            arguments.json.write_text(json.dumps(report, indent=1) + "\n")
        if arguments.html:
            write_html(report, arguments.html)
            print(f"Page: {arguments.html.resolve()}")
    except (RigError, OSError) as error:
        print(f"cordon bench: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0 if report["capacity"] >= arguments.least else 3


if __name__ == "__main__":
    sys.exit(main())
