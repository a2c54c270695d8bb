# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Lets libFuzzer loose on one target: run_fuzzer.py FUZZER SECONDS CORPUS SEEDS

CORPUS grows; SEEDS are only read. Where recorded inputs of other projects' fuzzers are at hand (fuzz-seeds/ in the
folder CORDON_SHARED names, or in ../shared beside the source tree), they are read too, and kept nowhere. Those
are files of Go's fuzzer: one Go literal a line.
"""
import ast
import os
import pathlib
import re
import subprocess
import sys
import tempfile

LITERAL = re.compile(r'^(?:\[\]byte|string)\((".*")\)$')
SOURCE = pathlib.Path(__file__).resolve().parents[2]


def go_inputs(text):
    for line in text.splitlines()[1:]:
        found = LITERAL.match(line)
        if not found:
            continue
        try:
            yield ast.literal_eval("b" + found.group(1).encode("ascii", "backslashreplace").decode())
        except (SyntaxError, ValueError):
            continue


def extra_inputs(folder):
    shared = pathlib.Path(os.environ.get("CORDON_SHARED", SOURCE.parent / "shared")) / "fuzz-seeds"
    count = 0
    for path in sorted(shared.rglob("*")) if shared.is_dir() else []:
        text = path.read_text(errors="replace") if path.is_file() else ""
        for data in go_inputs(text) if text.startswith("go test fuzz v1") else []:
            (folder / f"{count:05}").write_bytes(data)
            count += 1
    print(f"{count} more inputs from {shared}" if count else f"NO MORE INPUTS: nothing in {shared}", flush=True)


def main():
    fuzzer, seconds, corpus, seeds = sys.argv[1:]
    pathlib.Path(corpus).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as extra:
        extra_inputs(pathlib.Path(extra))
        return subprocess.run([fuzzer, f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=1024",
                               "-print_final_stats=1", f"-artifact_prefix={corpus}-", corpus, seeds, extra]).returncode


sys.exit(main())
