#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""How many cameras does this machine carry?

Starts simulated cameras in a network of their own, the gateway with its real confinement in front of them and viewers behind
it, and more and more of them until the service level breaks: pictures are lost, or come late. Latency is measured through the
pictures: the camera burns each one's number in, and the viewer reads it back from what it decoded. Cameras and viewers share
the machine here; their processor time is accounted apart.

Or, with one of three options, something else: what a site's own configuration needs (--site), the same with cameras that are
there already (--cameras-at), or what Cordon costs beside ffmpeg and GStreamer at an equal picture (--against).

Exit status: 0 it carries the least number asked for, or all of the site; 3 it does not; 1 it could not be measured; 2 the command
line is wrong.
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

import html_tables  # noqa: E402: the path comes first
import test_clip  # noqa: E402
from accounts import cores  # noqa: E402
from against import measure_against  # noqa: E402
from camera_network import RigError  # noqa: E402
from capacity import measure_elsewhere, measure_simulated  # noqa: E402
from gateway_rig import programs_of  # noqa: E402
from html_report import write_html  # noqa: E402
from peers import PEERS  # noqa: E402
from ramp import MOST  # noqa: E402
from site_sizing import measure_site  # noqa: E402
from terminal_report import print_comparison, print_report, print_site  # noqa: E402


LATEST, MOST_LATE = 150, 60_000  # ms: what --latest is where it is not said, and the most it can be
ROUNDS = 5  # of --against, where it is not said


def parse_arguments():
    parser = argparse.ArgumentParser(prog="cordon bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cameras", metavar="N or N..M", help=f"how many to try, or from how many to how many (1..{MOST}); with --against how many at once, or N of the dearest, and up to M, until as busy, of the others")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--clip", metavar="FILE",
                      help=f"what the cameras show: a recording of one of yours, H.264 or H.265, its first {test_clip.LONGEST} s")
    what.add_argument("--synthetic", metavar="WHAT", help="or a drawn scene, such as 1080p25,h265,4Mbit; with --against also a still one, such as 1080p25,still (1080p25)")
    parser.add_argument("--for", dest="seconds", default="20s", metavar="TIME", help="how long each number of cameras is measured (20s)")
    parser.add_argument("--encoder", choices=("auto", "openh264", "x264"), help="as in the configuration (auto)")
    parser.add_argument("--preset", choices=("live", "balanced", "archive"), help="as in the configuration (live)")
    parser.add_argument("--most-lost", type=float, default=0.1, metavar="PERCENT", help="service level: pictures lost (0.1)")
    parser.add_argument("--latest", type=float, metavar="MS", help=f"service level: 99th percentile of latency ({LATEST})")
    parser.add_argument("--size-for", type=int, action="append", default=[], metavar="N", help="say what N such cameras need; repeat for more")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="everything measured")
    parser.add_argument("--html", type=pathlib.Path, metavar="FILE", help="a page with it, and with plots where there is something to plot")
    parser.add_argument("--programs", type=pathlib.Path, default=programs_of(), help=argparse.SUPPRESS)
    other = parser.add_argument_group("what else can be measured").add_mutually_exclusive_group()
    other.add_argument("--site", type=pathlib.Path, metavar="FILE", help="what the cameras of that configuration need: a few of each kind are drawn and measured")
    other.add_argument("--cameras-at", nargs="+", action="extend", metavar="URL",
                       help="cameras that are there already, as rtsp://10.20.0.11/stream; the first so many of them are tried")
    other.add_argument("--against", type=lambda names: names.split(","), metavar="PEER[,PEER]", help="what the same cameras cost with ffmpeg, gstreamer, or both")
    more = parser.add_argument_group("for these")
    more.add_argument("--rate", type=int, metavar="N", help="--site: pictures a second that its cameras send, within each one's maxFrameRate (25)")
    more.add_argument("--username", metavar="NAME", help="--cameras-at: who Cordon is to cameras whose URL does not say so")
    more.add_argument("--password-file", type=pathlib.Path, metavar="FILE", help="--cameras-at: its first line is the password that goes with it")
    more.add_argument("--camera-network", metavar="NAMESPACE",
                      help="--cameras-at: the network namespace they are in, as in the configuration (host)")
    more.add_argument("--rounds", type=int, metavar="N", help=f"--against: how often each takes its turn ({ROUNDS})")
    arguments = parser.parse_args()
    check(parser, arguments)
    return arguments


