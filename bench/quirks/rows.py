# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""What is tried: one row a codec, a quirk or a vendor's personality."""

import dataclasses
import pathlib
import subprocess

import clips
from camera_network import RigError, run_checked

SMALL = ("--width", "640", "--height", "360", "--fps", "15", "--seconds", "10", "--kilobits", "800", "--keyframe-interval", "15")
SECOND = ("--width", "320", "--height", "240", "--fps", "15", "--seconds", "10", "--kilobits", "400", "--keyframe-interval", "15")
QUIRKS_WITH_A_SECOND_CLIP = {"size-changes": ("--b-frames", "0"), "codec-changes": ("--h265",)}
# Those that show only where a client has no other way.
UDP_QUIRKS = ("udp-port-absent", "udp-port-zero", "udp-other-source-port", "udp-needs-punch", "udp-reordered", "udp-lossy")

# What a camera can send, and how ffmpeg makes it: name, words, encoder's options, picture size.
X264 = ("-c:v", "libx264", "-preset", "veryfast", "-g", "15", "-b:v", "800k")
CODECS = [
    ("h264-baseline", "H.264 baseline", (*X264, "-profile:v", "baseline"), "640x360"),
    ("h264-high-b-frames", "H.264 high with B-frames", (*X264, "-bf", "3", "-profile:v", "high"), "640x360"),
    ("h264-interlaced", "H.264 interlaced", (*X264, "-flags", "+ilme+ildct", "-x264-params", "tff=1"), "640x480"),
    ("h264-sparse-idr", "H.264, a keyframe every 150 pictures", (*X264, "-g", "150"), "640x360"),
    ("h264-intra-refresh", "H.264 refreshed piecemeal, without keyframes", (*X264, "-x264-params", "intra-refresh=1"), "640x360"),
    ("h264-full-range", "H.264 full range (yuvj420p)", (*X264, "-pix_fmt", "yuvj420p"), "640x360"),
    ("h264-422", "H.264 4:2:2", (*X264, "-pix_fmt", "yuv422p"), "640x360"),
    ("h264-grey", "H.264 4:0:0", (*X264, "-pix_fmt", "gray"), "640x360"),
    ("h264-10-bit", "H.264 10-bit", (*X264, "-pix_fmt", "yuv420p10le"), "640x360"),
    ("h265", "H.265", ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "keyint=15:log-level=none"), "640x360"),
]


@dataclasses.dataclass
class Row:
    name: str
    what: str
    kind: str  # codec, quirk or personality
    state: str  # what the gateway must show: "streaming", or why there is no picture
    clip: pathlib.Path
    options: tuple = ()  # of the simulated camera


def _codec_clip(programs, name, encoder, size):
    """The path of a clip of that codec. Drawn where it is not there yet."""
    folder = programs.parent / "clips"
    folder.mkdir(exist_ok=True)
    clip = folder / f"codec-{name}.mkv"
    if not clip.exists():
        unfinished = folder / f"codec-{name}.unfinished.mkv"
        run_checked(["ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", f"testsrc2=size={size}:rate=15:duration=10",
                     *encoder, str(unfinished)], f"a clip of {name}")
        unfinished.rename(clip)
    return clip


def _listed(programs, option):
    outcome = subprocess.run([programs / "camera_sim", option], capture_output=True, text=True, check=False)
    if outcome.returncode != 0:
        raise RigError(f"camera_sim {option}: {outcome.stderr.strip()}")
    return [line.split("\t") for line in outcome.stdout.splitlines()]


def all_rows(programs):
    """Every codec, quirk and personality there is."""
    small = clips.synthetic_clip(programs, 0, *SMALL)
    rows = [Row(name, what, "codec", "streaming", _codec_clip(programs, name, encoder, size)) for name, what, encoder, size in CODECS]
    for name, state, what in _listed(programs, "--list-quirks"):
        options = ["--quirk", name]
        if name in UDP_QUIRKS:
            options += ["--quirk", "udp-only"]
        if name in QUIRKS_WITH_A_SECOND_CLIP:
            second = clips.synthetic_clip(programs, 1, *SECOND, *QUIRKS_WITH_A_SECOND_CLIP[name])
            options += ["--second-clip", str(second)]
        rows.append(Row(name, what, "quirk", state, small, tuple(options)))
    for name, quirks in _listed(programs, "--list-personalities"):
        rows.append(Row(name, quirks.replace(",", ", "), "personality", "streaming", small, ("--personality", name)))
    return rows
