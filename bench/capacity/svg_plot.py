# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Plots as SVG text: lines and stacked bars over categories. Colours are CSS classes c0 to c6, and `other` for what is not counted."""

import html
import math

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 16, 48


def ticks(most, wanted=5):
    """Round numbers from 0 to just above `most`."""
    if most <= 0:
        return [0, 1]
    rough = most / wanted
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough - 1e-12)
    return [step * number for number in range(math.ceil(most / step - 1e-9) + 1)]


def number(value):
    return f"{value:,.6g}"


class Plot:
    """Categories along x, values up y. What is drawn is added in order; svg() gives the whole."""

    def __init__(self, title, categories, most, x_label, y_label):
        self.title, self.categories, self.x_label, self.y_label = title, [str(each) for each in categories], x_label, y_label
        self.ticks = ticks(most)
        self.parts = []

    def x(self, index):
        """The middle of a category."""
        return LEFT + (index + 0.5) * self.slot

    @property
    def slot(self):
        return (WIDTH - LEFT - RIGHT) / max(len(self.categories), 1)

    def y(self, value):
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * min(value / self.ticks[-1], 1)

    def line(self, values, colour):
        """Points joined; None leaves a gap."""
        runs, run = [], []
        for index, value in enumerate([*values, None]):
            if value is None:
                runs, run = [*runs, run] if run else runs, []
            else:
                run.append((self.x(index), self.y(value), value))
        for run in runs:
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in run)
            self.parts.append(f'<polyline class="line {colour}" points="{path}"/>')
            self.parts += [f'<circle class="dot {colour}" cx="{x:.1f}" cy="{y:.1f}" r="4"><title>{number(round(value, 2))}</title></circle>'
                           for x, y, value in run]

    def limit(self, value, words):
        """A dashed line across, with words on it; nothing where it lies outside."""
        if value <= self.ticks[-1]:
            y = self.y(value)
            self.parts.append(f'<line class="limit" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
                              f'<text class="limit-words" x="{LEFT + 6}" y="{y - 5:.1f}">{html.escape(words)}</text>')

    def stack(self, index, parts):
        """A bar of parts on top of one another: (value, colour, words)."""
        width, below = min(self.slot * 0.6, 90), 0
        for value, colour, words in parts:
            top, bottom = self.y(below + value), self.y(below)
            self.parts.append(f'<rect class="{colour}" x="{self.x(index) - width / 2:.1f}" y="{top:.1f}" width="{width:.1f}" '
                              f'height="{max(bottom - top, 0):.1f}"><title>{html.escape(words)}: {number(round(value, 3))}</title></rect>')
            below += value

    def svg(self):
        axis = [f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{self.y(tick):.1f}" y2="{self.y(tick):.1f}"/>'
                f'<text class="tick" x="{LEFT - 8}" y="{self.y(tick) + 4:.1f}" text-anchor="end">{number(tick)}</text>' for tick in self.ticks]
        # As many names as fit side by side.
        every = math.ceil(len(self.categories) * max(map(len, self.categories), default=1) * 9 / (WIDTH - LEFT - RIGHT))
        names = [f'<text class="tick" x="{self.x(index):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{html.escape(name)}</text>'
                 for index, name in enumerate(self.categories) if index % max(every, 1) == 0]
        return (f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{html.escape(self.title)}">{"".join(axis)}{"".join(self.parts)}{"".join(names)}'
                f'<text class="axis" x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">{html.escape(self.x_label)}</text>'
                f'<text class="axis" transform="translate(14 {(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">{html.escape(self.y_label)}</text></svg>')


def legend(entries):
    """(colour, words) as a line of swatches."""
    return '<p class="legend">' + "".join(f'<span><i class="swatch {colour}"></i>{html.escape(words)}</span>' for colour, words in entries) + "</p>"
