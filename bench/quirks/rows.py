# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""What is tried: one row a codec, a quirk or a vendor's personality."""

import dataclasses
import pathlib
import subprocess

import clips
import codec_clips
from camera_network import RigError
from certificates import make_certificate

QUIRKS_WITH_A_SECOND_CLIP = {"size-changes": ("--b-frames", "0"), "codec-changes": ("--h265",)}
TLS_QUIRKS = ("tls-1-0",)
# Those that show only where a client has no other way.
UDP_QUIRKS = ("udp-port-absent", "udp-port-zero", "udp-other-source-port", "udp-needs-punch", "udp-reordered", "udp-lossy")

@dataclasses.dataclass
class Row:
    name: str
    what: str
    kind: str  # codec, way in, quirk or personality
    state: str  # what the gateway must show: "streaming", or why there is no picture
    clip: pathlib.Path
    options: tuple = ()  # of the simulated camera
    certificate: pathlib.Path | None = None  # of a camera inside TLS


def _certificate(programs):
    """The path of a camera's key and certificate. Made where they are not there yet."""
    pem = programs.parent / "clips" / "camera.pem"
    if not pem.exists():
        make_certificate(pem)
    return pem


def _listed(programs, option):
    outcome = subprocess.run([programs / "camera_sim", option], capture_output=True, text=True, check=False)
    if outcome.returncode != 0:
        raise RigError(f"camera_sim {option}: {outcome.stderr.strip()}")
    return [line.split("\t") for line in outcome.stdout.splitlines()]


def all_rows(programs):
    """Every codec, quirk and personality there is."""
    small = clips.synthetic_clip(programs, 0, *clips.SMALL)
    rows = [Row(name, what, "codec", "streaming", codec_clips.codec_clip(programs, name)) for name, what in codec_clips.WORDS.items()]
    certificate = _certificate(programs)
    rows.append(Row("rtsps", "RTSP inside TLS, the certificate signed by the camera itself", "way in", "streaming", small, certificate=certificate))
    for name, state, what in _listed(programs, "--list-quirks"):
        options = ["--quirk", name]
        if name in UDP_QUIRKS:
            options += ["--quirk", "udp-only"]
        if name in QUIRKS_WITH_A_SECOND_CLIP:
            second = clips.synthetic_clip(programs, 1, *clips.SMALLER, *QUIRKS_WITH_A_SECOND_CLIP[name])
            options += ["--second-clip", str(second)]
        rows.append(Row(name, what, "quirk", state, small, tuple(options), certificate if name in TLS_QUIRKS else None))
    for name, quirks in _listed(programs, "--list-personalities"):
        rows.append(Row(name, quirks.replace(",", ", "), "personality", "streaming", small, ("--personality", name)))
    return rows
