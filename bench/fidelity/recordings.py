# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Compares a recording of a stream with what its camera played."""

import json
import subprocess

from camera_network import RigError
from viewer import decode_luma


def compare(programs, clip, width, height, recording):
    """What compare_pictures says of a recording (H.264 as it came), and what the decoder complained of.

    `clip` is what the camera plays round and round; pictures sent, arrived, and their PSNR of luma in dB.
    """
    source, received = recording.with_suffix(".source.y"), recording.with_suffix(".received.y")
    try:
        if wrong := decode_luma(clip, source):
            raise RigError(f"the pictures of {clip.name}, which the camera plays: {wrong[0]}")
        complaints = decode_luma(recording, received)
        outcome = subprocess.run([programs / "compare_pictures", "--source", source, "--received", received, "--width", str(width), "--height", str(height)],
                                 capture_output=True, text=True, check=False)
        if outcome.returncode != 0:
            raise RigError(f"{recording.stem}: {outcome.stderr.strip()}")
        return json.loads(outcome.stdout), complaints
    finally:
        source.unlink(missing_ok=True)
        received.unlink(missing_ok=True)
