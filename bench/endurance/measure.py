#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Long runs. --hour: one gateway beside a camera that, every minute, is cut, stalls, changes size and resets its clock; it
must be back within 2 s of the camera's return each time, and memory at the end must be that of minute five. --keepalive: ten
cameras whose sessions end after 60 s, in five tastes of what keeps them alive, over TCP and over UDP: no gap, no new session.
Exit status 0 when every limit was kept.
"""

import argparse
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from camera_network import RigError
from endurance.keepalive import Keepalive
from endurance.soak import Soak
from gateway_rig import programs_of
from table import print_table


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kind = parser.add_mutually_exclusive_group(required=True)
    kind.add_argument("--hour", action="store_true", help="the troubled camera")
    kind.add_argument("--keepalive", action="store_true", help="the five tastes")
    parser.add_argument("--minutes", type=int, metavar="N", help="how long (60 and 10)")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="write what was measured there, too")
    parser.add_argument("--preset", default="release", help="which build (release)")
    arguments = parser.parse_args()
    try:
        programs = programs_of(arguments.preset)
        run = Soak(programs, arguments.minutes or 60) if arguments.hour else Keepalive(programs, arguments.minutes or 10)
        run.run()
    except RigError as error:
        print(f"endurance: {error}", file=sys.stderr)
        return 1
    if arguments.json:
        arguments.json.write_text(json.dumps(run.measured(), indent=1) + "\n", encoding="utf-8")
    for heading, rows in run.tables():
        print_table(heading, rows)
        print()
    broken = run.broken()
    print("Every limit kept." if not broken else "\n".join(broken))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
