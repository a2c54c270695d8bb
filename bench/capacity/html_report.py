# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""What a capacity benchmark found, as one page that needs nothing else: no network, no script."""

import html

from svg_plot import Plot, legend

KINDS = (("cordon-publish", "c0", "publish (encode and serve)"), ("cordon-decode", "c1", "decode"), ("cordon-receive", "c2", "receive"),
         ("cordon", "c3", "supervise"))
QUANTILES = (("p50", "c0", "median"), ("p95", "c1", "95th percentile"), ("p99", "c4", "99th percentile"), ("max", "c3", "slowest"))

STYLE = """
:root { --ground: #fff; --panel: #f5f7f9; --ink: #14202b; --quiet: #566472; --line: #d7dee4; --accent: #0a7d5c; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { --ground: #0e1318; --panel: #171e25; --ink: #e8eef3; --quiet: #9aa9b6; --line: #2b3742; --accent: #4cc2a0; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem 4rem; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", Cantarell, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: .2rem 0 .6rem; } h1 em { font-style: normal; color: var(--accent); }
h2 { font-size: 1.15rem; margin: 2.4rem 0 .5rem; } p { margin: .3rem 0; } .quiet { color: var(--quiet); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: .7rem; margin: 1.2rem 0; }
.facts div { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: .6rem .8rem; }
.facts b { display: block; font-size: 1.45rem; font-variant-numeric: tabular-nums; } .facts span { color: var(--quiet); font-size: .85rem; }
svg { width: 100%; height: auto; display: block; background: var(--panel); border: 1px solid var(--line); border-radius: 10px; }
svg text { font: 13px system-ui, sans-serif; fill: var(--ink); } svg .tick, svg .axis { fill: var(--quiet); }
.grid { stroke: var(--line); } .line { fill: none; stroke-width: 2.5; }
.limit { stroke: #d1495b; stroke-width: 2; stroke-dasharray: 7 5; } svg .limit-words { fill: #d1495b; font-weight: 600; }
.c0 { --c: #0072b2; } .c1 { --c: #e69f00; } .c2 { --c: #009e73; } .c3 { --c: #cc79a7; } .c4 { --c: #d55e00; } .c5 { --c: #56b4e9; } .other { --c: #9aa5ae; }
@media (prefers-color-scheme: dark) { .c0 { --c: #4da3dc; } .other { --c: #5b6873; } }
rect, .dot { fill: var(--c); } .line { stroke: var(--c); } rect.other { opacity: .6; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; font-size: .88rem; color: var(--quiet); } .swatch { display: inline-block; width: .8rem;
  height: .8rem; border-radius: 2px; background: var(--c); margin-right: .4rem; vertical-align: -1px; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums; white-space: nowrap; width: 100%; }
th, td { text-align: right; padding: .3rem .6rem; border-bottom: 1px solid var(--line); } th { color: var(--quiet); font-weight: 600; }
th:first-child, td:first-child, td.words { text-align: left; } tr.broken td { color: #d1495b; } td.words { white-space: normal; min-width: 14rem; }
@media print { body { max-width: none; } svg, .facts div { break-inside: avoid; } }
"""


def write_html(report, path):
    """Writes the page to the file `path`."""
    sections = [_headline(report), _facts(report)]
    if report["trials"]:
        sections += [_latency(report), _losses(report), _processors(report), _histogram(report), _memory(report), _table(report)]
    sections.append(_method(report))
    path.write_text('<!doctype html>\n<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
                    f"<title>Cordon on this machine: {report['capacity']} cameras</title><style>{STYLE}</style>\n<body>\n" + "\n".join(sections) + "\n</body></html>\n")


def _text(value):
    return html.escape(str(value))


def _ms(value):
    return "–" if value is None else f"{value:.0f} ms"


def _chosen(report):
    """The trial that says most: the largest that held, else the smallest."""
    held = [trial for trial in report["trials"] if trial["held"]]
    return held[-1] if held else report["trials"][0] if report["trials"] else None


