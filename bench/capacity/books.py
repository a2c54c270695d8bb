# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""The gateway's own books over a trial: what they grew by, and what must not happen while it is measured."""

import time

from camera_network import SimulatedCamera, until

# Keys of cordon status: pictures that were lost, wherever.
LOST = ("accessUnitsDropped", "framesWithheld", "framesLost", "framesSkipped")
COUNTS = (*LOST, "accessUnits", "framesOut", "framesUnchanged", "bytesOut")
RESTARTS = {"receiverRestarts": "receiver", "decoderRestarts": "decoder"}  # keys of a camera
PATIENCE = 3  # seconds for the gateway to say how it is
SLACK = 0.5  # seconds of pictures that may be under way where two counts are compared


class Books:
    """What `cordon status` says of every camera of a rig at one moment; RigError where it says nothing."""

    def __init__(self, rig):
        def told():
            rig.check_alive()
            status = rig.status()
            known = {camera["name"] for camera in status["cameras"]} if status else set()
            return status if known >= {camera.name for camera in rig.cameras} else None

        self.asked = time.monotonic()
        status = until(told, "what the gateway says of its cameras", PATIENCE)
        self.told = time.monotonic()
        self.publisher_restarts = status["publisherRestarts"]
        self.cameras = {camera["name"]: camera for camera in status["cameras"]}

    def since(self, before):
        """By camera, what each of COUNTS grew by; or came to, where it began anew."""
        def grown(now, then):
            return {key: now[key] - (then[key] if now[key] >= then[key] else 0) for key in COUNTS}

        return {name: grown(camera, before.cameras[name]) for name, camera in self.cameras.items()}


def restarts(before, later):
    """What began anew between two Books, in words; counts that shrank are of something that did."""
    found = ["the publisher restarted"] if later.publisher_restarts != before.publisher_restarts else []
    for name, camera in later.cameras.items():
        begun = [words for key, words in RESTARTS.items() if camera[key] != before.cameras[name][key]]
        found += [f"{name}: its {words} restarted" for words in begun]
        if not found and any(camera[key] < before.cameras[name][key] for key in COUNTS):
            found.append(f"{name}: the gateway began to count anew")
    return found


def shortfall(camera, grown, received, seconds):
    """What of a camera's pictures is missing on the way, in words, or nothing: `received` came to its viewer as the books grew.

    How many it sent is known of a simulated camera in step, whose clip is even.
    """
    in_step = isinstance(camera, SimulatedCamera) and "--in-step" in camera.options
    due = camera.frames_per_second * seconds if in_step else 0
    came, out = grown["accessUnits"], grown["framesOut"]
    if came < due - SLACK * camera.frames_per_second - 1:
        return f"{came} of {due:.0f} pictures came from the camera"
    if received < out * (1 - SLACK / seconds) - 1:
        return f"{received} of {out} pictures came to its viewer"
    return ""
