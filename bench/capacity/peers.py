# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""What Cordon is compared with: one process a camera that decodes its stream and encodes it anew with libx264, as people build
it of ffmpeg or GStreamer. Each sends its stream to a reader of its own kind.
"""

import contextlib
import dataclasses
import pathlib
import shutil
import subprocess
import tempfile
import time

from accounts import busy_share, descendants, idle_seconds, other_cores
from camera_network import RigError, until
from gateway_rig import processor_seconds
from trial import WARM_UP, cameras_alone, simulated, url_with_password

START = 20  # seconds for every stream to arrive
FIRST_PORT = 20000  # of the readers, in the cameras' network, where nobody else listens; below those the kernel gives away
KEYFRAME_SECONDS = 2  # as Cordon's default


@dataclasses.dataclass(frozen=True)
class Ffmpeg:
    """As many threads as ffmpeg takes by itself."""

    preset: str  # of libx264
    CRF_STEP = 0.25
    SENDS = "ffmpeg sent its streams by RTSP over TCP to a reader that listens."

    @property
    def name(self):
        return f"ffmpeg, {self.preset}"

    @staticmethod
    def check():
        if not shutil.which("ffmpeg"):
            raise RigError("--against ffmpeg: no ffmpeg on this machine; install the Debian package ffmpeg")

    def offline(self, clip, crf, recording):
        """The command that encodes a clip's file as transcode() does a stream."""
        return ["ffmpeg", "-nostdin", "-v", "error", "-noautorotate", "-i", str(clip.path), "-fps_mode", "passthrough",
                *self._encode(clip, crf), str(recording)]

    @staticmethod
    def read(port, recording):
        """The command that takes a stream at `port`, as it comes, into a file."""
        return ["ffmpeg", "-nostdin", "-v", "error", "-rtsp_flags", "listen", "-i", f"rtsp://127.0.0.1:{port}/stream", "-c", "copy", "-f", "h264",
                "-flush_packets", "1", str(recording)]

    def transcode(self, clip, network, camera, crf, port):
        """The command that takes a camera's stream and sends it to the reader."""
        return ["ffmpeg", "-nostdin", "-v", "error", "-rtsp_transport", "tcp", "-i", url_with_password(network, camera), *self._encode(clip, crf),
                "-f", "rtsp", "-rtsp_transport", "tcp", f"rtsp://127.0.0.1:{port}/stream"]

    def _encode(self, clip, crf):
        # 4:2:0 in either range: a camera's colours are kept, as by Cordon.
        return ["-an", "-vf", "format=yuv420p|yuvj420p", "-c:v", "libx264", "-preset", self.preset, "-tune", "zerolatency", "-crf", str(crf),
                "-g", str(round(KEYFRAME_SECONDS * clip.frames_per_second))]


@dataclasses.dataclass(frozen=True)
class GStreamer:
    """One thread for the decoder and one for the encoder."""

    preset: str  # of x264enc
    CRF_STEP = 1  # its quantizer is a whole number
    SENDS = "GStreamer sent its streams by RTP over UDP, which spares it the RTSP server that Cordon has."
    PACKAGES = {"rtspsrc": "gstreamer1.0-plugins-good", "h264parse": "gstreamer1.0-plugins-bad", "avdec_h264": "gstreamer1.0-libav",
                "x264enc": "gstreamer1.0-plugins-ugly"}  # Debian's, by element

    @property
    def name(self):
        return f"GStreamer, {self.preset}"

    @classmethod
    def check(cls):
        if not shutil.which("gst-launch-1.0"):
            raise RigError("--against gstreamer: no gst-launch-1.0 on this machine; install the Debian package gstreamer1.0-tools")
        missing = [element for element in cls.PACKAGES if subprocess.run(["gst-inspect-1.0", element], capture_output=True, check=False).returncode != 0]
        if missing:
            raise RigError(f"--against gstreamer: GStreamer has no {', '.join(missing)} on this machine; install the Debian package"
                           f"{'s' if len(missing) > 1 else ''} {' '.join(cls.PACKAGES[element] for element in missing)}")

    def offline(self, clip, crf, recording):
        demuxer = "qtdemux" if clip.path.suffix == ".mp4" else "matroskademux"
        return ["gst-launch-1.0", "-q", "filesrc", f"location={clip.path}", "!", demuxer, "!", *self._encode(clip, crf),
                "video/x-h264,stream-format=byte-stream", "!", "filesink", f"location={recording}"]

    @staticmethod
    def read(port, recording):
        return ["gst-launch-1.0", "-q", "udpsrc", "address=127.0.0.1", f"port={port}", "caps=application/x-rtp,media=video,encoding-name=H264,clock-rate=90000",
                "!", "rtph264depay", "!", "filesink", "buffer-mode=unbuffered", f"location={recording}"]

    def transcode(self, clip, network, camera, crf, port):
        codec = clip.codec.lower().replace(".", "")
        return ["gst-launch-1.0", "-q", "rtspsrc", f"location={camera.url()}", f"user-id={network.user}",
                f"user-pw={network.password_file.read_text().strip()}", "protocols=tcp", "latency=0", "!", f"rtp{codec}depay", "!",
                *self._encode(clip, crf), "rtph264pay", "config-interval=-1", "!", "udpsink", "host=127.0.0.1", f"port={port}", "sync=false"]

    def _encode(self, clip, crf):
        codec = clip.codec.lower().replace(".", "")
        # The quantiser of pass=qual is a CRF; bitrate would hold it below 2048 kbit/s.
        return [f"{codec}parse", "!", f"avdec_{codec}", "max-threads=1", "!", "x264enc", f"speed-preset={self.preset}", "tune=zerolatency", "threads=1",
                "pass=qual", f"quantizer={crf}", "bitrate=2048000", f"key-int-max={round(KEYFRAME_SECONDS * clip.frames_per_second)}", "!"]


