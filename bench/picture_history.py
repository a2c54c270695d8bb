# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""When pictures came: of any client, and of the gateway's cameras by its status."""

import threading
import time

POLL = 0.2  # seconds


class History:
    """When how many pictures had come."""

    def __init__(self):
        self.points = []  # (seconds on the monotonic clock, pictures so far)

    def add(self, count):
        if count > (self.points[-1][1] if self.points else 0):
            self.points.append((time.monotonic(), count))

    def first_after(self, moment):
        """When the first picture after `moment` came, or None."""
        return next((when for when, _ in self.points if when > moment), None)

    def grew_within(self, begin, end):
        return any(begin < when <= end for when, _ in self.points)

    def longest_gap(self, begin, end):
        """The longest time without a picture between the two moments, in seconds."""
        moments = [begin, *(when for when, _ in self.points if begin < when < end), end]
        return max(later - earlier for earlier, later in zip(moments, moments[1:], strict=False))


class Cordon:
    """A camera of the gateway's, by its status: pictures decoded, encoded afresh and handed to viewers."""

    def __init__(self, name):
        self.name = name
        self.history = History()
        self.status = {}
        self.sizes = []  # (width, height) the camera sent, one after the other

    def take(self, statuses):
        self.status = statuses.get(self.name, self.status)
        self.history.add(self.status.get("framesOut", 0) + self.status.get("framesUnchanged", 0))
        size = (self.status.get("cameraWidth", 0), self.status.get("cameraHeight", 0))
        if all(size) and size != (self.sizes[-1] if self.sizes else None):
            self.sizes.append(size)

    @property
    def state(self):
        return self.status.get("state", "")


class StatusPoller:
    """Use with `with`: inside, every camera of that name is looked at `1 / POLL` times a second."""

    def __init__(self, rig, names):
        self.rig = rig
        self.cameras = {name: Cordon(name) for name in names}
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._poll)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()

    def _poll(self):
        while not self.over.wait(POLL):
            statuses = self.rig.camera_status()
            for camera in self.cameras.values():
                camera.take(statuses)
