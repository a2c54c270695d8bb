# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""What encode_curves found of one clip, as one SVG that needs nothing else: quality over bits, and time over bits saved."""

import html
import math

from html_drawing import SHAPES, Drawing, log_ticks, round_ticks

WIDTH, HEIGHT, TOP, LEGEND = 420, 360, 44, 58
SIGNS = {"openh264": SHAPES["q0"], "x264": SHAPES["q2"]}
STYLE = """
svg { --ground: #fff; --panel: #fff; --ink: #14202b; --quiet: #55636f; --line: #d9e0e6; --live: #0072b2; --balanced: #007d5c; --archive: #c24e00; }
@media (prefers-color-scheme: dark) { svg { --ground: #0e1318; --panel: #0e1318; --ink: #e8eef3; --quiet: #a0aeba; --line: #2c3843;
  --live: #3d9be0; --balanced: #4cc2a0; --archive: #ff9466; } }
text { font: 13px system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; fill: var(--ink); paint-order: stroke;
  stroke: var(--panel); stroke-width: 4px; stroke-linejoin: round; }
.title { font-weight: 600; font-size: 15px; } .quiet { fill: var(--quiet); } .ground { fill: var(--ground); } .grid { stroke: var(--line); }
.live { --c: var(--live); } .balanced { --c: var(--balanced); } .archive { --c: var(--archive); }
.mark { fill: var(--c); stroke: var(--panel); } .course { stroke: var(--c); stroke-width: 2; } .x264.course { stroke-dasharray: 6 4; }
"""


def write_plots(path, title, curves, held):
    """`curves` and `held` as rate_distortion has them, the names as encode_curves gives them: ENCODER-PRESET."""
    parts = [_text(8, 26, title, "title")]
    for left, drawing in ((0, _quality(curves)), (WIDTH, _costs(held))):
        parts.append(f'<g transform="translate({left} {TOP})">{"".join(drawing.parts)}</g>')
    for number, name in enumerate(curves):
        x, y = 48 + number % 3 * 240, TOP + HEIGHT + 18 + number // 3 * 24
        parts += [f'<line class="course {_kind(name)}" x1="{x}" x2="{x + 32}" y1="{y}" y2="{y}"/>', _mark(x + 16, y, name), _text(x + 40, y + 4.5, _words(name))]
    height = TOP + HEIGHT + LEGEND
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * WIDTH} {height}" role="img" aria-label="{html.escape(title)}">'
                    f'<style>{STYLE}</style><rect class="ground" width="{2 * WIDTH}" height="{height}"/>\n' + "\n".join(parts) + "\n</svg>\n", encoding="utf-8")


def _kind(name):
    return name.replace("-", " ")


def _words(name):
    encoder, preset = name.split("-")
    return f"{preset}, {encoder}"


def _text(x, y, words, kind=""):
    return f'<text class="{kind}" x="{x}" y="{y}">{html.escape(words)}</text>'


def _mark(x, y, name, title=""):
    return (f'<path class="mark {_kind(name)}" d="{SIGNS[name.split("-")[0]]}" transform="translate({x:.1f} {y:.1f})"><title>{html.escape(title or _words(name))}'
            "</title></path>")


def _quality(curves):
    points = [point for curve in curves.values() for point in curve]
    ticks = log_ticks(min(point["kilobits"] for point in points), max(point["kilobits"] for point in points))
    least, most = math.floor(min(point["psnr"] for point in points)), math.ceil(max(point["psnr"] for point in points))
    drawing = Drawing(WIDTH, HEIGHT, top=34)

    def place(point):
        return (drawing.x(math.log(point["kilobits"] / ticks[0]) / math.log(ticks[-1] / ticks[0])),
                drawing.y((point["psnr"] - least) / (most - least)))

    drawing.axes([(place({"kilobits": tick, "psnr": least})[0], f"{tick:,.0f}") for tick in ticks],
                 [(drawing.y((psnr - least) / (most - least)), str(psnr)) for psnr in range(least, most + 1, 2)], "kbit/s, logarithmic", "PSNR of luma, dB")
    for name, curve in curves.items():
        places = [place(point) for point in curve]
        for (x1, y1), (x2, y2) in zip(places, places[1:], strict=False):
            drawing.add("line", f"course {_kind(name)}", x1=x1, y1=y1, x2=x2, y2=y2)
        drawing.parts += [_mark(x, y, name, f"{_words(name)}, quality {point['quality']}: {point['kilobits']:.0f} kbit/s, {point['psnr']:.2f} dB")
                          for (x, y), point in zip(places, curve, strict=True)]
    return drawing


def _costs(held):
    least = min(-10, 10 * math.floor(min(saved for saved, _ in held.values()) / 10))
    most = 1.15 * max(cpu for _, cpu in held.values())
    drawing = Drawing(WIDTH, HEIGHT, top=34)
    span = 50 - least
    drawing.axes([(drawing.x((saved - least) / span), f"{saved}") for saved in range(least, 51, 10)],
                 [(drawing.y(tick / most), f"{tick:.3g}") for tick in round_ticks(most, 6)],
                 "% of the bits saved at an equal PSNR", "CPU milliseconds a picture, at an equal PSNR")
    for name, (saved, cpu) in held.items():
        x, y = drawing.x((saved - least) / span), drawing.y(cpu / most)
        drawing.parts.append(_mark(x, y, name, f"{_words(name)}: {saved:.1f} % saved, {cpu:.2f} ms"))
    return drawing