PEERS = {"ffmpeg": (Ffmpeg("superfast"), Ffmpeg("ultrafast")), "gstreamer": (GStreamer("ultrafast"),)}


def run_peer(programs, clip, peer, crf, seconds, cameras):
    """Of so many processes of a peer: processor seconds per stream-second, without what reads their streams, kbit/s of a stream, and the share of the
    processors that was busy."""
    played = simulated(clip.path, cameras, in_step=False)
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        network = stack.enter_context(cameras_alone(programs, played))
        started, complaints = [], stack.enter_context(open(folder / "complaints", "w+", encoding="utf-8", errors="replace"))
        stack.callback(lambda: [(process.kill(), process.wait()) for process in started])

        def start(command):
            # A session of its own: Ctrl-C is for us. setpriv: it goes with us, whatever happens to us.
            started.append(subprocess.Popen(network.inside("setpriv", "--pdeathsig", "KILL", *command), stdin=subprocess.DEVNULL,
                                            stdout=subprocess.DEVNULL, stderr=complaints, start_new_session=True))
            return started[-1]

        def ended():
            if any(process.poll() is not None for process in started):
                complaints.seek(0)
                raise RigError(f"{peer.name}: a process ended by itself: {complaints.read().strip()[-600:] or 'it does not say why'}")

        ports = range(FIRST_PORT, FIRST_PORT + cameras)
        recordings = [folder / f"{camera.name}.h264" for camera in played]
        readers = [start(peer.read(port, recording)) for port, recording in zip(ports, recordings, strict=True)]
        time.sleep(1)  # nothing says that a reader listens
        transcoders = [start(peer.transcode(clip, network, camera, crf, port)) for camera, port in zip(played, ports, strict=True)]

        def all_arrive():
            ended()
            return all(recording.exists() and recording.stat().st_size > 0 for recording in recordings)

        until(all_arrive, f"{peer.name}: a stream of every camera", START + cameras)
        time.sleep(WARM_UP)
        counted, beside = ([pid for process in processes for pid in descendants(process.pid)]
                           for processes in (transcoders, [*readers, *(process for process, _ in network.simulators)]))

        def so_far():
            return (time.monotonic(), *(sum(map(processor_seconds, pids)) for pids in (counted, beside)), idle_seconds(),
                    [recording.stat().st_size for recording in recordings])

        begin, *used_before, bytes_before = so_far()
        time.sleep(seconds)
        ended()
        end, *used_later, bytes_later = so_far()
        if any(later == before for later, before in zip(bytes_later, bytes_before, strict=True)):
            raise RigError(f"{peer.name}: a stream stands still")
        own, rig, idle = ((now - then) / (end - begin) for now, then in zip(used_later, used_before, strict=True))
        return {"cpuPerStream": own / cameras, "busy": busy_share(idle), "otherCores": other_cores(idle, own + rig),
                "kilobits": (sum(bytes_later) - sum(bytes_before)) * 8 / 1000 / (end - begin) / cameras}
