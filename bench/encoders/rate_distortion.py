# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Curves of encoders held against each other at an equal picture, in the manner of Bjontegaard (VCEG-M33).

A curve is a list of points with the keys psnr (dB), kilobits and cpu_ms, of falling quality. Bits and time are taken between two
points as straight lines of their logarithm over PSNR.
"""

import itertools
import math

from camera_network import RigError

STEPS = 50


def common_range(curves):
    """The PSNR, least and most, that every curve reaches; RigError where there is none."""
    least = max(min(point["psnr"] for point in curve) for curve in curves)
    most = min(max(point["psnr"] for point in curve) for curve in curves)
    if least >= most:
        raise RigError(f"the curves have no PSNR in common: one begins at {least:.2f} dB and one ends at {most:.2f} dB; "
                       "take qualities further apart")
    return least, most


def mean_over(curve, key, least, most):
    """The geometric mean of what the curve has under `key` between two values of PSNR."""
    points = sorted((point["psnr"], math.log(point[key])) for point in curve)
    total = 0
    for step in range(STEPS + 1):
        psnr = least + (most - least) * step / STEPS
        (x1, y1), (x2, y2) = next(pair for pair in itertools.pairwise(points) if psnr <= pair[1][0] or pair[1] is points[-1])
        total += y1 + (y2 - y1) * (psnr - x1) / (x2 - x1)
    return math.exp(total / (STEPS + 1))


def hold_against(curves, reference):
    """By name: percent of the bits saved against the curve called `reference`, and CPU milliseconds a picture."""
    least, most = common_range(curves.values())
    bits = mean_over(curves[reference], "kilobits", least, most)
    return {name: (100 * (1 - mean_over(curve, "kilobits", least, most) / bits), mean_over(curve, "cpu_ms", least, most))
            for name, curve in curves.items()}
