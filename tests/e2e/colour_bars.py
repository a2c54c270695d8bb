# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Whether a stream is shown in the colours its camera sent: of clips with seven standing bars."""

import subprocess

MOST_APART = 10  # of 255; full range taken for limited is 13, BT.601 taken for BT.709 is 28
BARS = 7


def bar_colours(source, *options):
    """Red, green and blue of each of the seven bars in the upper half of a picture, as ffmpeg shows it."""
    shown = subprocess.run(["ffmpeg", "-nostdin", "-v", "error", *options, "-i", str(source), "-frames:v", "1", "-vf",
                            f"crop=iw:ih/2:0:0,scale={BARS}:1:flags=area", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
                           capture_output=True, check=True, timeout=60).stdout
    return [tuple(shown[at:at + 3]) for at in range(0, len(shown), 3)]


def apart(one, other):
    return max(abs(a - b) for a, b in zip(one, other))


def expect_the_same(test, clip, url):
    """Fails `test` where the bars of the stream at `url` look otherwise than those of the clip."""
    sent = bar_colours(clip)
    shown = bar_colours(url, "-rtsp_transport", "tcp")
    test.assertEqual((len(sent), len(shown)), (BARS, BARS))
    test.assertGreater(min(apart(one, other) for one, other in zip(sent, sent[1:])), 100, "these are no bars")
    for one, other in zip(sent, shown):
        test.assertLessEqual(apart(one, other), MOST_APART, f"sent {sent}, shown {shown}")
