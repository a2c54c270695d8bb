# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""What every page of the benchmark has: one file that needs nothing else, no network, no script."""

import html
import math
import pathlib

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
.bench-cameras { fill: url(#hatch); stroke: var(--bench); } .bench-viewers, .peer { fill: var(--bench); }
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


def write_page(path, title, sections):
    """Writes a page of these sections to the file `path`."""
    pathlib.Path(path).write_text(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text(title)}</title>\n<style>{STYLE}</style></head>\n<body>\n{HATCH}\n" + "\n".join(sections) + "\n</body></html>\n", encoding="utf-8")


def method(report, facts):
    """The last section: which machine, what was measured with, and the report's notes."""
    machine = report["machine"]
    facts = {"Machine": f"{machine['processor']}, {machine['cores']} cores, {machine['memoryMb']:,} MB, Linux {machine['kernel']}",
             "Cordon": report["version"], **facts}
    rows = "".join(f"<dt>{words}</dt><dd>{text(value)}</dd>" for words, value in facts.items())
    return f"<h2>Machine and method</h2><dl>{rows}</dl><ul>" + "".join(f"<li>{text(note)}</li>" for note in report["notes"]) + "</ul>"


def table(heading, rows):
    """Words in the first column, figures in the others."""
    def line(tag, cells):
        return f"<tr><th>{text(cells[0])}</th>" + "".join(f"<{tag}>{text(cell)}</{tag}>" for cell in cells[1:]) + "</tr>"

    return (f'<div class="scroll"><table><thead>{line("th", heading)}</thead><tbody>' + "".join(line("td", row) for row in rows)
            + "</tbody></table></div>")


def text(value):
    return html.escape(str(value))


def number(value, unit="", digits=None):
    """Three digits, or all before the point, with the unit; a dash where nothing was measured."""
    if value is None or not math.isfinite(value):
        return "–"
    written = f"{value:,.{digits}f}" if digits is not None else f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{written}\N{NO-BREAK SPACE}{unit}" if unit else written
