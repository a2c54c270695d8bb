# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""A clip of each thing a camera can send, made by ffmpeg or GStreamer once per build folder."""

import zlib

from camera_network import run_checked
from clips import whole

_FRAME_RATE = 15
_SECONDS = 10
_X264 = ("-c:v", "libx264", "-preset", "veryfast", "-g", "15", "-b:v", "800k")
_MJPEG = ("-c:v", "mjpeg", "-huffman", "default", "-pix_fmt", "yuvj420p")  # RFC 2435 has no room for other Huffman tables
# By name: words, picture size, and ffmpeg's options; or, where those are one text, GStreamer's format and encoder.
_CODECS = {
    "h264-baseline": ("H.264 baseline", "640x360", (*_X264, "-profile:v", "baseline")),
    "h264-constant-quality": ("H.264 baseline of one quality all along", "640x360",
                              ("-c:v", "libx264", "-preset", "veryfast", "-profile:v", "baseline", "-g", "150", "-qp", "26")),
    "h264-high-b-frames": ("H.264 high with B-frames", "640x360", (*_X264, "-bf", "3", "-profile:v", "high")),
    "h264-interlaced": ("H.264 interlaced", "640x480", (*_X264, "-flags", "+ilme+ildct", "-x264-params", "tff=1")),
    "h264-sparse-idr": ("H.264, a keyframe every 150 pictures", "640x360", (*_X264, "-g", "150")),
    "h264-intra-refresh": ("H.264 refreshed piecemeal, without keyframes", "640x360", (*_X264, "-x264-params", "intra-refresh=1")),
    "h264-full-range": ("H.264 full range (yuvj420p)", "640x360", (*_X264, "-pix_fmt", "yuvj420p")),
    "h264-bt601-full": ("H.264 full range, BT.601", "640x360",
                        (*_X264, "-vf", "scale=out_color_matrix=bt601:out_range=full,format=yuvj420p", "-color_range", "pc", "-colorspace", "smpte170m",
                         "-color_primaries", "smpte170m", "-color_trc", "smpte170m")),
    "h264-422": ("H.264 4:2:2", "640x360", (*_X264, "-pix_fmt", "yuv422p")),
    "h264-grey": ("H.264 4:0:0", "640x360", (*_X264, "-pix_fmt", "gray")),
    "h264-10-bit": ("H.264 10-bit", "640x360", (*_X264, "-pix_fmt", "yuv420p10le")),
    "h265": ("H.265", "640x360", ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "keyint=15:log-level=none")),
    "mjpeg": ("MJPEG, its quantization tables in band and changing", "640x360", (*_MJPEG, "-b:v", "3M")),
    "mjpeg-no-tables": ("MJPEG, its quantization tables known by Q alone", "640x360", "I420 ! jpegenc quality=70"),
    "mjpeg-422": ("MJPEG 4:2:2", "640x360", "Y42B ! jpegenc quality=70"),
    "mjpeg-wide": ("MJPEG of 2560x1440, more than RFC 2435 has room for", "2560x1440", (*_MJPEG, "-q:v", "12")),
    "mpeg4": ("MPEG-4 Part 2, simple profile", "640x360", ("-c:v", "mpeg4", "-g", "15", "-b:v", "800k")),
    "mpeg4-asp": ("MPEG-4 Part 2, advanced simple with B-pictures and quarter samples", "640x360",
                  ("-c:v", "mpeg4", "-profile:v", "15", "-bf", "2", "-flags", "+qpel", "-g", "15", "-b:v", "800k")),
}
WORDS = {name: words for name, (words, _, _) in _CODECS.items()}


def codec_clip(programs, name, bars=False):
    """The path of a moving test picture in that codec, or of standing colour bars. Made where it is not there yet."""
    words, size, encoder = _CODECS[name]
    folder = programs.parent / "clips"
    folder.mkdir(exist_ok=True)
    recipe = f"{zlib.crc32(repr((size, encoder, bars)).encode()):08x}"  # a clip of another recipe is not taken for it
    clip = folder / f"codec-{name}-{recipe}.mkv"
    if not clip.exists():
        with whole(clip) as unfinished:
            if isinstance(encoder, str):
                command = _gstreamer(size, encoder, "smpte75" if bars else "ball", unfinished)
            else:
                command = ["ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i",
                           f"{'smptebars' if bars else 'testsrc2'}=size={size}:rate={_FRAME_RATE}:duration={_SECONDS}", *encoder,
                           str(unfinished)]
            run_checked(command, f"a clip of {words}")
    return clip


def _gstreamer(size, encoder, pattern, path):
    width, height = size.split("x")
    form, encoder = encoder.split(" ! ")
    return ["gst-launch-1.0", "-q", "videotestsrc", f"pattern={pattern}", f"num-buffers={_FRAME_RATE * _SECONDS}", "!",
            f"video/x-raw,format={form},width={width},height={height},framerate={_FRAME_RATE}/1", "!", *encoder.split(), "!",
            "matroskamux", "!", "filesink", f"location={path}"]
