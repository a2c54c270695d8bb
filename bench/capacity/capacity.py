# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""More and more cameras until the service level breaks, and what follows from that."""

import elsewhere
from accounts import OTHERS, others_note
from camera_network import RigError
from ramp import climb, judge
from terminal_report import Progress
from trial import direct_latency, quality, quantiles, run

DIRECT_SECONDS = 10
DECODED = 4  # streams that viewers decode; more would cost as much as the gateway does
MOST_LETTERS = 300  # of what went wrong with a trial
SLEEPS_BELOW = 0.15  # of the processors idle: below it they are what is short
USABLE = 0.85  # of the processors, taken for granted where they were not what broke the level


def unmeasured(cameras, why):
    """The trial of so many cameras that could not be measured, for that reason."""
    return {"cameras": cameras, "why": why, "latencyMs": quantiles(()), "gatewayLatencyMs": {"p50": None, "p99": None},
            **dict.fromkeys(("seconds", "came", "lost", "lostPercent", "missingOfDecoded", "decoded", "fairness", "gatewayCores",
                             "idleCores", "otherCores", "busy", "kilobits")),
            **{key: {} for key in ("cpuPerStream", "benchCores", "memoryMbPerCamera")},
            **{key: [] for key in ("latencyHistogram", "perCamera", "restarts")}}


def bottleneck(trial, cores):
    """What was short in that trial, in words."""
    if trial["idleCores"] is None:
        return f"not known: {trial['why']}"
    idle = trial["idleCores"] / cores
    if idle > SLEEPS_BELOW:
        return f"not the processors: {100 * idle:.0f} % of them were idle"
    used = cores - trial["idleCores"]
    if trial["otherCores"] > used / 2:
        return f"other programs: {100 * trial['otherCores'] / used:.0f} % of the processor time was theirs"
    cpu = trial["cpuPerStream"]
    kind, used = max(cpu.items(), key=lambda item: item[1])
    words = {"cordon-publish": "encode-bound", "cordon-decode": "decode-bound", "cordon-receive": "receive-bound"}.get(kind, f"bound by {kind}")
    return f"{words}: {100 * used / sum(cpu.values()):.0f} % of the gateway's processor time is {kind}'s"


def short_of_processors(trial, cores):
    """Whether the gateway and the benchmark left none of the processors idle in that trial."""
    return trial["idleCores"] is not None and trial["idleCores"] / cores <= SLEEPS_BELOW and trial["otherCores"] <= OTHERS * cores


def conclude(report, sizes, notes=()):
    """Adds what follows from the trials, and those notes."""
    trials = report["trials"]
    measured = [trial for trial in trials if trial["busy"] is not None]
    held = [trial for trial in trials if trial["held"]]
    report["capacity"] = held[-1]["cameras"] if held else 0
    short = next((trial for trial in trials if not trial["held"]), None)
    cores = report["machine"]["cores"]
    best = held[-1] if held else measured[0]
    report["coresPerCamera"] = best["gatewayCores"] / best["cameras"]
    processors = short is not None and short_of_processors(short, cores)
    # As much of the processors as worked when the level held for the last time; without cameras and viewers all of it is the gateway's.
    usable = (best["gatewayCores"] + sum(best["benchCores"].values())) / cores if held and processors else USABLE
    report["capacityAlone"] = max(int(cores * usable / report["coresPerCamera"]), report["capacity"]) if held else 0
    report["bottleneck"] = bottleneck(short, cores) if short else "none was reached"
    report["sizing"] = [f"{count} cameras like these need about {count * report['coresPerCamera'] / usable:.1f} cores; this machine has {cores} "
                        f"and carries {report['capacityAlone']}." for count in sizes] if held else []
    report["notes"] = [
        f"{report['beside'].capitalize()} of the benchmark shared the machine with the gateway; their processor time is not counted as the gateway's. "
        f"Without them this machine would carry about {report['capacityAlone']} such cameras.",
        f"Latency is {report['latencyIs']}."]
    direct = report["directLatencyMs"]
    if direct and direct["p99"] is not None:
        report["notes"].append(f"A viewer connected to one such camera itself had half of its pictures within {direct['p50']:.1f} ms and 99 of 100 within "
                               f"{direct['p99']:.1f} ms.")
    if held and short and not processors:
        report["notes"].append("The gateway's need of processors was not what broke the level: what is said of cameras without "
                               "the benchmark's own, and of cores, is estimated from processor time alone, with "
                               f"{100 * USABLE:.0f} % of the processors in use.")
    if note := others_note(max(trial["otherCores"] for trial in measured), cores):
        report["notes"].append(note)
    report["notes"] += notes
    if not short:
        report["notes"].append(f"The service level held with {report['capacity']} cameras, the most that were tried: how many more there may be is "
                               f"estimated from their processor time, with {100 * USABLE:.0f} % of the processors in use. A camera costs less on a machine "
                               f"that is busier than this one was ({100 * best['busy']:.0f} %), so it may be more.")


def _climb(arguments, report, run_with):
    """The trials of the ramp; run_with(cameras, progress) runs one."""
    report |= {"level": {"lostPercent": arguments.most_lost, "p99Ms": arguments.latest}, "trials": [], "quality": None, "directLatencyMs": None}

    def attempt(cameras):
        with Progress(arguments.seconds, f"{cameras} camera{'' if cameras == 1 else 's'}") as progress:
            try:
                trial = run_with(cameras, progress.show)
                trial["why"] = judge(trial, report["level"])
            except RigError as error:
                if not report["trials"]:
                    raise
                trial = unmeasured(cameras, " ".join(str(error).split())[:MOST_LETTERS])
            trial["held"] = not trial["why"]
            report["trials"].append(trial)
            progress.end("carried" if trial["held"] else f"not carried: {trial['why']}")
        return trial["held"]

    climb(arguments.least, arguments.most, attempt)
    report["trials"].sort(key=lambda trial: trial["cameras"])


def measure_simulated(arguments, report, clip):
    """With cameras of the benchmark's own that show that clip."""
    settings = arguments.settings
    report |= {"clip": clip.facts(), "camera": clip.words(), "beside": "cameras and viewers",
               "latencyIs": f"from the moment a camera begins to send a picture to the moment a viewer has decoded it, over the first {DECODED} streams"}
    _climb(arguments, report, lambda cameras, show: run(arguments.programs, clip.path, cameras, arguments.seconds, DECODED, settings, show))
    beside = {"quality": ("The quality of a fresh stream", lambda: quality(arguments.programs, clip.path, settings))}
    if clip.codec == "H.264":  # what the viewer plays
        beside["directLatencyMs"] = ("The latency of a camera itself",
                                     lambda: direct_latency(arguments.programs, clip.path, DIRECT_SECONDS))
    notes = []
    for key, (words, measured) in beside.items():
        try:
            report[key] = measured()
        except RigError as error:
            notes.append(f"{words} could not be measured: {error}")
    conclude(report, arguments.size_for or [48], notes)


def measure_elsewhere(arguments, report):
    """With cameras that are there already: the first so many of them."""
    site = elsewhere.Site(arguments)
    report["beside"] = "viewers"
    _climb(arguments, report, lambda cameras, show: site.run(cameras, arguments.seconds, DECODED, show))
    report |= {"camerasElsewhere": site.facts(), "camera": site.words(), "latencyIs": site.latency_is()}
    conclude(report, arguments.size_for)