def check(parser, arguments):
    """Ends with the status 2 where the options do not go together; makes the values of those that do numbers."""
    known = len(arguments.cameras_at) if arguments.cameras_at else MOST
    cameras = re.fullmatch(r"(\d+)(?:\.\.(\d+))?", arguments.cameras or f"{2 if arguments.against else 1}..{min(known, MOST)}")
    seconds = re.fullmatch(r"(\d+)s?", arguments.seconds)
    if not cameras or not 1 <= int(cameras[1]) <= int(cameras[2] or cameras[1]) <= MOST:
        parser.error(f"--cameras {arguments.cameras}: a number from 1 to {MOST}, or two with .. between them")
    if int(cameras[2] or cameras[1]) > known:
        parser.error(f"--cameras {arguments.cameras}: --cameras-at names {known}")
    if not seconds or not 5 <= int(seconds[1]) <= 3600:
        parser.error(f"--for {arguments.seconds}: seconds from 5 to 3600, such as 20s")
    unknown = [name for name in arguments.against or () if name not in PEERS]
    if unknown:
        parser.error(f"--against: '{unknown[0]}' is not known; {' or '.join(PEERS)}, or both with a comma between them")
    if not 0 <= arguments.most_lost <= 100:
        parser.error(f"--most-lost {arguments.most_lost:g}: percent from 0 to 100")
    if arguments.latest is not None and not 0 < arguments.latest <= MOST_LATE:
        parser.error(f"--latest {arguments.latest:g}: milliseconds above 0, {MOST_LATE} at most")
    unsized = [number for number in arguments.size_for if number < 1]
    if unsized:
        parser.error(f"--size-for {unsized[0]}: 1 or more")
    if (arguments.site or arguments.against) and (arguments.latest is not None or arguments.size_for):
        parser.error(f"{'--site' if arguments.site else '--against'}: no latency is measured, and no number of cameras sized "
                     "for; leave out --latest and --size-for")
    if arguments.rounds is not None and (not arguments.against or arguments.rounds < 1):
        parser.error(f"--rounds {arguments.rounds}: 1 or more, and with --against")
    if arguments.rate is not None and (not arguments.site or not 1 <= arguments.rate <= 60):
        parser.error(f"--rate {arguments.rate}: from 1 to 60, and with --site")
    if arguments.site and (arguments.clip or arguments.synthetic or arguments.encoder or arguments.preset or arguments.cameras):
        parser.error("--site: the configuration says how many cameras there are, of which size and encoder; leave out --cameras, --clip, --synthetic, --encoder and --preset")
    if arguments.cameras_at and (arguments.clip or arguments.synthetic):
        parser.error("--cameras-at: those cameras show what they show; leave out --clip and --synthetic")
    if not arguments.cameras_at and (arguments.username or arguments.password_file or arguments.camera_network):
        parser.error("--username, --password-file and --camera-network go with --cameras-at")
    if arguments.password_file and not arguments.username:
        parser.error("--password-file: --username is missing")
    for option, path in (("--json", arguments.json), ("--html", arguments.html)):
        if path and (why := unwritable(path)):
            parser.error(f"{option} {path}: {why}")
    arguments.least, arguments.most = int(cameras[1]), int(cameras[2] or cameras[1])
    arguments.seconds = int(seconds[1])
    arguments.latest = LATEST if arguments.latest is None else arguments.latest
    arguments.rounds = arguments.rounds or ROUNDS
    arguments.camera_network = arguments.camera_network or "host"
    encoder, preset = arguments.encoder or "auto", arguments.preset or "live"
    arguments.settings = (f"encoder: {encoder}", f"preset: {preset}")
    arguments.stream = f"{preset}, {encoder}"


def unwritable(path):
    """Why the file cannot be written, or nothing; what is in it stays, and where there is none there is none afterwards."""
    was_there = path.exists()
    try:
        path.open("a").close()
    except OSError as error:
        return error.strerror
    if not was_there:
        path.unlink()
    return ""


def machine():
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    memory = pathlib.Path("/proc/meminfo").read_text().split()[1]
    return {"processor": next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown"),
            "cores": cores(), "kernel": os.uname().release, "memoryMb": int(memory) // 1000}


def measure(arguments):
    """The report, whether the machine carries what it should, and how it is printed and written as a page."""
    report = {"machine": machine(), "version": version(arguments.programs), "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
              "encoder": arguments.stream, "seconds": arguments.seconds}
    if arguments.site:
        measure_site(arguments, report)
        return report, report["capacity"] == report["siteCameras"], print_site, html_tables.write_site
    if arguments.cameras_at:
        measure_elsewhere(arguments, report)
        return report, report["capacity"] >= arguments.least, print_report, write_html
    clip = (test_clip.of_user if arguments.clip else test_clip.drawn)(arguments.programs, arguments.clip or arguments.synthetic or "1080p25",
                                                                      numbered=not arguments.against)
    if arguments.against:
        measure_against(arguments, report, clip)
        return report, True, print_comparison, html_tables.write_comparison
    measure_simulated(arguments, report, clip)
    return report, report["capacity"] >= arguments.least, print_report, write_html


def version(programs):
    return subprocess.run([programs / "cordon", "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]


def main():
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(130))
    arguments = parse_arguments()
    try:
        report, carried, print_it, write_page = measure(arguments)
        print_it(report)
        if arguments.json:
            arguments.json.write_text(json.dumps(report, indent=1) + "\n")
        if arguments.html:
            write_page(report, arguments.html)
            print(f"Page: {arguments.html.resolve()}")
    except (RigError, OSError) as error:
        print(f"cordon bench: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0 if carried else 3


if __name__ == "__main__":
    sys.exit(main())