def _headline(report):
    clip, level, count = report["clip"], report["level"], report["capacity"]
    such = f"{clip['codec']} {clip['width']}×{clip['height']} at {clip['framesPerSecond']:.4g} frames/s"
    if count:
        least = "" if any(not trial["held"] for trial in report["trials"]) else "at least "
        title = f"This machine carries {least}<em>{count} camera{'' if count == 1 else 's'}</em> of {_text(such)}"
    else:
        title = f"This machine does <em>not</em> carry what was tried: {_text(such)}"
    promise = (f"Carried means: at most {level['lostPercent']:g} % of the pictures lost, and 99 of 100 on the viewer's side, decoded, "
               f"within {level['p99Ms']:g} ms of leaving the camera.")
    sizing = "".join(f"<p><b>{_text(line)}</b></p>" for line in report["sizing"])
    return f"<h1>{title}</h1><p class='quiet'>{_text(promise)}</p>{sizing}"


def _facts(report):
    chosen = _chosen(report)
    facts = [(report["capacity"], "cameras, beside the benchmark's own cameras and viewers"),
             (report["capacityAlone"], "cameras, about, without them"),
             (f"{report['coresPerCamera']:.3f}", "cores a camera")]
    if chosen:
        facts += [(_ms(chosen["latencyMs"]["p50"]), f"median latency with {chosen['cameras']}"), (_ms(chosen["latencyMs"]["p99"]), "99th percentile"),
                  (f"{sum(chosen['memoryMbPerCamera'].values()):.0f} MB", "memory a camera"), (f"{chosen['kilobits']:.0f} kbit/s", "a fresh stream")]
    if report["quality"]:
        facts.append((f"{report['quality']['psnrY']:.1f} dB", "PSNR of luma, fresh stream against the camera's"))
    boxes = "".join(f"<div><b>{_text(value)}</b><span>{_text(words)}</span></div>" for value, words in facts)
    return f"<div class='facts'>{boxes}</div><p>Bottleneck: {_text(report['bottleneck'])}.</p>"


def _over_cameras(report, title, values, y_label):
    return Plot(title, [trial["cameras"] for trial in report["trials"]], max([value for value in values if value is not None], default=1), "cameras", y_label)


def _latency(report):
    trials, level = report["trials"], report["level"]["p99Ms"]
    shown = [trial["latencyMs"][key] for trial in trials for key, _, _ in QUANTILES]
    # A breakdown takes seconds; what matters lies around the limit.
    most = min(max([value for value in shown if value is not None], default=level), 4 * level)
    plot = _over_cameras(report, "Latency over cameras", [most, 1.15 * level], "ms")
    plot.limit(level, f"99 of 100 pictures within {level:g} ms")
    for key, colour, _ in reversed(QUANTILES):
        plot.line([trial["latencyMs"][key] for trial in trials], colour)
    return ("<h2>How late a picture is, from camera to decoded picture</h2>" + plot.svg()
            + legend([(colour, words) for _, colour, words in QUANTILES]) + "<p class='quiet'>Values beyond the plot stand at its upper edge.</p>")


def _losses(report):
    trials, level = report["trials"], report["level"]["lostPercent"]
    plot = _over_cameras(report, "Pictures lost over cameras", [max(trial["lostPercent"] for trial in trials), 5 * level], "% of the pictures")
    plot.limit(level, f"{level:g} % lost")
    plot.line([trial["lostPercent"] for trial in trials], "c4")
    fair = ", ".join(f"{trial['cameras']}: {trial['fairness']:.2f}" for trial in trials)
    return ("<h2>Pictures lost</h2>" + plot.svg() + f"<p class='quiet'>Fairness, the least over the most pictures any camera got, by number of cameras: {_text(fair)}.</p>")


