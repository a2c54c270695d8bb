#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Third net of the trust zones: what a built program loads, through all its libraries.

Usage: linkage.py [--as PROGRAM] FILE. Exit status 1 and one line per library the program may not have. `--as` checks FILE
by another program's rules.
"""

import argparse
import pathlib
import re
import subprocess
import sys

CODECS_IN = r"libav(codec|format|util|filter|device)|libsw(scale|resample)|libde265|libdav1d|libvpx"
CODECS_OUT = r"libopenh264|libx264|libx265"
SERVERS = r"libgstrtspserver"
NETWORK_CLIENTS = r"libcurl|libsoup"

MUST_NOT_LOAD = {
    "cordon": [CODECS_IN, CODECS_OUT, SERVERS, NETWORK_CLIENTS, r"libgst"],
    "cordon-receive": [CODECS_IN, CODECS_OUT, SERVERS, NETWORK_CLIENTS, r"libyaml-cpp"],
    "cordon-decode": [SERVERS, NETWORK_CLIENTS, r"libyaml-cpp", r"libgst"],
    "cordon-publish": [CODECS_IN, NETWORK_CLIENTS, r"libyaml-cpp"],
    "cordon-snapshot": [CODECS_IN, CODECS_OUT, SERVERS, NETWORK_CLIENTS, r"libyaml-cpp", r"libgst"],
}


def loaded_libraries(program):
    """The names of all shared libraries `program` loads at start, direct and indirect."""
    listing = subprocess.run(["ldd", str(program)], capture_output=True, text=True, check=True).stdout
    return [line.split()[0] for line in listing.splitlines() if ".so" in line]


def needed_libraries(program):
    """The names `program` itself asks for."""
    listing = subprocess.run(["readelf", "-d", str(program)], capture_output=True, text=True, check=True).stdout
    return re.findall(r"\(NEEDED\).*\[(.+?)\]", listing)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--as", dest="rules_of", choices=MUST_NOT_LOAD)
    parser.add_argument("program", type=pathlib.Path)
    arguments = parser.parse_args()
    name = arguments.rules_of or arguments.program.name
    found = [
        f"{arguments.program}: loads {library}, which {name} must never have"
        for library in sorted(set(loaded_libraries(arguments.program)) | set(needed_libraries(arguments.program)))
        for pattern in MUST_NOT_LOAD[name] if re.match(pattern, library)
    ]
    print("\n".join(found) if found else f"{arguments.program}: loads nothing of another zone")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
