# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""What `cordon bench` found, as one page that needs nothing else: no network, no script."""

import html
import math
import pathlib

# Kind of process or memory: its colour and what it is called. Others are drawn too, in grey.
KINDS = {"cordon-publish": ("c0", "encode and serve"), "cordon-decode": ("c1", "decode"), "cordon-receive": ("c2", "receive"),
         "cordon": ("c3", "supervise"), "rings": ("c4", "rings of pictures")}
BENCH = {"cameras": ("bench-cameras", "simulated cameras, not the gateway's"), "viewers": ("bench-viewers", "viewers, not the gateway's")}
QUANTILES = {"max": ("q3", "the slowest"), "p99": ("q2", "99 of 100 within"), "p95": ("q1", "95 of 100 within"), "p50": ("q0", "half within")}
SHAPES = {"q0": "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0", "q1": "M-4-4h8v8h-8z", "q2": "M0-6L6 0L0 6L-6 0z", "q3": "M0-5.5L5.5 4.5h-11z"}
WIDE, HALF, NARROW = 820, 400, 360  # units of a plot on a screen or paper, of two side by side, and on a phone
LETTER = 7.6  # units, a little more than a letter is wide on average
LEAST_LOST = 0.01  # percent; above it the axis of losses is logarithmic

STYLE = """
:root { --ground: #fff; --panel: #f6f8fa; --ink: #14202b; --quiet: #55636f; --line: #d9e0e6; --accent: #00664a; --bad: #a8330a;
  --c0: #0072b2; --c4: #56b4e9; --on0: #fff; --bench: #8a97a3; color-scheme: light; }
@media screen and (prefers-color-scheme: dark) { :root { --ground: #0e1318; --panel: #171e25; --ink: #e8eef3; --quiet: #a0aeba;
  --line: #2c3843; --accent: #4cc2a0; --bad: #ff9466; --c0: #3d9be0; --c4: #a5dcff; --on0: #10181f; --bench: #7d8b98; color-scheme: dark; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem 4rem; background: var(--ground); color: var(--ink); line-height: 1.5; }
body, svg text { font-family: system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.25; margin: .2rem 0 .8rem; } h1 em { font-style: normal; color: var(--accent); }
h1 span { display: block; font-size: 1.15rem; font-weight: 400; margin-top: .4rem; } td.bad, h1.bad em { color: var(--bad); }
h2 { font-size: 1.2rem; margin: 2.4rem 0 .5rem; break-after: avoid; } p { margin: .4rem 0; } p.quiet { color: var(--quiet); font-size: .9rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(10.2rem, 1fr)); gap: .7rem; margin: 1.2rem 0; }
.facts div, svg { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; break-inside: avoid; print-color-adjust: exact; }
.facts div { padding: .5rem .8rem; } .facts b { display: block; font-size: 1.4rem; } .facts span { color: var(--quiet); font-size: .85rem; }
figure { margin: 0; break-inside: avoid; } .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
svg { width: 100%; height: auto; display: block; } svg.narrow { display: none; } svg.defs { position: absolute; height: 0; border: 0; }
svg text { font-size: 13px; fill: var(--ink); paint-order: stroke; stroke: var(--panel); stroke-width: 4px; stroke-linejoin: round; }
svg .quiet { fill: var(--quiet); } svg .broke-words { fill: var(--bad); font-weight: 600; } .beyond { fill: var(--bad); opacity: .09; }
svg .on { fill: #10181f; font-weight: 600; stroke: none; } svg .on.c0 { fill: var(--on0); } .grid { stroke: var(--line); }
.limit { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 7 5; } .broke { stroke: var(--bad); stroke-width: 1.5; stroke-dasharray: 2 4; }
.c0, .q1 { --c: var(--c0); } .c1 { --c: #e69f00; } .c2, .q0 { --c: #009e73; } .c3, .q3 { --c: #cc79a7; } .c4 { --c: var(--c4); }
.q2 { --c: #d55e00; } .other { --c: var(--quiet); } .bar, .mark { fill: var(--c); stroke: var(--panel); }
.course { stroke: var(--c); stroke-width: 2.5; } .q3.course { stroke-dasharray: 3 3; } .q1.course { stroke-dasharray: 9 3; }
.bench-cameras { fill: url(#hatch); stroke: var(--bench); } .bench-viewers { fill: var(--bench); }
.legend { display: flex; flex-wrap: wrap; gap: .15rem 1.2rem; font-size: .9rem; list-style: none; padding: 0; margin: .5rem 0; }
.legend svg { display: inline-block; width: 1.5rem; height: 1rem; border: 0; background: none; vertical-align: -2px; margin-right: .4rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums; width: 100%; }
th, td { text-align: right; padding: .25rem .6rem; border-bottom: 1px solid var(--line); white-space: nowrap; } td.bad { font-weight: 600; }
th:first-child { text-align: left; white-space: normal; min-width: 9rem; position: sticky; left: 0; background: var(--ground); }
tbody th { font-weight: 400; } tr.group th { font-weight: 600; padding-top: .9rem; position: static; } tr { break-inside: avoid; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.2rem; } dt { color: var(--quiet); } dd { margin: 0; }
@media screen and (max-width: 44rem) { h1 { font-size: 1.55rem; } .pair { grid-template-columns: 1fr; } svg.wide { display: none; }
  svg.narrow { display: block; max-width: 30rem; } .facts { grid-template-columns: 1fr 1fr; } }
@media print { body { max-width: none; padding: 0; font-size: 11pt; } .scroll { overflow: visible; } table { font-size: 8pt; } }
"""

