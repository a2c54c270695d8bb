# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Plots as SVG: axes, courses, legends, each once for a screen and once for a phone."""

import math

from html_page import number, text

SHAPES = {"q0": "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0", "q1": "M-4-4h8v8h-8z", "q2": "M0-6L6 0L0 6L-6 0z", "q3": "M0-5.5L5.5 4.5h-11z"}
WIDE, HALF, NARROW = 820, 400, 360  # units of a plot on a screen or paper, of two side by side, and on a phone
LETTER = 7.6  # units, a little more than a letter is wide on average


def round_ticks(most, wanted, least_step=0):
    """Round numbers from 0 up to `most`."""
    power = 10 ** math.floor(math.log10(most / wanted))
    step = max(least_step, next(power * factor for factor in (1, 2, 5, 10) if power * factor >= most / wanted * (1 - 1e-9)))
    return [step * index for index in range(math.floor(most / step + 1e-9) + 1)]


def log_ticks(least, most):
    """1, 2 and 5 times powers of ten around the two; powers alone where those would be many."""
    steps = [factor * 10.0 ** power for power in range(-1, 7) for factor in (1, 2, 5)]
    low = max((step for step in steps if step <= least), default=steps[0])
    high = min((step for step in steps if step >= most and step > low), default=steps[-1])
    many = steps.index(high) - steps.index(low) > 8
    return [step for step in steps if low <= step <= high and (not many or step in (low, high) or math.log10(step).is_integer())]


class Drawing:
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
        self.parts.append(f'<{tag} class="{kind}" {written}>' + (f"<title>{text(title)}</title>" if title else "") + f"</{tag}>")

    def words(self, x, y, words, kind="", anchor="start"):
        """Moved sideways where they would leave the drawing."""
        before = {"start": 0, "middle": 0.5, "end": 1}[anchor] * len(words) * LETTER
        x = max(min(x, self.width - 4 - len(words) * LETTER + before), 4 + before)
        self.parts.append(f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{text(words)}</text>')

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
                self.add("path", f"mark {kind}", f"{title}: {number(value)}", d=SHAPES[kind], transform=f"translate({x:.1f} {y:.1f})")

    def svg(self, size, label):
        return (f'<svg class="{size}" viewBox="0 0 {self.width} {self.height}" role="img" aria-label="{text(label)}">'
                + "".join(self.parts) + "</svg>")


def figure(label, draw, wide=WIDE):
    """What draw(width) draws for a screen, and once more for a phone, where the letters would be too small."""
    return f"<figure>{draw(wide).svg('wide', label)}{draw(NARROW).svg('narrow', label)}</figure>"


def legend(entries):
    """(colour, words) with what the plot shows."""
    items = []
    for kind, words in entries:
        sign = (f'<path class="course {kind}" d="M0 8H24"/><path class="mark {kind}" d="{SHAPES[kind]}" transform="translate(12 8)"/>'
                if kind in SHAPES else f'<rect class="bar {kind}" x="4" y="1" width="16" height="14"/>')
        items.append(f'<li><svg viewBox="0 0 24 16" aria-hidden="true">{sign}</svg>{text(words)}</li>')
    return f'<ul class="legend">{"".join(items)}</ul>'
