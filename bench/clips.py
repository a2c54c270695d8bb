# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""The clips simulated cameras play: drawn once per build folder, or the user's own."""

import concurrent.futures
import contextlib
import fractions
import json
import os
import pathlib

from camera_network import RigError, SimulatedCamera, run_checked

# Films so small that many cameras leave room on two cores, and another size for cameras that change theirs.
SMALL = ("--width", "640", "--height", "360", "--fps", "15", "--seconds", "10", "--kilobits", "800", "--keyframe-interval", "15")
SMALLER = ("--width", "320", "--height", "240", "--fps", "15", "--seconds", "10", "--kilobits", "400", "--keyframe-interval", "15")

SCENES = [("street", "North street"), ("corridor", "Corridor B"), ("car-park", "Car park 2"), ("gate", "Gate 4")]


def synthetic_clip(programs, seed, *options):
    """The path of a drawn clip; `options` as synthetic_clip takes them. Drawn where it is not there yet."""
    program = programs / "synthetic_clip"
    folder = programs.parent / "clips"
    folder.mkdir(exist_ok=True)
    words = "-".join(option.strip("-") for option in options)
    clip = folder / f"scene-{seed}{'-' if words else ''}{words}.mp4"
    if not clip.exists() or clip.stat().st_mtime < program.stat().st_mtime:
        with whole(clip) as unfinished:
            run_checked([program, "--output", unfinished, "--seed", str(seed), *options], f"a drawn clip of seed {seed}")
    return clip


@contextlib.contextmanager
def whole(clip):
    """Inside, the file that is given can be written; it is `clip` after, or gone where that did not end well."""
    unfinished = clip.with_name(f"{clip.stem}.{os.getpid()}{clip.suffix}")
    try:
        yield unfinished
        unfinished.rename(clip)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def synthetic_cameras(programs, count, *options):
    """`count` cameras with scenes of their own."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        clips = list(pool.map(lambda seed: synthetic_clip(programs, seed, *options), range(min(count, 16))))
    cameras = []
    for number in range(count):
        name, title = SCENES[number % len(SCENES)]
        turn = number // len(SCENES) + 1
        cameras.append(SimulatedCamera(name=name if turn == 1 else f"{name}-{turn}",
                                       title=title if turn == 1 else f"{title} ({turn})",
                                       clip=clips[number % len(clips)]))
    return cameras


def cameras_of(clips, count):
    """`count` cameras that play the given files in turn, named after them."""
    cameras = []
    for number in range(count):
        clip = pathlib.Path(clips[number % len(clips)]).resolve()
        if not clip.is_file():
            raise RigError(f"--clip {clip}: no such file")
        stem = "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in clip.stem.lower())
        turn = number // len(clips) + 1
        name = stem.strip("-")[:48] + (f"-{turn}" if turn > 1 else "")
        cameras.append(SimulatedCamera(name=name, title=clip.stem, clip=clip))
    return cameras


def probed(clip):
    """What ffprobe says of a clip's video and of its file, and its pictures a second on average, as a fraction."""
    entries = "stream=width,height,avg_frame_rate,codec_name:format=duration,size"
    facts = json.loads(run_checked(["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", entries, "-of", "json",
                                    str(clip)], f"{clip}"))
    if not facts.get("streams"):
        raise RigError(f"{clip}: holds no video")
    (stream,) = facts["streams"]
    numerator, _, denominator = stream["avg_frame_rate"].partition("/")
    if int(numerator) == 0:
        raise RigError(f"{clip}: {stream['codec_name']} that does not say how many pictures a second it has")
    return stream, facts["format"], fractions.Fraction(int(numerator), int(denominator or 1))


def size_and_rate(clip):
    """Its pictures' size as 1920x1080, and how many there are a second."""
    stream, _, rate = probed(clip)
    return f"{stream['width']}x{stream['height']}", float(rate)
