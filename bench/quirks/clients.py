# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""The clients Cordon is compared with: what each has decoded of one camera, and when. ffmpeg and rtspsrc run as people run
them in front of a camera, allowed TCP first and UDP after it, with the camera's user name and password.
"""

import re
import subprocess
import threading
import urllib.parse

from picture_history import History

PROGRESS = re.compile(r"^frame=\s*(\d+)$")
BUFFER = "last-message = chain"


class Player:
    """A program in the cameras' network that says on its standard output what it has decoded."""

    def __init__(self, network, command):
        self.history = History()
        self.count = 0
        self.process = subprocess.Popen(
            network.inside("setpriv", "--pdeathsig", "KILL", *command), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, errors="replace", start_new_session=True)
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.reader.join()
        self.process.stdout.close()

    def _read(self):
        for line in self.process.stdout:
            self.take(line)


class Ffmpeg(Player):
    def __init__(self, network, camera, user, password):
        words = f"{urllib.parse.quote(user, '')}:{urllib.parse.quote(password, '')}"
        super().__init__(network, [
            "ffmpeg", "-nostdin", "-v", "quiet", "-stats_period", "0.2", "-progress", "pipe:1", "-rtsp_flags", "prefer_tcp",
            "-i", camera.url(words + "@"), "-an", "-fps_mode", "passthrough", "-f", "null", "-"])

    def take(self, line):
        progress = PROGRESS.match(line)
        if progress:
            self.history.add(int(progress[1]))


class Rtspsrc(Player):
    def __init__(self, network, camera, user, password):
        super().__init__(network, [
            "gst-launch-1.0", "-v", "rtspsrc", f"location={camera.url()}", f"user-id={user}", f"user-pw={password}",
            "protocols=tcp+udp+udp-mcast+tls", "tls-validation-flags=0", "latency=200", "name=source", "source.", "!", "application/x-rtp,media=video", "!",
            "decodebin", "!", "fakesink", "silent=false", "sync=false"])

    def take(self, line):
        if BUFFER in line:
            self.count += 1
            self.history.add(self.count)
