#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Every C++ source of the product and its benchmarks passes clang-tidy; headers through the sources that include them.

Usage: tidy.py BUILD, a configured build folder with compile_commands.json. Runs one clang-tidy per processor.
"""

import concurrent.futures
import os
import subprocess
import sys

from house_rules import ROOT, tracked_files

TOPS = ("gateway/", "pipelines/", "config/", "bench/")


def tidy(build, path):
    run = subprocess.run(["clang-tidy", "--quiet", "-p", build, str(ROOT / path)], capture_output=True, text=True, check=False)
    return path, run.returncode, run.stdout


def main():
    build = sys.argv[1]
    sources = [path for path in tracked_files() if path.endswith(".cpp") and path.startswith(TOPS)]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, status, output in pool.map(lambda source: tidy(build, source), sources):
            if status != 0:
                failed += 1
                print(f"{path}\n{output}")
    print(f"clang-tidy: {len(sources)} sources, {failed} with findings")
    return 1 if failed or not sources else 0


if __name__ == "__main__":
    sys.exit(main())
