# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""A whole site on one machine: simulated cameras in a network of their own, and Cordon in front of them.

The demo, the end-to-end tests and the benchmarks all stand on this.
"""

import contextlib
import json
import math
import os
import pathlib
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from camera_network import PATIENCE, CameraNetwork, RigError, until

ROOT = pathlib.Path(__file__).resolve().parents[1]
USER = "viewer"
KINDS = ("cordon", "cordon-receive", "cordon-decode", "cordon-publish")  # of the gateway's processes
USUAL_MOST_RATE, MOST_RATE = 30, 120  # maxFrameRate, where a configuration does not say it, and the most it can be
CPU_CLOCK = 2  # CPUCLOCK_SCHED of the kernel, what glibc makes a process's clock of


def programs_of(preset="release"):
    """Where that build's programs are."""
    return ROOT / "build" / preset / "bin"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class GatewayRig:
    """Use with `with`. Inside, cameras and gateway run; live() says when every picture flows."""

    def __init__(self, cameras, *, programs=None, rtsp_port=None, web_port=None, settings="", strangers=(), picture=None, network=None):
        self.cameras = cameras
        self.strangers = list(strangers)  # cameras in the same network that the gateway knows nothing of
        self.programs = programs or programs_of()
        self.rtsp_port = rtsp_port or free_port()
        self.web_port = web_port or free_port()
        self.settings = settings  # further lines of the configuration, at its top level
        self.password = None
        self.picture = picture  # of every camera, as the configuration has it; else each camera's own, as `auto` would find it
        self.network = network  # with the cameras in it, where others made it; else one of ours
        self.gateway = None
        self.folder = None
        self._cleanup = contextlib.ExitStack()

    def __enter__(self):
        try:
            self.folder = pathlib.Path(tempfile.mkdtemp(prefix="cordon-"))
            self._cleanup.callback(shutil.rmtree, self.folder, ignore_errors=True)
            if not self.network:
                self._start_cameras()
            self.config.write_text(self._configuration())
            self.start_gateway()
            self._cleanup.callback(self.stop_gateway)
        except BaseException:
            self._cleanup.close()
            raise
        return self

    def __exit__(self, *_):
        self._cleanup.close()

    @property
    def config(self):
        return self.folder / "cordon.yaml"

    @property
    def control_socket(self):
        return self.folder / "control.sock"

    @property
    def state_directory(self):
        return self.folder / "state"

    @property
    def log(self):
        """What the gateway said so far."""
        return (self.folder / "gateway.log").read_text(errors="replace")

    def rtsp_url(self, camera, host="127.0.0.1"):
        return f"rtsp://{host}:{self.rtsp_port}/{camera.name}"

    @property
    def page_url(self):
        return f"http://127.0.0.1:{self.web_port}/"

    def _start_cameras(self):
        password_file = self.folder / "password"
        self.password = secrets.token_urlsafe(12)
        password_file.write_text(self.password + "\n")
        password_file.chmod(0o600)
        log = self._cleanup.enter_context(open(self.folder / "cameras.log", "w", encoding="utf-8"))
        self.network = self._cleanup.enter_context(CameraNetwork(self.programs, [*self.cameras, *self.strangers], USER, password_file, log))

    def _configuration(self):
        lines = [
            f"rtspPort: {self.rtsp_port}",
            f"webPort: {self.web_port}",
            f"controlSocket: {self.control_socket}",
            f"stateDirectory: {self.state_directory}",
            f"cameraNetwork: {{ namespace: {self.network.namespace} }}",
            *(["cameraDefaults:", f"  username: {json.dumps(self.network.user)}"] if self.network.user else []),
            *([f"  passwordFile: {json.dumps(str(self.network.password_file))}"] if self.network.password_file else []),
            *self.settings.splitlines(),
            "cameras:",
        ]
        for camera in self.cameras:
            lines += [
                f"  {camera.name}:",
                f"    title: {json.dumps(camera.title)}",
                f"    source: {json.dumps(camera.url())}",
                f"    picture: {self.picture or f'{camera.width}x{camera.height} {camera.colours}'}",
                *(f"    {key}" for key in camera.settings),
            ]
            # As `cordon probe` writes it, so that all pictures of a fast clip may pass.
            if camera.frames_per_second > USUAL_MOST_RATE + 0.5 and not any(key.startswith("maxFrameRate:") for key in camera.settings):
                lines.append(f"    maxFrameRate: {min(math.ceil(camera.frames_per_second - 0.01), MOST_RATE)}")
        return "\n".join(lines) + "\n"

    def start_gateway(self):
        with open(self.folder / "gateway.log", "a", encoding="utf-8") as log:
            # A session of its own: Ctrl-C is for us, and we end the gateway in order.
            self.gateway = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", str(self.programs / "cordon"), "run", str(self.config)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)

    def stop_gateway(self):
        """Ends it in order and returns its exit status."""
        if not self.gateway:
            return None
        if self.gateway.poll() is None:
            self.gateway.send_signal(signal.SIGTERM)
        try:
            status = self.gateway.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.gateway.kill()
            status = self.gateway.wait()
        self.gateway = None
        return status

    def status_command(self, *options):
        return [str(self.programs / "cordon"), "status", *options, str(self.config)]

    def status(self):
        """What `cordon status --json` says now, or None while it cannot say."""
        outcome = subprocess.run(self.status_command("--json"), capture_output=True, text=True, check=False)
        return json.loads(outcome.stdout) if outcome.returncode == 0 else None

    def camera_status(self):
        """The status by camera name; empty while there is none."""
        status = self.status()
        return {camera["name"]: camera for camera in status["cameras"]} if status else {}

    def live_cameras(self):
        """The names of the cameras whose encoded pictures flow."""
        return [name for name, camera in self.camera_status().items() if camera["state"] in ("streaming", "overloaded") and camera["framesOut"] > 0]

    def check_alive(self):
        """RigError where the gateway has ended, with what it said last."""
        if self.gateway.poll() is not None:
            raise RigError(f"the gateway ended by itself; last of its log: {self.log[-600:].strip()}")

    def wait_until_live(self, patience=PATIENCE):
        def all_live():
            self.check_alive()
            return len(self.live_cameras()) == len(self.cameras)

        try:
            until(all_live, "every camera live", patience)
        except RigError as error:
            live = self.live_cameras()
            others = [f"{name} {camera['state']}" for name, camera in self.camera_status().items() if name not in live]
            raise RigError(f"{error}; not live: {', '.join(others)}; last of the log: {self.log[-600:]}") from error

    def children(self, program):
        """The process ids of the gateway's children that run `program`, in the order they started."""
        found = []
        for entry in pathlib.Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            with contextlib.suppress(OSError):
                fields = (entry / "stat").read_text()
                name, rest = fields[fields.index("(") + 1:fields.rindex(")")], fields[fields.rindex(")") + 2:].split()
                if name == program[:15] and int(rest[1]) == self.gateway.pid:
                    found.append((int(rest[19]), int(entry.name)))
        return [pid for _, pid in sorted(found)]

    def processes(self):
        """The process ids of the whole gateway, by kind."""
        return {kind: [self.gateway.pid] if kind == "cordon" else self.children(kind) for kind in KINDS}


def processor_seconds(pid):
    """User and system time of all threads of a process so far, of those that ended too; 0 once it is gone.

    Of the process's own clock (clock_getcpuclockid(3)), which counts nanoseconds where /proc/PID/stat counts whole ticks: the
    receiver of a small camera uses less than a tick in seconds.
    """
    with contextlib.suppress(OSError):
        return time.clock_gettime(~pid << 3 | CPU_CLOCK)
    return 0.0


def proc_status(pid):
    """/proc/PID/status as a dictionary."""
    lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}


def open_descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def own_memory_kb(pid):
    """What the process holds of memory that is no file's, and its share of what it shares (Pss_Anon, Pss_Shmem).

    Files' pages are left out: how many of them count as its own depends on who else has them.
    """
    lines = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(("Pss_Anon:", "Pss_Shmem:")))
