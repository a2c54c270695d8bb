# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""The pages of `cordon bench --against` and `--site`: a sentence, a table, and how it was measured."""

from html_page import method, number, table, text, write_page


def write_comparison(report, path):
    rows = report["peers"]
    title = "; ".join(f"{peer['ratio']:.2f} times the streams of {peer['name']}" for peer in rows[1:])
    heading = ["", "Cordon over it", "CPU-s/s", "cameras", "busy, %", "kbit/s", "PSNR, dB", "SSIM", "CRF", "CPU-s/s of each round"]
    written = [[row["name"], number(row["ratio"], digits=2), number(row["cpuPerStream"], digits=4), number(row["cameras"]), number(100 * row["busy"]),
                number(row["kilobits"]), number(row["psnrY"], digits=2), number(row["ssimY"], digits=4), number(row["crf"], digits=2), " ".join(f"{used:.4f}" for used in row["cpuRounds"])] for row in rows]
    write_page(path, "Cordon and what else does the same", [
        f'<h1>At an equal picture, <em>Cordon with {text(report["encoder"])}</em> carries on a core<span>{text(title)}.</span></h1>'
        f'<p class="quiet">The cameras: {text(report["camera"])}.</p>', "<h2>Side by side</h2>" + table(heading, written)
        + '<p class="quiet">Cordon over it: streams per core. PSNR and SSIM are of luma.</p>',
        method(report, {"Measured": f"{report['date']}, {report['seconds']} s in each round"})])


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
