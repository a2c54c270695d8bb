# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""The clip that the cameras of a capacity benchmark play: drawn to measure, or a user's own; with every picture's number burnt in, where latency
is measured by it."""

import dataclasses
import fractions
import pathlib
import re
import zlib

import clips
from camera_network import RigError, run_checked

BITS = 16  # of a picture's number, as bench/synthetic_clip/frame_mark.cpp draws it
SQUARES_IN_HEIGHT = 45
LEAST_HEIGHT = 2 * SQUARES_IN_HEIGHT
STILL_QUANTISER = 26  # constant, as a camera that is at rest; what a rate would leave for refining a still picture is not spent
LONGEST = 60  # seconds of a user's clip: its pictures are decoded into files, and 16 bits must do for their numbers
SECONDS = 12  # of a drawn clip: longer than any latency that is measured
WIDTHS = {2160: 3840, 1440: 2560, 1080: 1920, 720: 1280, 576: 1024, 432: 768, 360: 640, 240: 320}
DRAWN = (128, 3840), (128, 2160)  # the least and the most of width and height
SPECIFICATION = re.compile(r"(?P<height>\d+)p(?P<rate>\d+)")


@dataclasses.dataclass
class TestClip:
    path: pathlib.Path
    name: str  # in words
    width: int
    height: int
    rate: fractions.Fraction  # pictures a second, on average
    kilobits: float  # per second
    codec: str
    seconds: float

    @property
    def frames_per_second(self):
        return float(self.rate)

    def words(self):
        return f"{self.name}: {self.codec} {self.width}x{self.height}, {self.frames_per_second:.4g} frames/s, {self.kilobits:.0f} kbit/s"

    def facts(self):
        return {"name": self.name, "width": self.width, "height": self.height, "framesPerSecond": self.frames_per_second,
                "kilobits": round(self.kilobits), "codec": self.codec}


def drawn(programs, specification, numbered=True):
    """What --synthetic says, such as "1080p25,h265,4Mbit": size and rate, then, in any order, codec, bit rate, and whether the scene is still,
    which one with numbers cannot be."""
    first, *rest = specification.split(",")
    found = SPECIFICATION.fullmatch(first)
    if not found or int(found["height"]) not in WIDTHS:
        raise RigError(f"--synthetic {specification}: must begin with a size and a rate such as 1080p25; "
                       f"heights are {', '.join(map(str, sorted(WIDTHS)))}")
    height, rate = int(found["height"]), int(found["rate"])
    width = WIDTHS[height]
    codec, kilobits, still = "h264", _usual_kilobits(width, height, rate), False
    for word in rest:
        rate_words = re.fullmatch(r"(\d+(?:\.\d+)?)(k|M)bit", word)
        if word in ("h264", "h265"):
            codec = word
        elif word == "still" and not numbered:
            still = True
        elif word == "still":
            raise RigError(f"--synthetic {specification}: a still scene bears no numbers to measure latency by; it goes with --against")
        elif rate_words:
            kilobits = round(float(rate_words[1]) * (1000 if rate_words[2] == "M" else 1))
        else:
            raise RigError(f"--synthetic {specification}: '{word}' is neither h264, h265, still nor a rate such as 4Mbit or 800kbit")
    return _draw(programs, width, height, rate, kilobits, codec, still)


def drawn_for(programs, width, height, rate):
    """A scene of that size, or of the nearest there can be."""
    width, height = (min(max(side, least), most) for side, (least, most) in zip((width, height), DRAWN, strict=True))
    return _draw(programs, width, height, rate, _usual_kilobits(width, height, rate), "h264")


def _usual_kilobits(width, height, rate):
    return min(max(round(width * height * rate / 13_000), 50), 100_000)


def _draw(programs, width, height, rate, kilobits, codec, still=False):
    options = ["--width", width, "--height", height, "--fps", rate, "--seconds", SECONDS, "--kilobits", kilobits,
               "--keyframe-interval", 2 * rate, *(["--h265"] if codec == "h265" else []), *(["--still", "--quantiser", STILL_QUANTISER] if still else [])]
    path = clips.synthetic_clip(programs, 0, *map(str, options))
    return _described(path, f"drawn {height}p{rate}{', still' if still else ''}")


def of_user(programs, file, numbered=True):
    """The user's clip, or a copy of it, made once: with numbers in it, or where it is long without its end."""
    source = pathlib.Path(file).resolve()
    if not source.is_file():
        raise RigError(f"--clip {file}: no such file")
    facts = _described(source, source.name)
    name = source.name if facts.seconds <= LONGEST else f"the first {LONGEST} s of {source.name}"
    if numbered:
        return _described(_copy(programs, source, *_numbered(facts, file)), f"{name}, encoded anew with numbers in it")
    return facts if facts.seconds <= LONGEST else _described(_copy(programs, source, "cut", ["-c", "copy"]), name)


