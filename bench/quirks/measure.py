#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Tries every codec, every quirk and every vendor's personality against Cordon, ffmpeg and GStreamer's rtspsrc side by side.

Of each: is there a picture within 10 s, is it still there after three session timeouts, does it come back after the camera
was switched off for 3 s? ffmpeg and rtspsrc are not started anew when they end. Where no picture can be had, Cordon must
name the right state. Exit status 0 when Cordon passes every row.
"""

import argparse
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from camera_network import RigError
from gateway_rig import programs_of
from quirks.report import judge, markdown, print_report
from quirks.rows import all_rows
from quirks.trial import Batch


def chosen(rows, names):
    known = {row.name for row in rows}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise RigError(f"no row is called {', '.join(unknown)}; --list names them all")
    return [row for row in rows if not names or row.name in names]


def try_all(rows, programs, size):
    """The verdicts of all rows, by (row's name, client)."""
    verdicts = {}
    batches = [rows[at:at + size] for at in range(0, len(rows), size)]
    for number, batch in enumerate(batches, 1):
        begin = time.monotonic()
        print(f"batch {number} of {len(batches)}: {', '.join(row.name for row in batch)}", file=sys.stderr)
        verdicts |= Batch(batch, programs).run(lambda phase: print(f"  {phase}", file=sys.stderr))
        for row in batch:
            passed, why = judge(row, verdicts[row.name, "cordon"])
            if not passed:
                print(f"  {row.name}: {why}", file=sys.stderr)
        print(f"  {time.monotonic() - begin:.0f} s", file=sys.stderr)
    return verdicts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="*", metavar="ROW", help="only these (all)")
    parser.add_argument("--list", action="store_true", help="name the rows and end")
    parser.add_argument("--batch", type=int, default=12, metavar="N", help="how many rows at a time (12)")
    parser.add_argument("--markdown", type=pathlib.Path, metavar="FILE", help="write the table there, too")
    parser.add_argument("--preset", default="release", help="which build (release)")
    arguments = parser.parse_args()
    try:
        programs = programs_of(arguments.preset)
        rows = chosen(all_rows(programs), arguments.rows)
        if arguments.list:
            for row in rows:
                print(f"{row.kind:<12} {row.name:<28} {row.state:<22} {row.what}")
            return 0
        verdicts = try_all(rows, programs, arguments.batch)
    except RigError as error:
        print(f"quirks: {error}", file=sys.stderr)
        return 1
    if arguments.markdown:
        arguments.markdown.write_text(markdown(rows, verdicts), encoding="utf-8")
    return 0 if print_report(rows, verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
