# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""What a capacity benchmark says in a terminal, while it runs and at its end."""

import sys

from table import print_table

WIDTH = 30  # letters of the bar


class Progress:
    """One line that moves where there is a terminal; else one line for each trial, said at its end. Use with `with`: what goes
    wrong inside leaves no half of it."""

    def __init__(self, seconds, what):
        self.seconds = seconds
        self.moves = sys.stdout.isatty()
        self.what = what  # is measured
        self._draw("starting", 0)

    def __enter__(self):
        return self

    def __exit__(self, failure, *_):
        if failure:
            print(self._clear(), end="", flush=True)

    def show(self, second):
        self._draw(f"{second} of {self.seconds} s", second / self.seconds)

    def end(self, outcome):
        print(f"{self._clear()}{self.what}: {outcome}", flush=True)

    def _clear(self):
        return "\r\x1b[K" if self.moves else ""

    def _draw(self, words, share):
        if self.moves:
            full = round(WIDTH * share)
            print(f"{self._clear()}{self.what:>11} [{'#' * full}{'.' * (WIDTH - full)}] {words}", end="", flush=True)


def _figure(value, digits=1):
    return "-" if value is None else f"{value:.{digits}f}"


def _print_heading(report, measured):
    machine = report["machine"]
    print(f"\n{machine['processor']}, {machine['cores']} cores, Linux {machine['kernel']}; Cordon {report['version']}")
    print(f"{measured}; {report['seconds']} s each\n")


def print_comparison(report):
    _print_heading(report, f"{report['camera']}; rounds: {len(report['peers'][0]['cpuRounds'])}")
    print_table(["", "CRF", "PSNR-Y dB", "SSIM-Y", "kbit/s", "cameras", "busy %", "CPU-s/s", "streams per core, Cordon over it"],
                [[row["name"], row["crf"] or "", f"{row['psnrY']:.2f}", f"{row['ssimY']:.4f}", f"{row['kilobits']:.0f}", row["cameras"],
                  f"{100 * row['busy']:.0f}", f"{row['cpuPerStream']:.4f}", f"{row['ratio']:.2f}" if row["ratio"] else ""] for row in report["peers"]])
    for note in report["notes"]:
        print(note)


def print_site(report):
    _print_heading(report, f"{report['site']}: {report['siteCameras']} cameras")
    print_table(["picture", "encoder", "quality", "1/s", "cameras", "measured with", "lost %", "kbit/s", "cores each", "MB each", "cores of all"],
                [[kind["picture"], kind["encoder"], kind["quality"], kind["rate"], kind["cameras"], kind["measuredWith"], f"{kind['lostPercent']:.2f}",
                  f"{kind['kilobits']:.0f}", f"{kind['coresPerCamera']:.3f}", f"{kind['memoryMbPerCamera']:.1f}",
                  f"{kind['cameras'] * kind['coresPerCamera']:.2f}"] for kind in report["kinds"]])
    for note in report["notes"]:
        print(note)
    print(report["summary"])


def print_report(report):
    level, rows = report["level"], []
    _print_heading(report, f"{report['camera']}; encoder {report['encoder']}")
    for trial in report["trials"]:
        late, cpu, memory = trial["latencyMs"], trial["cpuPerStream"], trial["memoryMbPerCamera"]
        rows.append([trial["cameras"], "yes" if trial["held"] else "NO", _figure(trial["lostPercent"], 2),
                     *(_figure(late[key]) for key in ("p50", "p95", "p99", "max")), _figure(trial["fairness"], 2),
                     _figure(cpu.get("cordon-receive"), 4),
                     *(_figure(cpu.get(kind), 3) for kind in ("cordon-decode", "cordon-publish")),
                     _figure(sum(cpu.values()) if cpu else None, 3),
                     _figure(sum(trial["benchCores"].values()) if cpu else None, 2), _figure(trial["otherCores"], 2),
                     _figure(trial["idleCores"], 2), _figure(sum(memory.values()) if memory else None),
                     _figure(trial["kilobits"], 0)])
    print_table(["cameras", "carried", "lost %", "p50 ms", "p95", "p99", "max", "fairness", "receive", "decode", "publish", "CPU-s/s", "bench cores",
                 "others'", "idle", "MB each", "kbit/s"], rows)
    print("\nreceive, decode, publish and their sum: seconds of processor time per second of one stream. Fairness: the least over the most pictures a camera got.")
    print(f"Level: at most {level['lostPercent']:g} % of the pictures lost, 99 of 100 within {level['p99Ms']:g} ms.\n")
    least = "" if any(not trial["held"] for trial in report["trials"]) else "at least "
    quality = report["quality"]
    if quality:
        print(f"A fresh stream: PSNR of luma {quality['psnrY']:.1f} dB, {quality['leastPsnrY']:.1f} dB at least, SSIM of luma {quality['ssimY']:.4f}.")
    for note in report["notes"]:
        print(note)
    carried = f"This machine carries {least}{report['capacity']} such cameras beside the benchmark's own {report['beside']}"
    print(f"{carried}, and about {report['capacityAlone']} without them." if report["capacity"] else "This machine does not carry what was tried.")
    print(f"Bottleneck: {report['bottleneck']}.")
    for line in report["sizing"]:
        print(line)