def _copy(programs, source, kind, options):
    """A copy of the source's first video that ffmpeg makes with these options, as long as LONGEST at most."""
    stamp = source.stat()
    made_of = zlib.crc32(f"{source} {stamp.st_size} {stamp.st_mtime_ns} {options}".encode())
    copy = programs.parent / "clips" / f"{kind}-{made_of:08x}.mp4"
    copy.parent.mkdir(exist_ok=True)
    if not copy.exists():
        # As it is coded: a camera cannot say that its pictures are to be turned.
        with clips.whole(copy) as unfinished:
            run_checked(["ffmpeg", "-nostdin", "-v", "error", "-y", "-noautorotate", "-i", str(source), "-t", str(LONGEST),
                         "-map", "0:v:0", *options, str(unfinished)], f"a copy of {source}")
    return copy


def _numbered(facts, file):
    """What kind of a copy has numbers in it, and ffmpeg's options for it."""
    if facts.height < LEAST_HEIGHT or facts.width < facts.height // SQUARES_IN_HEIGHT * (BITS + 1) or facts.width % 4 != 0:
        raise RigError(f"--clip {file}: {facts.width}x{facts.height} has no room for the numbers that are measured by; "
                       f"at least {LEAST_HEIGHT} rows and a width in fours are needed")
    # Evenly, as latency is measured by when a picture of that number is due.
    return "numbered", ["-vf", f"fps={facts.rate},{_mark_filter(facts.height)}",
                        "-c:v", "libx265" if facts.codec == "H.265" else "libx264", "-preset", "veryfast", "-bf", "0",
                        "-g", str(round(2 * facts.frames_per_second)), "-b:v", f"{max(facts.kilobits, 300):.0f}k",
                        *(["-x265-params", "log-level=none:bframes=0"] if facts.codec == "H.265" else [])]


def _mark_filter(height):
    """ffmpeg's filters that draw a picture's number as draw_frame_mark() does: bits in one row, their complement in the next."""
    side = height // SQUARES_IN_HEIGHT
    boxes = []
    for row in range(2):
        for bit in range(BITS):
            place = f"x={side * (1 + bit)}:y={height - 3 * side + row * side}:w={side}:h={side}:t=fill"
            is_one = f"mod(floor(n/{2 ** (BITS - 1 - bit)}),2)"
            boxes.append(f"drawbox={place}:c=0x101010:enable='{'not' if row == 0 else ''}({is_one})'")
            boxes.append(f"drawbox={place}:c=0xebebeb:enable='{'' if row == 0 else 'not'}({is_one})'")
    return ",".join(boxes)


def _described(path, name):
    stream, form, rate = clips.probed(path)
    if "duration" not in form:
        raise RigError(f"{path}: does not say how long it is; put it into a file that does: ffmpeg -fflags +genpts -i {path.name} -c copy {path.stem}.mp4")
    codec = {"h264": "H.264", "hevc": "H.265"}.get(stream["codec_name"])
    if codec is None:
        raise RigError(f"{path}: {stream['codec_name']}; a clip of H.264 or H.265 is needed")
    return TestClip(path=path, name=name, width=stream["width"], height=stream["height"], rate=rate,
                    kilobits=float(form["size"]) * 8 / 1000 / float(form["duration"]), codec=codec, seconds=float(form["duration"]))
