# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""The table, for people and for the documentation."""

from table import print_table

CLIENTS = ("cordon", "ffmpeg", "rtspsrc")
HEADING = ("camera", "Cordon", "ffmpeg", "rtspsrc")
BACK_LIMIT = 2  # seconds within which Cordon must be back after the camera is
KINDS = {"codec": "Codecs", "way in": "Ways in", "quirk": "Quirks", "personality": "Vendors"}


def judge(row, verdict):
    """Whether Cordon passes that row, and why not."""
    if row.state != "streaming":
        return verdict.state == row.state, f"shown as {verdict.state or 'nothing'} instead of {row.state}"
    if verdict.first is None:
        return False, f"no picture within 10 s ({verdict.state})"
    if not verdict.stayed:
        return False, f"no picture after three session timeouts ({verdict.state})"
    if verdict.back is None:
        return False, "not back after the cut"
    return verdict.back <= BACK_LIMIT, f"back only after {verdict.back:.1f} s"


def cell(row, client, verdict):
    """One client's verdict in a few characters: first picture, still there, back after the cut."""
    if client == "cordon" and row.state != "streaming":
        return f"{verdict.state or '-'}" + ("" if verdict.state == row.state else " (wrong)")
    if verdict.first is None:
        return "no picture"
    if not verdict.stayed:
        return f"{verdict.first:.1f} s, lost"
    return f"{verdict.first:.1f} s, stays, " + (f"back {verdict.back:.1f} s" if verdict.back is not None else "not back")


def _cells(row, verdicts):
    return [cell(row, client, verdicts[row.name, client]) for client in CLIENTS]


def _totals(rows, verdicts):
    pictures = [row for row in rows if row.state == "streaming"]
    passed = sum(judge(row, verdicts[row.name, "cordon"])[0] for row in rows)
    lines = [f"Cordon passes {passed} of {len(rows)} rows ({len(pictures)} with a picture to be had)."]
    for client in CLIENTS[1:]:
        first = sum(verdicts[row.name, client].first is not None for row in pictures)
        stayed = sum(verdicts[row.name, client].stayed for row in pictures)
        whole = sum(verdicts[row.name, client].passed for row in pictures)
        lines.append(f"{client}: of those {len(pictures)}, a picture of {first}, still there of {stayed}, and back after the cut of {whole}.")
    return passed == len(rows), lines


def print_report(rows, verdicts):
    """Prints the table; whether Cordon passed every row."""
    print_table(HEADING, [[row.name, *_cells(row, verdicts)] for row in rows])
    whole, lines = _totals(rows, verdicts)
    print("\n".join(lines))
    for row in rows:
        passed, why = judge(row, verdicts[row.name, "cordon"])
        if not passed:
            print(f"{row.name}: {why}")
    return whole


def markdown(rows, verdicts):
    """The same as a page."""
    _, lines = _totals(rows, verdicts)
    parts = ["# Cameras as they really are, and three clients\n",
             "Made by `python3 bench/quirks/measure.py --markdown bench/quirks/TABLE.md`: first picture, whether pictures still come "
             "after three session timeouts, and how long after the camera's return from a 3 s cut the next one comes. ffmpeg and rtspsrc "
             "end, or stay silent, where a session ends, and are not started anew. The cameras, the clients and the gateway of a dozen rows "
             "share one machine, which makes everybody's first picture late.\n",
             "\n".join(f"- {line}" for line in lines) + "\n"]
    for kind, title in KINDS.items():
        of_kind = [row for row in rows if row.kind == kind]
        if of_kind:
            parts.append(f"## {title}\n")
            parts.append("| " + " | ".join(("camera", "what it does", *HEADING[1:])) + " |\n|---|---|---|---|---|")
            parts += [f"| {row.name} | {row.what} | " + " | ".join(_cells(row, verdicts)) + " |" for row in of_kind]
            parts.append("")
    return "\n".join(parts)