def _processors(report):
    trials, cores = report["trials"], report["machine"]["cores"]
    plot = _over_cameras(report, "Processors in use", [cores * 1.1], "cores")
    for index, trial in enumerate(trials):
        parts = [(trial["cpuPerStream"][kind] * trial["cameras"], colour, words) for kind, colour, words in KINDS]
        plot.stack(index, [*parts, (sum(trial["benchCores"].values()), "other", "the benchmark's cameras and viewers")])
    plot.limit(cores, f"all {cores} cores")
    return ("<h2>Where the processors' time goes</h2>" + plot.svg()
            + legend([*((colour, words) for _, colour, words in KINDS), ("other", "the benchmark's own cameras and viewers: not the gateway's")]))


def _histogram(report):
    chosen = _chosen(report)
    bounds = [bound for bound, _ in chosen["latencyHistogram"]]
    names = [f"≤ {bound}" if bound else f"> {bounds[index - 1]}" for index, bound in enumerate(bounds)]
    plot = Plot("Latency histogram", names, max(100 * share for _, share in chosen["latencyHistogram"]), "ms", "% of the pictures")
    for index, (_, share) in enumerate(chosen["latencyHistogram"]):
        plot.stack(index, [(100 * share, "c0", names[index] + " ms")])
    return f"<h2>How latency spreads, with {chosen['cameras']} camera{'' if chosen['cameras'] == 1 else 's'}</h2>" + plot.svg()


def _memory(report):
    trials = report["trials"]
    plot = _over_cameras(report, "Memory a camera", [sum(trial["memoryMbPerCamera"].values()) for trial in trials], "MB a camera")
    for index, trial in enumerate(trials):
        plot.stack(index, [(trial["memoryMbPerCamera"][kind], colour, words) for kind, colour, words in KINDS])
    return ("<h2>Memory a camera</h2>" + plot.svg() + legend([(colour, words) for _, colour, words in KINDS])
            + "<p class='quiet'>What two processes share, such as a camera's ring of pictures, counts half for each.</p>")


def _table(report):
    heads = ("cameras", "lost %", "p50 ms", "p95", "p99", "max", "fairness", "receive", "decode", "publish", "sum", "bench cores", "idle cores", "MB each", "kbit/s", "")
    rows = []
    for trial in report["trials"]:
        late, cpu = trial["latencyMs"], trial["cpuPerStream"]
        cells = [trial["cameras"], f"{trial['lostPercent']:.2f}", *("–" if late[key] is None else f"{late[key]:.1f}" for key, _, _ in QUANTILES),
                 f"{trial['fairness']:.2f}", *(f"{cpu[kind]:.4f}" for kind in ("cordon-receive", "cordon-decode", "cordon-publish")), f"{sum(cpu.values()):.4f}",
                 f"{sum(trial['benchCores'].values()):.2f}", f"{trial['idleCores']:.2f}", f"{sum(trial['memoryMbPerCamera'].values()):.1f}", f"{trial['kilobits']:.0f}"]
        words = "carried" if trial["held"] else trial["why"]
        rows.append(f"<tr{'' if trial['held'] else ' class=broken'}>" + "".join(f"<td>{_text(cell)}</td>" for cell in cells) + f"<td class='words'>{_text(words)}</td></tr>")
    head = "".join(f"<th>{_text(cell)}</th>" for cell in heads)
    return ("<h2>Every number</h2><div class='scroll'><table><thead><tr>" + head + "</tr></thead><tbody>" + "".join(rows) + "</tbody></table></div>"
            "<p class='quiet'>receive, decode, publish and their sum: seconds of processor time per second of one stream.</p>")


def _method(report):
    machine, clip = report["machine"], report["clip"]
    lines = [f"{machine['processor']}, {machine['cores']} cores, {machine['memoryMb']} MB, Linux {machine['kernel']}; Cordon {report['version']}, "
             f"encoder {report['encoder']}; {report['date']}.",
             f"Cameras show: {clip['name']}, {clip['codec']} {clip['width']}×{clip['height']}, {clip['framesPerSecond']:.4g} frames/s, {clip['kilobits']} kbit/s. "
             f"{report['seconds']} s for each number of cameras.", *report["notes"]]
    return "<h2>Machine and method</h2>" + "".join(f"<p class='quiet'>{_text(line)}</p>" for line in lines)
