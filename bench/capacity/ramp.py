# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Finds how many cameras a machine carries: more and more until the service level breaks, then in between; and how many keep it so busy."""

MOST = 64  # cameras that are simulated
STEPS = 2  # towards as many cameras as keep the processors so busy


def flaws(trial, most_lost):
    """Why its pictures did not come through whole, in words, where more than so many percent may not be lost."""
    found = [f"{trial['lostPercent']:.2f} % of the pictures were lost"] if trial["lostPercent"] > most_lost else []
    complaints = [f"{camera['name']}: {camera['complaint']}" for camera in trial["perCamera"] if camera["complaint"]]
    return found + trial["restarts"][:1] + complaints[:1]


def judge(trial, level):
    """Why the trial broke the level, in words; empty where it held."""
    broken = flaws(trial, level["lostPercent"])
    if trial["latencyMs"]["p99"] is None:
        broken.append("no picture could be measured")
    elif trial["latencyMs"]["p99"] > level["p99Ms"]:
        broken.append(f"one picture in a hundred took more than {trial['latencyMs']['p99']:.0f} ms")
    return "; ".join(broken)


def climb(least, most, attempt):
    """Calls attempt(cameras), which says whether that many were carried, until the most that are is known; returns it, or 0.

    Doubles from `least` on, and halves the rest. `most` is never gone beyond.
    """
    held, broken, cameras = 0, None, least
    while broken is None and held < most:
        if attempt(cameras):
            held, cameras = cameras, min(cameras * 2, most)
        else:
            broken = cameras
    if broken is not None and held == 0 and broken > 1:
        held = 1 if attempt(1) else 0
    while broken is not None and held and broken - held > 1:
        middle = (held + broken) // 2
        if attempt(middle):
            held = middle
        else:
            broken = middle
    return held


def approach(busy, attempt, cameras, measured, most):
    """Goes from so many cameras, where the trial `measured` came of, in STEPS towards as many, up to `most`, as keep the processors so busy;
    attempt(cameras) returns a trial, or None where they were not carried. Returns how many, and their trial."""
    least = cameras
    for _ in range(STEPS):
        wanted = cameras_for(busy, cameras, measured, least, most)
        another = attempt(wanted) if wanted != cameras else None
        if another is None:
            break
        cameras, measured = wanted, another
    return cameras, measured


def cameras_for(busy, cameras, measured, least, most):
    """How many cameras keep the processors about so busy, from least to most, where so many were measured to: rounded down, and too few
    rather than too many, as a camera costs less on a machine that is busier."""
    return min(max(int(cameras * busy / measured["busy"]), least), most)
