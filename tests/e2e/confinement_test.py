#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""The children of a running gateway, seen from outside: what they hold, and what they ask of the kernel."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import time
import unittest

from gateway_test_case import GatewayTestCase  # first: it says where the rig is
from gateway_rig import open_descriptors, proc_status

CHILDREN = ("cordon-receive", "cordon-decode", "cordon-publish")


class Confinement(GatewayTestCase):
    def namespace(self, pid, kind):
        return os.readlink(f"/proc/{pid}/ns/{kind}")

    def test_every_child_runs_filtered_without_capabilities_or_new_privileges(self):
        for program in CHILDREN:
            for pid in self.rig.children(program):
                status = proc_status(pid)
                self.assertEqual(status["Seccomp"], "2", program)
                self.assertEqual(status["NoNewPrivs"], "1", program)
                for capabilities in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
                    self.assertEqual(int(status[capabilities], 16), 0, f"{program} {capabilities}")

    def test_receivers_live_in_the_cameras_network_decoders_in_an_empty_one_and_the_publisher_here(self):
        cameras = os.readlink(self.rig.network.namespace)
        here = self.namespace("self", "net")
        self.assertEqual({self.namespace(pid, "net") for pid in self.rig.children("cordon-receive")}, {cameras})
        self.assertEqual({self.namespace(pid, "net") for pid in self.rig.children("cordon-publish")}, {here})
        empty = [self.namespace(pid, "net") for pid in self.rig.children("cordon-decode")]
        self.assertEqual(len(set(empty)), self.camera_count)
        self.assertFalse({cameras, here} & set(empty))

    def test_every_child_has_pid_ipc_and_mount_namespaces_of_its_own(self):
        pids = [pid for program in CHILDREN for pid in self.rig.children(program)]
        for kind in ("pid", "ipc", "mnt"):
            seen = [self.namespace(pid, kind) for pid in pids] + [self.namespace("self", kind)]
            self.assertEqual(len(set(seen)), len(seen), kind)

    @unittest.skipIf(os.geteuid() != 0, "needs root: children then have users of their own")
    def test_as_root_every_child_is_a_user_of_its_own(self):
        users = [proc_status(pid)["Uid"].split()[1] for program in CHILDREN for pid in self.rig.children(program)]
        self.assertEqual(len(set(users)), len(users))
        self.assertNotIn("0", users)

    def test_a_decoder_owns_no_descriptor_beyond_its_log_pipe_and_ring(self):
        for pid in self.rig.children("cordon-decode"):
            self.assertLessEqual(open_descriptors(pid), 3)

    @unittest.skipIf(os.geteuid() != 0, "needs root: nobody else may look into a child")
    def test_the_publisher_shares_nothing_with_the_cameras_side_but_rings_it_can_only_read(self):
        (publisher,) = self.rig.children("cordon-publish")
        others = [pid for program in ("cordon-receive", "cordon-decode") for pid in self.rig.children(program)]
        self.assertEqual(len(others), 2 * self.camera_count)
        shared = {inode: rights for inode, (name, rights) in self.shared_memory(publisher).items() if name == "cordon-ring"}
        self.assertEqual(list(shared.values()), ["r--s"] * self.camera_count)
        for pid in others:
            self.assertLessEqual(self.shared_memory(pid).keys() & self.shared_memory(publisher).keys(), shared.keys())
            self.assertEqual(self.open_objects(pid) & self.open_objects(publisher), set(), "a pipe or socket to the other side")

    def shared_memory(self, pid):
        """By inode: name and rights of each memory file that is mapped."""
        maps = pathlib.Path(f"/proc/{pid}/maps").read_text()
        found = re.findall(r"^\S+ (\S+) \S+ \S+ (\d+) +/memfd:(\S+)", maps, re.MULTILINE)
        return {inode: (name, rights) for rights, inode, name in found}

    def open_objects(self, pid):
        """Pipes, sockets and files it has open; what has no name is nobody else's."""
        folder = pathlib.Path(f"/proc/{pid}/fd")
        return {target for target in (os.readlink(entry) for entry in folder.iterdir()) if not target.startswith("anon_inode:")}

    @unittest.skipUnless(shutil.which("strace"), "needs strace")
    def test_a_decoder_calls_read_and_nothing_else(self):
        pid = self.rig.children("cordon-decode")[0]
        trace = pathlib.Path(self.rig.folder) / "strace"
        strace = subprocess.Popen(["strace", "-f", "-p", str(pid), "-o", str(trace)], stderr=subprocess.PIPE, text=True)
        time.sleep(10)
        strace.send_signal(signal.SIGINT)
        _, said = strace.communicate(timeout=10)
        calls = set(re.findall(r"^\d+ +(?:<\.\.\. )?(\w+)", trace.read_text(), re.MULTILINE))
        self.assertEqual(calls, {"read"}, said)


if __name__ == "__main__":
    unittest.main(verbosity=2)
