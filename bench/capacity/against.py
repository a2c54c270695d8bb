#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""The same cameras through Cordon and through ffmpeg, in turn: how many streams a core carries of each.

ffmpeg is one process a camera, as it is used for this: RTSP in, libx264 with -tune zerolatency, RTSP out. For each preset the
CRF is searched with which its picture is as good as Cordon's (PSNR of luma, not better), so that processor time and bits are
of the same picture. Every round runs each once; the middle one counts. Exit status 0: it gives figures, there is no limit.
"""

import argparse
import contextlib
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

BENCH = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(BENCH), str(BENCH / "fidelity")]

import clips  # noqa: E402: the path comes first
from accounts import descendants  # noqa: E402
from camera_network import CameraNetwork, RigError, SimulatedCamera, run_checked  # noqa: E402
from gateway_rig import USER, free_port, processor_seconds, programs_of  # noqa: E402
from recordings import compare  # noqa: E402
from table import print_table  # noqa: E402
from trial import quality, run  # noqa: E402

WARM_UP = 5  # seconds
PRESETS = ("superfast", "ultrafast")
CRF = range(16, 42)


def encoder_options(preset, crf):
    return ["-c:v", "libx264", "-preset", preset, "-tune", "zerolatency", "-crf", str(crf), "-pix_fmt", "yuv420p"]


def matching_crf(programs, clip, size, preset, psnr):
    """The lowest CRF whose picture is no better than that, its PSNR and its bit rate: of the clip encoded offline, which is the same."""
    seconds = float(run_checked(["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(clip)], f"{clip}"))
    with tempfile.TemporaryDirectory() as folder:
        measured = {}

        def measure(crf):
            recording = pathlib.Path(folder) / f"{preset}-{crf}.h264"
            run_checked(["ffmpeg", "-nostdin", "-v", "error", "-i", str(clip), "-an", "-fps_mode", "passthrough", *encoder_options(preset, crf), str(recording)],
                        f"{preset}, CRF {crf}")
            result, _ = compare(programs, clip, *size, recording)
            measured[crf] = (result["mean_psnr"], recording.stat().st_size * 8 / 1000 / seconds)
            return result["mean_psnr"]

        below, above = CRF[0] - 1, CRF[-1]
        while above - below > 1:
            middle = (below + above) // 2
            if measure(middle) <= psnr:
                above = middle
            else:
                below = middle
        if above not in measured:
            measure(above)
        return above, *measured[above]


def run_ffmpeg(programs, clip, cameras, preset, crf, seconds):
    """Processor seconds per stream-second of so many ffmpeg processes; what reads their streams is not counted."""
    played = [SimulatedCamera(name=f"camera-{number + 1}", title="", clip=clip, options=("--in-step",)) for number in range(cameras)]
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        password = folder / "password"
        password.write_text("benchmark\n")
        network = stack.enter_context(CameraNetwork(programs, played, USER, password, stack.enter_context(open(folder / "cameras.log", "w", encoding="utf-8"))))
        started = []
        stack.callback(lambda: [(process.kill(), process.wait()) for process in started])

        def start(*command):
            started.append(subprocess.Popen(network.inside("setpriv", "--pdeathsig", "KILL", "ffmpeg", "-nostdin", "-v", "error", *command),
                                            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
            return started[-1]

        urls = [f"rtsp://127.0.0.1:{free_port()}/{camera.name}" for camera in played]
        readers = [start("-rtsp_flags", "listen", "-i", url, "-c", "copy", "-f", "null", "-") for url in urls]
        time.sleep(1)
        transcoders = [start("-rtsp_transport", "tcp", "-i", camera.url(f"{USER}:benchmark@"), "-an", *encoder_options(preset, crf), "-g", "50", "-f", "rtsp",
                             "-rtsp_transport", "tcp", url) for camera, url in zip(played, urls, strict=True)]
        time.sleep(WARM_UP * 2)
        pids = [pid for process in transcoders for pid in descendants(process.pid)]
        before, begin = sum(map(processor_seconds, pids)), time.monotonic()
        time.sleep(seconds)
        used = (sum(map(processor_seconds, pids)) - before) / (time.monotonic() - begin)
        if any(process.poll() is not None for process in transcoders + readers):
            raise RigError(f"an ffmpeg with {preset} ended by itself")
        return used / cameras


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clip", type=pathlib.Path, action="append", default=[], metavar="FILE", help="what the cameras show; repeat for more (a drawn one)")
    parser.add_argument("--cameras", type=int, default=2, metavar="N", help="how many at once: fewer than either carries (2)")
    parser.add_argument("--seconds", type=int, default=20, metavar="N", help="how long each is measured (20)")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="how often (5)")
    parser.add_argument("--encoder", choices=("openh264", "x264"), default="openh264", help="Cordon's (openh264)")
    parser.add_argument("--preset", default="release", help="which build (release)")
    arguments = parser.parse_args()
    programs, rows = programs_of(arguments.preset), []
    try:
        for clip in arguments.clip or [clips.synthetic_clip(programs, 0)]:
            picture, size = quality(programs, clip, (f"encoder: {arguments.encoder}",))
            psnr, kilobits = picture["psnrY"], picture["kilobits"]
            chosen = {preset: matching_crf(programs, clip, size, preset, psnr) for preset in PRESETS}
            used = {name: [] for name in ("cordon", *PRESETS)}
            for _ in range(arguments.rounds):
                trial = run(programs, clip, arguments.cameras, arguments.seconds, 0, (f"encoder: {arguments.encoder}",))
                used["cordon"].append(trial["gatewayCores"] / arguments.cameras)
                for preset in PRESETS:
                    used[preset].append(run_ffmpeg(programs, clip, arguments.cameras, preset, chosen[preset][0], arguments.seconds))
            middle = {name: statistics.median(values) for name, values in used.items()}
            rows.append([clip.stem[:36], f"cordon, {arguments.encoder}", f"{psnr:.2f}", f"{kilobits:.0f}", f"{middle['cordon']:.4f}", ""])
            for preset, (crf, other, bits) in chosen.items():
                rows.append(["", f"ffmpeg, {preset} CRF {crf}", f"{other:.2f}", f"{bits:.0f}", f"{middle[preset]:.4f}", f"{middle[preset] / middle['cordon']:.2f}"])
    except RigError as error:
        print(f"against: {error}", file=sys.stderr)
        return 1
    print_table(["clip", "", "PSNR-Y dB", "kbit/s", "CPU-s/s", "streams per core, Cordon over it"], rows)
    print(f"Processor seconds per second of one stream, {arguments.cameras} cameras, middle of {arguments.rounds} rounds in turn.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