HATCH = ('<svg class="defs" aria-hidden="true"><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
         'patternTransform="rotate(45)"><path d="M0 0V6" style="stroke: var(--bench); stroke-width: 3"/></pattern></svg>')


def write_html(report, path):
    """Writes the page to the file `path`."""
    sections = [_headline(report), _facts(report)]
    if report["trials"]:
        sections += [_latency(report), _losses(report), _processors(report), _histogram(report), _memory(report), _table(report["trials"])]
    sections.append(_method(report))
    pathlib.Path(path).write_text(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Cordon on this machine: {_cameras(report['capacity'])}</title>\n<style>{STYLE}</style></head>\n<body>\n{HATCH}\n"
        + "\n".join(sections) + "\n</body></html>\n", encoding="utf-8")


def _text(value):
    return html.escape(str(value))


def _number(value, unit="", digits=None):
    """Three digits, or all before the point, with the unit; a dash where nothing was measured."""
    if value is None or not math.isfinite(value):
        return "–"
    written = f"{value:,.{digits}f}" if digits is not None else f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{written}\N{NO-BREAK SPACE}{unit}" if unit else written


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


def _round_ticks(most, wanted, least_step=0):
    """Round numbers from 0 up to `most`."""
    power = 10 ** math.floor(math.log10(most / wanted))
    step = max(least_step, next(power * factor for factor in (1, 2, 5, 10) if power * factor >= most / wanted * (1 - 1e-9)))
    return [step * index for index in range(math.floor(most / step + 1e-9) + 1)]


def _log_ticks(least, most):
    """1, 2 and 5 times powers of ten around the two; powers alone where those would be many."""
    steps = [factor * 10.0 ** power for power in range(-1, 7) for factor in (1, 2, 5)]
    low = max((step for step in steps if step <= least), default=steps[0])
    high = min((step for step in steps if step >= most and step > low), default=steps[-1])
    many = steps.index(high) - steps.index(low) > 8
    return [step for step in steps if low <= step <= high and (not many or step in (low, high) or math.log10(step).is_integer())]


