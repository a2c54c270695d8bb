# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""The demo behind ./demo: a site of simulated cameras behind Cordon, shown and then proven."""

import argparse
import signal
import socket
import subprocess
import sys
import time

import clips
from camera_network import CAMERA_PORT, RigError
from gateway_rig import GatewayRig, proc_status, programs_of

CLIP_SECONDS = 12
TABLE_INTERVAL = 5  # seconds between tables where nobody watches a terminal


def parse_arguments():
    parser = argparse.ArgumentParser(prog="./demo", description="Shows Cordon with simulated cameras on this machine.")
    parser.add_argument("--seconds", type=int, metavar="N", help="end after N seconds (else with Ctrl-C)")
    parser.add_argument("--clip", action="append", default=[], metavar="FILE",
                        help="what the cameras show, H.264 or H.265; repeat for one each (else drawn scenes)")
    parser.add_argument("--cameras", type=int, default=4, metavar="N", help="how many cameras (4)")
    return parser.parse_args()


def wanted_cameras(arguments):
    if arguments.clip:
        return clips.cameras_of(arguments.clip, arguments.cameras)
    print(f"Drawing {min(arguments.cameras, 16)} scenes ...", flush=True)
    return clips.synthetic_cameras(programs_of(), arguments.cameras, "--seconds", str(CLIP_SECONDS))


def port_or_free(port):
    """The port users know, or none where it is taken: the rig then finds one."""
    try:
        socket.create_server(("0.0.0.0", port)).close()
        return port
    except OSError:
        return None


def print_addresses(rig):
    host = socket.gethostname()
    print(f"\n  Page      http://localhost:{rig.web_port}/   (from elsewhere: http://{host}:{rig.web_port}/)")
    for camera in rig.cameras:
        print(f"  {camera.title:<18.18}{rig.rtsp_url(camera, 'localhost')}")
    print(f"\n  Cameras   {', '.join(f'{camera.address}:{CAMERA_PORT}' for camera in rig.cameras)}, in a network of their own", flush=True)


def show_table(rig, seconds):
    """The status table until the time is over or somebody presses Ctrl-C."""
    end = time.monotonic() + seconds if seconds else None
    if sys.stdout.isatty():
        table = subprocess.Popen(rig.status_command())
        try:
            table.wait(seconds)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            table.send_signal(signal.SIGINT)
            table.wait()
        return
    try:
        while end is None or time.monotonic() < end:
            left = end - time.monotonic() if end else TABLE_INTERVAL
            time.sleep(max(0, min(TABLE_INTERVAL, left)))
            print(subprocess.run(rig.status_command("--once"), capture_output=True, text=True, check=False).stdout, flush=True)
    except KeyboardInterrupt:
        pass


def prove_isolation(rig):
    """One line: from here no camera answers, from the cameras' network each does."""
    from_here = [camera for camera in rig.cameras if rig.network.answers(camera, from_inside=False)]
    from_there = [camera for camera in rig.cameras if rig.network.answers(camera, from_inside=True)]
    count = len(rig.cameras)
    print(f"Cameras:  {count - len(from_here)} of {count} cannot be reached from here; "
          f"{len(from_there)} of {count} answer inside their own network.")
    return not from_here and len(from_there) == count


def prove_confinement(rig):
    """One line: how many system calls the policy permits, and that the kernel holds every decoder to it."""
    policy = subprocess.run([rig.programs / "decoder_policy"], capture_output=True, text=True, check=True).stdout.splitlines()
    decoders = [proc_status(pid) for pid in rig.children("cordon-decode")]
    filtered = [decoder for decoder in decoders if decoder["Seccomp"] == "2" and decoder["NoNewPrivs"] == "1"
                and int(decoder["CapEff"], 16) == 0]
    calls = ", ".join(line.split()[0] for line in policy)
    print(f"Decoders: {len(filtered)} of {len(decoders)} run under a kernel filter with {len(policy)} permitted system calls "
          f"({calls}), without capabilities or new privileges.")
    return len(decoders) == len(rig.cameras) == len(filtered)


def demonstrate(arguments):
    cameras = wanted_cameras(arguments)
    print("Starting cameras and gateway ...", flush=True)
    with GatewayRig(cameras, rtsp_port=port_or_free(8554), web_port=port_or_free(8888)) as rig:
        rig.wait_until_live(patience=60)
        print_addresses(rig)
        show_table(rig, arguments.seconds)
        live = rig.live_cameras()
        print(f"\nLive:     {len(live)} of {len(cameras)} cameras.")
        isolated = prove_isolation(rig)
        confined = prove_confinement(rig)
        sys.stdout.flush()
        return len(live) == len(cameras) and isolated and confined


def main():
    # A kill or a closed terminal ends the demo as Ctrl-C would, and leaves nothing behind.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(130))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also where a shell had it ignored
    arguments = parse_arguments()
    try:
        return 0 if demonstrate(arguments) else 1
    except RigError as error:
        print(f"./demo: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
