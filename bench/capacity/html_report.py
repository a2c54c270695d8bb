# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""What `cordon bench` found of capacity, as one page with plots."""

import math

from html_drawing import HALF, LETTER, Drawing, figure, legend, log_ticks, round_ticks
from html_page import method, number, text, write_page

# Kind of process or memory: its colour and what it is called. Others are drawn too, in grey.
KINDS = {"cordon-publish": ("c0", "encode and serve"), "cordon-decode": ("c1", "decode"), "cordon-receive": ("c2", "receive"),
         "cordon": ("c3", "supervise"), "rings": ("c4", "rings of pictures")}
BENCH = {"cameras": ("bench-cameras", "simulated cameras, not the gateway's"), "viewers": ("bench-viewers", "viewers, not the gateway's")}
OTHERS = ("other", "other programs")
QUANTILES = {"max": ("q3", "the slowest"), "p99": ("q2", "99 of 100 within"), "p95": ("q1", "95 of 100 within"), "p50": ("q0", "half within")}
LEAST_LOST = 0.01  # percent; above it the axis of losses is logarithmic


def write_html(report, path):
    """Writes the page to the file `path`."""
    sections = [_headline(report), _facts(report)]
    if report["trials"]:
        sections += [_latency(report), _losses(report), _processors(report), _histogram(report), _memory(report), _table(report["trials"])]
    sections.append(_method(report))
    write_page(path, f"Cordon on this machine: {_cameras(report['capacity'])}", sections)


def _cameras(count, such=""):
    return f"{count} {such}camera{'' if count == 1 else 's'}"


def _broken(report):
    """The first trial that broke the level, or None."""
    return next((trial for trial in report["trials"] if not trial["held"]), None)


def _chosen(report):
    """The trial whose details are shown, the largest that held, else the smallest; and which it is, in words."""
    trial = next((trial for trial in reversed(report["trials"]) if trial["held"]), report["trials"][0])
    return trial, f"with {_cameras(trial['cameras'])}" + ("" if trial["held"] else ", not carried")


def _parts(table, kinds, times=1):
    """(value, colour, words) of all that a table holds by kind, the known kinds first."""
    ordered = sorted(table, key=lambda kind: list(kinds).index(kind) if kind in kinds else len(kinds))
    return [((table[kind] or 0) * times, *kinds.get(kind, ("other", kind))) for kind in ordered]