class _Drawing:
    """An SVG, added to in order. The margins leave the plot's area; above it two lines of words have room."""

    def __init__(self, width, height, left=48, right=22, top=50, bottom=44):
        self.width, self.height, self.parts = width, height, []
        self.left, self.right, self.top, self.bottom = left, width - right, top, height - bottom

    def x(self, share):
        return self.left + (self.right - self.left) * share

    def y(self, share):
        return self.bottom - (self.bottom - self.top) * min(max(share, 0), 1)

    def add(self, tag, kind, title="", **attributes):
        written = " ".join(f'{name}="{value:.1f}"' if isinstance(value, float) else f'{name}="{value}"' for name, value in attributes.items())
        self.parts.append(f'<{tag} class="{kind}" {written}>' + (f"<title>{_text(title)}</title>" if title else "") + f"</{tag}>")

    def words(self, x, y, words, kind="", anchor="start"):
        """Moved sideways where they would leave the drawing."""
        before = {"start": 0, "middle": 0.5, "end": 1}[anchor] * len(words) * LETTER
        x = max(min(x, self.width - 4 - len(words) * LETTER + before), 4 + before)
        self.parts.append(f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{_text(words)}</text>')

    def axes(self, across, up, x_words, y_words):
        """`across` and `up`: (place, words) of the ticks. Words that would overlap the last ones are left out."""
        free = math.inf
        for y, words in up:
            self.add("line", "grid", x1=self.left, x2=self.right, y1=y, y2=y)
            if y <= free:
                self.words(self.left - 8, y + 4.5, words, "quiet", "end")
                free = y - 15
        free = -math.inf
        for x, words in across:
            if x - len(words) * LETTER / 2 >= free:
                self.words(x, self.bottom + 18, words, "quiet", "middle")
                free = x + len(words) * LETTER / 2 + 4
        self.words((self.left + self.right) / 2, self.height - 8, x_words, "quiet", "middle")
        self.words(8, 19, y_words, "quiet")

    def course(self, points, kind, title):
        """Points (x, y, value) joined, each with its kind's sign; y None leaves a gap."""
        for (x1, y1, _), (x2, y2, _) in zip(points, points[1:], strict=False):
            if y1 is not None and y2 is not None:
                self.add("line", f"course {kind}", x1=x1, y1=y1, x2=x2, y2=y2)
        for x, y, value in points:
            if y is not None:
                self.add("path", f"mark {kind}", f"{title}: {_number(value)}", d=SHAPES[kind], transform=f"translate({x:.1f} {y:.1f})")

    def svg(self, size, label):
        return (f'<svg class="{size}" viewBox="0 0 {self.width} {self.height}" role="img" aria-label="{_text(label)}">'
                + "".join(self.parts) + "</svg>")


def _figure(label, draw, wide=WIDE):
    """What draw(width) draws for a screen, and once more for a phone, where the letters would be too small."""
    return f"<figure>{draw(wide).svg('wide', label)}{draw(NARROW).svg('narrow', label)}</figure>"


def _legend(entries):
    """(colour, words) with what the plot shows."""
    items = []
    for kind, words in entries:
        sign = (f'<path class="course {kind}" d="M0 8H24"/><path class="mark {kind}" d="{SHAPES[kind]}" transform="translate(12 8)"/>'
                if kind in SHAPES else f'<rect class="bar {kind}" x="4" y="1" width="16" height="14"/>')
        items.append(f'<li><svg viewBox="0 0 24 16" aria-hidden="true">{sign}</svg>{_text(words)}</li>')
    return f'<ul class="legend">{"".join(items)}</ul>'


def _courses(width, report, lines, axis, level, named=False):
    """Lines (words, kind, values) over cameras; axis: (ticks, a value's place from 0 to 1, words); level: (value, words) or None."""
    ticks, share, y_words = axis
    drawing = _Drawing(width, 330 if named else 270, right=58 if named else 22)
    most = 1.06 * report["trials"][-1]["cameras"]
    across = [drawing.x(trial["cameras"] / most) for trial in report["trials"]]
    drawing.axes([(drawing.x(tick / most), f"{tick:g}") for tick in _round_ticks(most, width // 90, least_step=1)],
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
    clip, count, level, bad = report["clip"], report["capacity"], report["level"], ' class="bad"'
    meaning = (f"at most {_number(level['lostPercent'])} % of the pictures are lost, and 99 of 100 are on the viewer's side, decoded, "
               f"within {_number(level['p99Ms'])} ms of leaving the camera")
    if not report["trials"]:
        title = '<em>Nothing was measured</em>: no number of cameras was tried.'
    elif count:
        least = "" if _broken(report) else "at least "
        title = f"This machine carries {least}<em>{_cameras(count, 'such ')}</em>:<span>with {count} at once, {meaning}.</span>"
    else:
        tried = report["trials"][0]["cameras"]
        title = (f'This machine does <em>not</em> carry {"even " if tried == 1 else ""}{_cameras(tried, "such ")}:'
                 f"<span>carried would mean that {meaning}.</span>")
    such = (f"Such a camera: {clip['codec']}, {clip['width']}×{clip['height']}, {_number(clip['framesPerSecond'])} pictures/s, "
            f"{_number(clip['kilobits'])} kbit/s.")
    sizing = "".join(f"<p><b>{_text(line)}</b></p>" for line in report["sizing"])
    return f'<h1{"" if count else bad}>{title}</h1><p class="quiet">{_text(such)}</p>{sizing}'


def _facts(report):
    quality = report["quality"]
    facts = [(_number(report["capacity"]), "cameras beside the benchmark's own cameras and viewers"),
             (_number(report["capacityAlone"]), "cameras, about, with the machine to itself"),
             (_number(report["coresPerCamera"]), "cores a camera")]
    if report["trials"]:
        trial, which = _chosen(report)
        facts += [(_number(trial["latencyMs"]["p50"], "ms"), f"median latency {which}"),
                  (_number(trial["latencyMs"]["p99"], "ms"), f"99 of 100 pictures within, {which}"),
                  (_number(sum(trial["memoryMbPerCamera"].values()) or None, "MB"), "memory a camera"),
                  (_number(trial["kilobits"], "kbit/s"), "a fresh stream")]
    facts.append((_number(quality["psnrY"], "dB"), f"PSNR of luma against the camera's; least {_number(quality['leastPsnrY'], 'dB')}")
                 if quality else ("–", "quality of the fresh stream: not measured"))
    boxes = "".join(f"<div><b>{_text(value)}</b><span>{_text(words)}</span></div>" for value, words in facts)
    return f'<div class="facts">{boxes}</div><p>Bottleneck: {_text(report["bottleneck"]).rstrip(".")}.</p>'


def _latency(report):
    late, trials = report["level"]["p99Ms"], report["trials"]
    lines = [(key, kind, [trial["latencyMs"][key] for trial in trials]) for key, (kind, _) in QUANTILES.items()]
    shown = [max(value, 0.1) for _, _, values in lines for value in values if value is not None]
    broken = "".join(f"<p>Broke with {_cameras(trial['cameras'])}: {_text(trial['why'] or 'no reason given').rstrip('.')}.</p>"
                     for trial in trials if not trial["held"]) or '<p class="quiet">The level held with every number of cameras tried.</p>'
    if not shown:
        return f"<h2>How late a picture is</h2><p>No latency was measured: no picture came through that could be timed.</p>{broken}"
    ticks = _log_ticks(min([*shown, late]), max([*shown, 1.3 * late]))
    axis = (ticks, lambda value: math.log(max(value, 0.1) / ticks[0]) / math.log(ticks[-1] / ticks[0]), "milliseconds, logarithmic")
    level = (late, f"level: {_number(late)} ms")
    gaps = ", ".join(_cameras(trial["cameras"]) for trial in trials if trial["latencyMs"]["p99"] is None)
    return ('<h2>How late a picture is</h2><p class="quiet">From the moment a camera begins to send it until a viewer has decoded it. '
            f"The level holds while p99 is within {_number(late)} ms.</p>"
            + _figure("Latency by number of cameras", lambda width: _courses(width, report, lines, axis, level, named=True))
            + _legend((kind, f"{key}: {words}") for key, (kind, words) in QUANTILES.items()) + broken
            + (f"<p>Nothing could be timed with {gaps}.</p>" if gaps else ""))


def _losses(report):
    limit, every = report["level"]["lostPercent"], [0, LEAST_LOST, 0.1, 1, 10, 100]
    lost, fair = ([trial[key] for trial in report["trials"]] for key in ("lostPercent", "fairness"))
    ticks = every[:sum(tick <= max(value or 0 for value in [*lost, limit]) for tick in every) + 1]
    lost_axis = (ticks, lambda value: math.log1p(value / LEAST_LOST) / math.log1p(ticks[-1] / LEAST_LOST), "% of the pictures lost")
    fair_axis = ([0, 0.2, 0.4, 0.6, 0.8, 1], float, "fairness: least over most shown")
    level = (limit, f"level: {_number(limit)} % lost")
    return ('<h2>Pictures lost, and whether all cameras fare alike</h2><div class="pair">'
            + _figure("Pictures lost", lambda width: _courses(width, report, [("% lost", "q2", lost)], lost_axis, level), HALF)
            + _figure("Fairness", lambda width: _courses(width, report, [("fairness", "q1", fair)], fair_axis, None), HALF)
            + f'</div><p class="quiet">The axis of losses is logarithmic above {LEAST_LOST} %. Fairness: the pictures of the camera that got '
            "least, over those of the one that got most; 1 means that all fared alike.</p>")


def _processors(report):
    cores = report["machine"]["cores"]
    # Of the gateway there are seconds per second of one stream; of the benchmark there are cores.
    bars = [(trial["cameras"], _parts(trial["cpuPerStream"], KINDS, trial["cameras"]), _parts(trial["benchCores"], BENCH))
            for trial in report["trials"]]
    most = 1.04 * max(cores, *(sum(value for value, *_ in own + bench) for _, own, bench in bars))

    def draw(width):
        drawing = _Drawing(width, 330, right=58, top=34, bottom=60)
        slot = (drawing.right - drawing.left) / len(bars)
        named = slot > 5 * LETTER  # wide enough for a figure of its own
        drawing.axes([(drawing.left + (index + 0.5) * slot, str(count)) for index, (count, *_) in enumerate(bars)],
                     [(drawing.y(tick / most), f"{tick:.6g}") for tick in _round_ticks(most, 6)],
                     "cameras, and cores the gateway used" if named else "cameras", "cores")
        for index, (_, own, bench) in enumerate(bars):
            x, total, size = drawing.left + (index + 0.5) * slot, 0, min(0.7 * slot, 90)
            for value, kind, words in own + bench:
                below, total = drawing.y(total / most), total + value
                drawing.add("rect", f"bar {kind}", f"{words}: {_number(value)} cores", x=x - size / 2, y=drawing.y(total / most), width=size,
                            height=below - drawing.y(total / most))
            if named:
                drawing.words(x, drawing.bottom + 34, _number(sum(value for value, *_ in own), digits=2), "", "middle")
        y = drawing.y(cores / most)
        drawing.add("line", "limit", x1=drawing.left, x2=drawing.right, y1=y, y2=y)
        drawing.words(drawing.right + 4, y + 4.5, f"all {cores}")
        return drawing

    kinds = dict.fromkeys((kind, words) for _, own, bench in bars for _, kind, words in own + bench)
    return ("<h2>Where the processors' time goes</h2>" + _figure("Cores used by number of cameras", draw) + _legend(kinds)
            + f'<p class="quiet">Hatched and grey: used by the benchmark itself. Dashed: all this machine has, {cores} cores.</p>')


def _histogram(report):
    (trial, which), late, rows, before = _chosen(report), report["level"]["p99Ms"], [], 0
    for bound, share in trial["latencyHistogram"]:
        rows.append((f"over {before:g}" if bound is None else f"{before:g}–{bound:g}", share))
        if before < late <= (bound or 0):
            rows.append((None, f"level: {_number(late)} ms" + ("" if late == bound else ", within the row above")))
        before = bound
    most = max((share for name, share in rows if name), default=0)
    if not most:
        return f"<h2>How latency spreads, {which}</h2><p>No latency was measured.</p>"

    def draw(width):
        drawing = _Drawing(width, 38 + 22 * len(rows), left=92, right=64, top=28)
        drawing.words(8, 19, "milliseconds, and share of the pictures", "quiet")
        for index, (name, share) in enumerate(rows):
            y = drawing.top + 22.0 * index
            if name is None:
                drawing.add("line", "limit", x1=8, x2=width - 16 - LETTER * len(share), y1=y + 11, y2=y + 11)
                drawing.words(width - 8, y + 15.5, share, "", "end")
            else:
                drawing.words(drawing.left - 8, y + 15.5, name, "quiet", "end")
                drawing.add("rect", "bar c0", x=drawing.left, y=y + 2, width=drawing.x(share / most) - drawing.left, height=18)
                drawing.words(drawing.x(share / most) + 6, y + 15.5, _number(100 * share, "%"))
        return drawing

    return f"<h2>How latency spreads, {which}</h2>" + _figure("Latency histogram", draw)


def _memory(report):
    trial, which = _chosen(report)
    parts = _parts(trial["memoryMbPerCamera"], KINDS)
    total = sum(value for value, *_ in parts)
    if not total:
        return f"<h2>Memory a camera, {which}</h2><p>No memory was measured.</p>"

    def draw(width):
        drawing, below, most = _Drawing(width, 124, left=18, top=12), 0, 1.02 * total
        drawing.axes([(drawing.x(tick / most), f"{tick:g}") for tick in _round_ticks(most, width // 90)], [], "MB a camera", "")
        for value, kind, words in parts:
            left, right = drawing.x(below / most), drawing.x((below + value) / most)
            drawing.add("rect", f"bar {kind}", f"{words}: {_number(value)} MB", x=left, y=16, width=right - left, height=50)
            if right - left > LETTER * (len(_number(value)) + 1):
                drawing.words((left + right) / 2, 45.5, _number(value), f"on {kind}", "middle")
            below += value
        return drawing

    return (f"<h2>Memory a camera, {which}: {_number(total, 'MB')}</h2>" + _figure("Memory a camera by kind", draw)
            + _legend((kind, f"{words}: {_number(value, 'MB')}") for value, kind, words in parts))


def _table(trials):
    def row(words, key, kind=None, digits=0):
        return words, [_number(trial[key].get(kind) if kind else trial[key], digits=digits) for trial in trials]

    def rows(key, names, digits):
        return [row(names.get(kind, (None, kind))[1], key, kind, digits) for kind in dict.fromkeys(kind for trial in trials for kind in trial[key])]

    slowest = [_number(min((camera["shownPerSecond"] for camera in trial["perCamera"]), default=None), digits=1) for trial in trials]
    written = [("carried", ["yes" if trial["held"] else "no" for trial in trials]),
               ("Pictures", None), row("came from the cameras", "came"), row("lost", "lost"), row("lost, %", "lostPercent", digits=2),
               row("fairness", "fairness", digits=2), ("slowest camera's, 1/s", slowest), row("fresh stream, kbit/s", "kilobits"),
               ("Latency, ms", None), *(row(f"{key}: {words}", "latencyMs", key, 1) for key, (_, words) in reversed(QUANTILES.items())),
               ("CPU-seconds per second of a stream", None), *rows("cpuPerStream", KINDS, 4),
               ("Cores", None), *rows("benchCores", BENCH, 2), row("idle", "idleCores", digits=2),
               ("Memory a camera, MB", None), *rows("memoryMbPerCamera", KINDS, 1)]
    kinds = ["" if trial["held"] else ' class="bad"' for trial in trials]
    body = []
    for words, cells in written:
        body.append(f"<tr><th>{_text(words)}</th>" if cells else f'<tr class="group"><th colspan="{len(trials) + 1}">{_text(words)}</th>')
        body += [f"<td{kind}>{_text(cell)}</td>" for kind, cell in zip(kinds, cells or [], strict=bool(cells))]
    head = "".join(f"<th>{trial['cameras']}</th>" for trial in trials)
    return ('<h2>Every number</h2><div class="scroll"><table><thead><tr><th>cameras</th>' + head + "</tr></thead><tbody>" + "".join(body)
            + "</tbody></table></div>")


def _method(report):
    machine, clip = report["machine"], report["clip"]
    facts = {"Machine": f"{machine['processor']}, {machine['cores']} cores, {machine['memoryMb']:,} MB, Linux {machine['kernel']}",
             "Cordon": f"{report['version']}, encoder {report['encoder']}", "Cameras show": clip["name"],
             "Measured": f"{report['date']}, {report['seconds']} s for each number of cameras"}
    rows = "".join(f"<dt>{words}</dt><dd>{_text(value)}</dd>" for words, value in facts.items())
    return f"<h2>Machine and method</h2><dl>{rows}</dl><ul>" + "".join(f"<li>{_text(note)}</li>" for note in report["notes"]) + "</ul>"
