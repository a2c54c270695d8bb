#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""The rules of the house that a machine can check: sizes, licence headers, one target a folder says what it is.

Exit status 1 and one line per breach.
"""

import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
MOST_LINES = {".cpp": 400, ".hpp": 400, ".py": 400, ".js": 400, ".mjs": 400}
MOST_MAIN_LINES = 60
LICENCE = "SPDX-License-Identifier: Apache-2.0"
SOURCES = {".cpp", ".hpp", ".py", ".js", ".mjs", ".css", ".html"}
FORBIDDEN_NAMES = {"utils", "util", "helper", "helpers", "manager", "common", "misc"}


def tracked_files():
    """Paths of this tree that belong to the project: tracked or about to be."""
    listing = subprocess.run(["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard"],
                             capture_output=True, text=True, check=True).stdout
    return [path for path in listing.splitlines() if (ROOT / path).is_file()]


def breaches(path, text):
    file = pathlib.PurePosixPath(path)
    lines = text.splitlines()
    limit = MOST_LINES.get(file.suffix)
    if limit and len(lines) > limit:
        yield f"{path}: {len(lines)} lines, at most {limit}: which two jobs are in there?"
    if file.name == "main.cpp" and path.startswith(("gateway/", "pipelines/")) and len(lines) > MOST_MAIN_LINES:
        yield f"{path}: {len(lines)} lines, a main has at most {MOST_MAIN_LINES}"
    if file.suffix in SOURCES and LICENCE not in "\n".join(lines[:4]):
        yield f"{path}: no licence header"
    if file.suffix == ".hpp" and "#pragma once" not in lines:
        yield f"{path}: no #pragma once"
    if file.name == "CMakeLists.txt" and not (lines and lines[0].startswith("# ")):
        yield f"{path}: the first line must say what this folder is"
    if FORBIDDEN_NAMES & set(file.stem.split("_")):
        yield f"{path}: a name says the stage, not that it helps"


def main():
    found = []
    for path in tracked_files():
        if path.endswith("package-lock.json"):
            continue
        try:
            text = (ROOT / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += breaches(path, text)
    print("\n".join(found) if found else "the house is in order")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
