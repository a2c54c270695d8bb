# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""The pages of `cordon bench --against` and `--site`: a sentence, a plot where it says more, a table, and how it was measured."""

from html_drawing import SHAPES, Drawing, figure, round_ticks
from html_page import method, number, table, text, write_page


def write_comparison(report, path):
    rows = report["peers"]
    title = "; ".join(f"{peer['ratio']:.2f} times the streams of {peer['name']}" for peer in rows[1:])
    heading = ["", "Cordon over it", "CPU-s/s", "cameras", "busy, %", "kbit/s", "PSNR, dB", "SSIM", "CRF"]
    written = [[row["name"], number(row["ratio"], digits=2), number(row["cpuPerStream"], digits=4), number(row["cameras"]),
                number(100 * row["busy"], digits=0), number(row["kilobits"]), number(row["psnrY"], digits=2), number(row["ssimY"], digits=4),
                number(row["crf"], digits=2)] for row in rows]
    write_page(path, "Cordon and what else does the same", [
        f'<h1>At an equal picture, <em>Cordon with {text(report["encoder"])}</em> carries on a core<span>{text(title)}.</span></h1>'
        f'<p class="quiet">The cameras: {text(report["camera"])}.</p>', _streams_per_core(rows), "<h2>Side by side</h2>" + table(heading, written)
        + '<p class="quiet">Cordon over it: streams per core. PSNR and SSIM are of luma.</p>',
        method(report, {"Measured": f"{report['date']}, {report['seconds']} s in each round"})])


def _streams_per_core(rows):
    most = 1.04 * max(1 / min(row["cpuRounds"]) for row in rows)

    def draw(width):
        drawing = Drawing(width, 60 + 52 * len(rows), left=18, right=76, top=10)
        drawing.axes([(drawing.x(tick / most), f"{tick:g}") for tick in round_ticks(most, width // 90)], [], "streams a core carries", "")
        for index, row in enumerate(rows):
            y, end = drawing.top + 52.0 * index, drawing.x(1 / row["cpuPerStream"] / most)
            drawing.words(drawing.left, y + 15, f"{row['name']}: {row['psnrY']:.2f} dB, {row['kilobits']:.0f} kbit/s")
            drawing.add("rect", f"bar {'peer' if row['crf'] else 'c0'}", x=drawing.left, y=y + 21, width=end - drawing.left, height=22)
            for used in row["cpuRounds"]:
                drawing.add("path", "mark q3", f"a round: {number(1 / used)}", d=SHAPES["q0"], transform=f"translate({drawing.x(1 / used / most):.1f} {y + 32:.1f})")
            drawing.words(drawing.x(1 / min(row["cpuRounds"]) / most) + 9, y + 36.5, number(1 / row["cpuPerStream"], digits=1))
        return drawing

    return ("<h2>Streams a core carries</h2>" + figure("Streams a core carries", draw)
            + '<p class="quiet">Bars: the middle of the rounds; dots: each round.</p>')


def write_site(report, path):
    heading = ["picture", "encoder", "quality", "1/s", "cameras", "tried", "lost, %", "kbit/s", "cores each", "MB each", "cores"]
    written = [[kind["picture"], kind["encoder"], number(kind["quality"]), number(kind["rate"]), number(kind["cameras"]), number(kind["measuredWith"]),
                number(kind["lostPercent"], digits=2), number(kind["kilobits"]), number(kind["coresPerCamera"], digits=3),
                number(kind["memoryMbPerCamera"], digits=1), number(kind["cameras"] * kind["coresPerCamera"], digits=2)] for kind in report["kinds"]]
    bad = "" if report["capacity"] == report["siteCameras"] else ' class="bad"'
    write_page(path, "What a site needs", [
        f'<h1{bad}><em>{report["capacity"]} of {report["siteCameras"]} cameras</em><span>{text(report["summary"])}</span></h1>',
        "<h2>By kind of camera</h2>" + table(heading, written),
        method(report, {"Configuration": report["site"], "Measured": f"{report['date']}, {report['seconds']} s for each kind"})])