def _courses(width, report, lines, axis, level, named=False):
    """Lines (words, kind, values) over cameras; axis: (ticks, a value's place from 0 to 1, words); level: (value, words) or None."""
    ticks, share, y_words = axis
    drawing = Drawing(width, 330 if named else 270, right=58 if named else 22)
    most = 1.06 * report["trials"][-1]["cameras"]
    across = [drawing.x(trial["cameras"] / most) for trial in report["trials"]]
    drawing.axes([(drawing.x(tick / most), f"{tick:g}") for tick in round_ticks(most, width // 90, least_step=1)],
                 [(drawing.y(share(tick)), f"{tick:,g}") for tick in ticks], "cameras", y_words)
    if broken := _broken(report):
        x = drawing.x(broken["cameras"] / most)
        drawing.add("rect", "beyond", x=x, y=drawing.top, width=drawing.right - x, height=drawing.bottom - drawing.top)
        drawing.add("line", "broke", x1=x, x2=x, y1=drawing.top - 6, y2=drawing.bottom)
    free = 0
    for words, kind, values in lines:
        points = [(x, None if value is None else drawing.y(share(value)), value) for x, value in zip(across, values, strict=True)]
        drawing.course(points, kind, words)
        if named and (last := [point for point in points if point[1] is not None][-1:]):
            free = max(free, last[0][1] + 4.5)
            drawing.words(last[0][0] + 12, free, words)
            free += 16
    if level:
        y = drawing.y(share(level[0]))
        drawing.add("line", "limit", x1=drawing.left, x2=drawing.right, y1=y, y2=y)
        drawing.words(drawing.left + 5, y - 6, level[1])
    if broken:
        drawing.words(x, drawing.top - 10, f"broke with {broken['cameras']}", "broke-words", "middle")
    return drawing


def _headline(report):
    count, level, bad = report["capacity"], report["level"], ' class="bad"'
    meaning = f"at most {number(level['lostPercent'])} % of the pictures are lost, and 99 of 100 are no later than {number(level['p99Ms'])} ms"
    if not report["trials"]:
        title = '<em>Nothing was measured</em>: no number of cameras was tried.'
    elif count:
        least = "" if _broken(report) else "at least "
        title = f"This machine carries {least}<em>{_cameras(count, 'such ')}</em>:<span>with {count} at once, {meaning}.</span>"
    else:
        tried = report["trials"][0]["cameras"]
        title = (f'This machine does <em>not</em> carry {"even " if tried == 1 else ""}{_cameras(tried, "such ")}:'
                 f"<span>carried would mean that {meaning}.</span>")
    sizing = "".join(f"<p><b>{text(line)}</b></p>" for line in report["sizing"])
    return f'<h1{"" if count else bad}>{title}</h1><p class="quiet">Such a camera: {text(report["camera"])}.</p>{sizing}'


def _facts(report):
    quality = report["quality"]
    facts = [(number(report["capacity"]), f"cameras beside the benchmark's own {report['beside']}"),
             (number(report["capacityAlone"]), "cameras, about, with the machine to itself"),
             (number(report["coresPerCamera"]), "cores a camera")]
    if report["trials"]:
        trial, which = _chosen(report)
        facts += [(number(trial["latencyMs"]["p50"], "ms"), f"median latency {which}"),
                  (number(trial["latencyMs"]["p99"], "ms"), f"99 of 100 pictures within, {which}"),
                  (number(sum(trial["memoryMbPerCamera"].values()) or None, "MB"), "memory a camera"),
                  (number(trial["kilobits"], "kbit/s"), "a fresh stream")]
    facts.append((number(quality["psnrY"], "dB"), f"PSNR of luma against the camera's; least {number(quality['leastPsnrY'], 'dB')}; "
                                                  f"SSIM {number(quality['ssimY'], digits=4)}")
                 if quality else ("–", "quality of the fresh stream: not measured"))
    boxes = "".join(f"<div><b>{text(value)}</b><span>{text(words)}</span></div>" for value, words in facts)
    return f'<div class="facts">{boxes}</div><p>Bottleneck: {text(report["bottleneck"]).rstrip(".")}.</p>'


def _latency(report):
    late, trials = report["level"]["p99Ms"], report["trials"]
    lines = [(key, kind, [trial["latencyMs"][key] for trial in trials]) for key, (kind, _) in QUANTILES.items()]
    shown = [max(value, 0.1) for _, _, values in lines for value in values if value is not None]
    broken = "".join(f"<p>Broke with {_cameras(trial['cameras'])}: {text(trial['why'] or 'no reason given').rstrip('.')}.</p>"
                     for trial in trials if not trial["held"]) or '<p class="quiet">The level held with every number of cameras tried.</p>'
    if not shown:
        return f"<h2>How late a picture is</h2><p>No latency was measured: no picture came through that could be timed.</p>{broken}"
    ticks = log_ticks(min([*shown, late]), max([*shown, 1.3 * late]))
    axis = (ticks, lambda value: math.log(max(value, 0.1) / ticks[0]) / math.log(ticks[-1] / ticks[0]), "milliseconds, logarithmic")
    level = (late, f"level: {number(late)} ms")
    gaps = ", ".join(_cameras(trial["cameras"]) for trial in trials if trial["latencyMs"]["p99"] is None)
    return (f'<h2>How late a picture is</h2><p class="quiet">Latency is {text(report["latencyIs"])}. '
            f"The level holds while p99 is within {number(late)} ms.</p>"
            + figure("Latency by number of cameras", lambda width: _courses(width, report, lines, axis, level, named=True))
            + legend((kind, f"{key}: {words}") for key, (kind, words) in QUANTILES.items()) + broken
            + (f"<p>Nothing could be timed with {gaps}.</p>" if gaps else ""))


def _losses(report):
    limit, every = report["level"]["lostPercent"], [0, LEAST_LOST, 0.1, 1, 10, 100]
    lost, fair = ([trial[key] for trial in report["trials"]] for key in ("lostPercent", "fairness"))
    ticks = every[:sum(tick <= max(value or 0 for value in [*lost, limit]) for tick in every) + 1]
    lost_axis = (ticks, lambda value: math.log1p(value / LEAST_LOST) / math.log1p(ticks[-1] / LEAST_LOST), "% of the pictures lost")
    fair_axis = ([0, 0.2, 0.4, 0.6, 0.8, 1], float, "fairness: least over most shown")
    level = (limit, f"level: {number(limit)} % lost")
    return ('<h2>Pictures lost, and whether all cameras fare alike</h2><div class="pair">'
            + figure("Pictures lost", lambda width: _courses(width, report, [("% lost", "q2", lost)], lost_axis, level), HALF)
            + figure("Fairness", lambda width: _courses(width, report, [("fairness", "q1", fair)], fair_axis, None), HALF)
            + f'</div><p class="quiet">The axis of losses is logarithmic above {LEAST_LOST} %. Fairness: the pictures of the camera that got '
            "least, over those of the one that got most; 1 means that all fared alike.</p>")


def _processors(report):
    cores = report["machine"]["cores"]
    # Of the gateway there are seconds per second of one stream; of the benchmark there are cores.
    bars = [(trial["cameras"], _parts(trial["cpuPerStream"], KINDS, trial["cameras"]),
             [*_parts(trial["benchCores"], BENCH), (trial["otherCores"] or 0, *OTHERS)])
            for trial in report["trials"]]
    most = 1.04 * max(cores, *(sum(value for value, *_ in own + bench) for _, own, bench in bars))

    def draw(width):
        drawing = Drawing(width, 330, right=58, top=34, bottom=60)
        slot = (drawing.right - drawing.left) / len(bars)
        named = slot > 5 * LETTER  # wide enough for a figure of its own
        drawing.axes([(drawing.left + (index + 0.5) * slot, str(count)) for index, (count, *_) in enumerate(bars)],
                     [(drawing.y(tick / most), f"{tick:.6g}") for tick in round_ticks(most, 6)],
                     "cameras, and cores the gateway used" if named else "cameras", "cores")
        for index, (_, own, bench) in enumerate(bars):
            x, total, size = drawing.left + (index + 0.5) * slot, 0, min(0.7 * slot, 90)
            for value, kind, words in own + bench:
                below, total = drawing.y(total / most), total + value
                drawing.add("rect", f"bar {kind}", f"{words}: {number(value)} cores", x=x - size / 2, y=drawing.y(total / most), width=size,
                            height=below - drawing.y(total / most))
            if named:
                drawing.words(x, drawing.bottom + 34, number(sum(value for value, *_ in own), digits=2), "", "middle")
        y = drawing.y(cores / most)
        drawing.add("line", "limit", x1=drawing.left, x2=drawing.right, y1=y, y2=y)
        drawing.words(drawing.right + 4, y + 4.5, f"all {cores}")
        return drawing

    kinds = dict.fromkeys((kind, words) for _, own, bench in bars for _, kind, words in own + bench)
    return ("<h2>Where the processors' time goes</h2>" + figure("Cores used by number of cameras", draw) + legend(kinds)
            + '<p class="quiet">Hatched and grey: used by the benchmark itself, and by other programs. '
            f"Dashed: all this machine has, {cores} cores.</p>")


def _histogram(report):
    (trial, which), late, rows, before = _chosen(report), report["level"]["p99Ms"], [], 0
    for bound, share in trial["latencyHistogram"]:
        rows.append((f"over {before:g}" if bound is None else f"{before:g}–{bound:g}", share))
        if before < late <= (bound or 0):
            rows.append((None, f"level: {number(late)} ms" + ("" if late == bound else ", within the row above")))
        before = bound
    most = max((share for name, share in rows if name), default=0)
    if not most:
        return f"<h2>How latency spreads, {which}</h2><p>No latency was measured.</p>"

    def draw(width):
        drawing = Drawing(width, 38 + 22 * len(rows), left=92, right=64, top=28)
        drawing.words(8, 19, "milliseconds, and share of the pictures", "quiet")
        for index, (name, share) in enumerate(rows):
            y = drawing.top + 22.0 * index
            if name is None:
                drawing.add("line", "limit", x1=8, x2=width - 16 - LETTER * len(share), y1=y + 11, y2=y + 11)
                drawing.words(width - 8, y + 15.5, share, "", "end")
            else:
                drawing.words(drawing.left - 8, y + 15.5, name, "quiet", "end")
                drawing.add("rect", "bar c0", x=drawing.left, y=y + 2, width=drawing.x(share / most) - drawing.left, height=18)
                drawing.words(drawing.x(share / most) + 6, y + 15.5, number(100 * share, "%"))
        return drawing

    return f"<h2>How latency spreads, {which}</h2>" + figure("Latency histogram", draw)


def _memory(report):
    trial, which = _chosen(report)
    parts = _parts(trial["memoryMbPerCamera"], KINDS)
    total = sum(value for value, *_ in parts)
    if not total:
        return f"<h2>Memory a camera, {which}</h2><p>No memory was measured.</p>"

    def draw(width):
        drawing, below, most = Drawing(width, 124, left=18, top=12), 0, 1.02 * total
        drawing.axes([(drawing.x(tick / most), f"{tick:g}") for tick in round_ticks(most, width // 90)], [], "MB a camera", "")
        for value, kind, words in parts:
            left, right = drawing.x(below / most), drawing.x((below + value) / most)
            drawing.add("rect", f"bar {kind}", f"{words}: {number(value)} MB", x=left, y=16, width=right - left, height=50)
            if right - left > LETTER * (len(number(value)) + 1):
                drawing.words((left + right) / 2, 45.5, number(value), f"on {kind}", "middle")
            below += value
        return drawing

    return (f"<h2>Memory a camera, {which}: {number(total, 'MB')}</h2>" + figure("Memory a camera by kind", draw)
            + legend((kind, f"{words}: {number(value, 'MB')}") for value, kind, words in parts))


def _table(trials):
    def row(words, key, kind=None, digits=0):
        return words, [number(trial[key].get(kind) if kind else trial[key], digits=digits) for trial in trials]

    def rows(key, names, digits):
        return [row(names.get(kind, (None, kind))[1], key, kind, digits) for kind in dict.fromkeys(kind for trial in trials for kind in trial[key])]

    slowest = [number(min((camera["shownPerSecond"] for camera in trial["perCamera"]), default=None), digits=1) for trial in trials]
    written = [("carried", ["yes" if trial["held"] else "no" for trial in trials]),
               ("Pictures", None), row("came from the cameras", "came"), row("lost", "lost"), row("lost, %", "lostPercent", digits=2),
               row("fairness", "fairness", digits=2), ("slowest camera's, 1/s", slowest), row("fresh stream, kbit/s", "kilobits"),
               ("Latency, ms", None), *(row(f"{key}: {words}", "latencyMs", key, 1) for key, (_, words) in reversed(QUANTILES.items())),
               ("CPU-seconds per second of a stream", None), *rows("cpuPerStream", KINDS, 4),
               ("Cores", None), *rows("benchCores", BENCH, 2), row(OTHERS[1], "otherCores", digits=2),
               row("idle", "idleCores", digits=2),
               ("Memory a camera, MB", None), *rows("memoryMbPerCamera", KINDS, 1)]
    kinds = ["" if trial["held"] else ' class="bad"' for trial in trials]
    body = []
    for words, cells in written:
        body.append(f"<tr><th>{text(words)}</th>" if cells else f'<tr class="group"><th colspan="{len(trials) + 1}">{text(words)}</th>')
        body += [f"<td{kind}>{text(cell)}</td>" for kind, cell in zip(kinds, cells or [], strict=bool(cells))]
    head = "".join(f"<th>{trial['cameras']}</th>" for trial in trials)
    return ('<h2>Every number</h2><div class="scroll"><table><thead><tr><th>cameras</th>' + head + "</tr></thead><tbody>" + "".join(body)
            + "</tbody></table></div>")


def _method(report):
    return method(report, {"Encoder": report["encoder"], "Cameras": report["camera"],
                           "Measured": f"{report['date']}, {report['seconds']} s for each number of cameras"})
