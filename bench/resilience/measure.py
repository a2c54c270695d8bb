#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Kills one camera's processes over and over and looks at what that costs the others, and at what it leaves behind.

The others must lose no picture: none in the gateway's counts, none by the number each picture carries in its corner.
Descriptors, memory and processes are counted before and after. Exit status 0 when nothing was lost or left.
"""

import argparse
import pathlib
import sys

BENCH = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(BENCH), str(BENCH / "fidelity")]

import clips  # noqa: E402: the path comes first
from camera_network import RigError  # noqa: E402
from gateway_rig import GatewayRig, programs_of  # noqa: E402
from resilience.siege import Siege  # noqa: E402
from table import print_table  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100, metavar="N", help="how often (100)")
    parser.add_argument("--interval", type=float, default=1, metavar="SECONDS", help="between two kills (1)")
    parser.add_argument("--cameras", type=int, default=4, metavar="N", help="how many cameras (4)")
    parser.add_argument("--preset", default="release", help="which build (release)")
    arguments = parser.parse_args()
    try:
        programs = programs_of(arguments.preset)
        with GatewayRig(clips.synthetic_cameras(programs, arguments.cameras), programs=programs) as rig:
            rig.wait_until_live()
            siege = Siege(rig, victim=rig.cameras[0].name)
            siege.run(arguments.kills, arguments.interval)
            rows, losses = siege.report()
    except RigError as error:
        print(f"resilience: {error}", file=sys.stderr)
        return 1
    print(f"{siege.kills} kills of {siege.victim}'s processes, one every {arguments.interval:g} s; "
          f"it was back {siege.longest_absence:.2f} s after the last, {siege.restarts} restarts.")
    print_table(["camera or resource", "before", "after", "lost", ""], rows)
    print("Nothing lost, nothing left behind." if not losses else "\n".join(losses))
    return 1 if losses else 0


if __name__ == "__main__":
    sys.exit(main())
