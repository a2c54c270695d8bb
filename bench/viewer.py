# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""A viewer: ffmpeg as an RTSP client, which decodes what it gets, keeps it, and says what was wrong with it."""

import subprocess

from camera_network import PATIENCE, RigError


class Watching:
    """A process that watches streams. Use with `with`: it is gone after."""

    process = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()


class Viewer(Watching):
    """Watches one stream for `seconds`, or until stop(). `recording` is the stream as it came, Annex B."""

    def __init__(self, url, seconds=None, recording=None, decode=True):
        command = ["ffmpeg", "-nostdin", "-v", "error", "-rtsp_transport", "tcp", "-i", url]
        limit = ["-t", str(seconds)] if seconds else []
        if recording:
            # Counted, as the file has no times: its muxer complains where those that ffmpeg guesses for the first ones go back.
            command += [*limit, "-map", "0:v", "-c", "copy", "-bsf:v", "setts=ts=N", "-f", "h264", "-y", str(recording)]
        if decode:
            command += [*limit, "-map", "0:v", "-fps_mode", "passthrough", "-enc_time_base", "-1", "-f", "null", "-"]
        elif not recording:
            command += [*limit, "-map", "0:v", "-c", "copy", "-f", "null", "-"]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.PIPE, text=True, errors="replace", start_new_session=True)

    def stop(self):
        """Ends it and returns what wait() returns."""
        self.process.terminate()
        return self.wait(PATIENCE)

    def wait(self, patience):
        """Every line ffmpeg had to complain, and one more where it failed without a word."""
        try:
            _, said = self.process.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()
            raise RigError(f"a viewer did not end within {patience} s") from None
        lines = [line for line in said.splitlines() if line.strip() and "Exiting normally" not in line]
        if self.process.returncode not in (0, 255) and not lines:
            lines.append(f"ffmpeg ended with {self.process.returncode}")
        return lines


def decode_luma(film, luma):
    """Writes every picture's luma of the file `film` to the file `luma`, as it is coded, and returns ffmpeg's complaints.

    A gateway of the rig keeps its cameras' colours, as peers do, so that the luma of both can be compared.
    """
    outcome = subprocess.run(
        ["ffmpeg", "-nostdin", "-v", "error", "-noautorotate", "-i", str(film), "-map", "0:v:0",
         "-vf", "setpts=N,extractplanes=y", "-fps_mode", "passthrough", "-enc_time_base", "-1", "-f", "rawvideo", "-y",
         str(luma)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False)
    return outcome.stderr.splitlines()
