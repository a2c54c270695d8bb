#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Plants a violation of the trust zones in front of each build-time net and sees it caught (ARCHITECTURE.md, Zones).

Usage: zone_nets_test.py --source ROOT --programs BUILD/bin. The fourth net, at run time, is gst_runtime's own test.
"""

import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ARGUMENTS = None


def configure(plant):
    """Configures the real tree with `plant`, CMake code that is put in before anything else; returns (status, output)."""
    with tempfile.TemporaryDirectory() as build:
        planted = pathlib.Path(build) / "planted.cmake"
        planted.write_text(plant)
        run = subprocess.run(
            ["cmake", "-S", ARGUMENTS.source, "-B", build, "-G", "Ninja", f"-DCMAKE_PROJECT_cordon_INCLUDE={planted}"],
            capture_output=True, text=True, check=False)
        return run.returncode, " ".join((run.stdout + run.stderr).split())


def link(target, library, visibility="PRIVATE"):
    return f"cmake_language(DEFER CALL target_link_libraries {target} {visibility} {library})\n"


class LinkRules(unittest.TestCase):
    """Net 1: CMake compares the zones of the whole link closure."""

    def assert_refused(self, plant, *names):
        status, output = configure(plant)
        self.assertNotEqual(status, 0, "the violation was configured without complaint")
        for name in names:
            self.assertIn(name, output)

    def test_the_tree_as_it_is_configures(self):
        status, output = configure("")
        self.assertEqual(status, 0, output[-2000:])

    def test_the_publisher_cannot_link_the_rtsp_client(self):
        self.assert_refused(link("cordon_publish", "cordon_rtsp_client"), "GATEWAY_ZONE", "cordon_publish", "cordon_rtsp_client")

    def test_the_publisher_cannot_link_libav(self):
        self.assert_refused(link("cordon_publish", "PkgConfig::LIBAV"), "GATEWAY_ZONE", "cordon_publish", "PkgConfig::LIBAV")

    def test_a_shared_library_cannot_smuggle_a_zone_in(self):
        self.assert_refused(link("cordon_base", "PkgConfig::LIBAV", "PUBLIC"), "GATEWAY_ZONE", "PkgConfig::LIBAV")

    def test_a_private_link_far_down_is_seen(self):
        plant = """
function(plant_it)
    cordon_library(planted_middle ZONE trusted SOURCES ${CMAKE_SOURCE_DIR}/gateway/base/error.cpp)
    target_link_libraries(cordon_stream PRIVATE planted_middle)
    target_link_libraries(planted_middle PRIVATE cordon_ring_writer)
endfunction()
cmake_language(DEFER CALL plant_it)
"""
        self.assert_refused(plant, "GATEWAY_ZONE", "cordon_ring_writer")

    def test_the_decoder_cannot_link_the_readers_end_of_the_ring(self):
        self.assert_refused(link("cordon_decode", "cordon_ring_reader"), "GATEWAY_ZONE", "cordon_decode", "cordon_ring_reader")

    def test_the_supervisor_cannot_link_an_encoder(self):
        self.assert_refused(link("cordon_supervisor", "PkgConfig::OPENH264"), "GATEWAY_ZONE", "PkgConfig::OPENH264")

    def test_a_child_cannot_link_the_configuration_reader(self):
        self.assert_refused(link("cordon_receive", "PkgConfig::YAML"), "GATEWAY_ZONE", "PkgConfig::YAML")

    def test_a_target_without_a_zone_is_refused(self):
        plant = "cmake_language(DEFER CALL add_library planted_nowhere STATIC gateway/base/error.cpp)\n"
        self.assert_refused(plant, "planted_nowhere", "has no trust zone")


class IncludeRules(unittest.TestCase):
    """Net 2: tests/style/include_zones.py."""

    def check(self, file="", line=""):
        source = pathlib.Path(ARGUMENTS.source)
        with tempfile.TemporaryDirectory() as copy:
            for top in ("gateway", "pipelines", "config", "bench"):
                shutil.copytree(source / top, pathlib.Path(copy) / top)
            if file:
                planted = pathlib.Path(copy) / file
                planted.write_text(f"{line}\n")
            return subprocess.run([sys.executable, source / "tests/style/include_zones.py", copy],
                                  capture_output=True, text=True, check=False)

    def assert_caught(self, file, line):
        run = self.check(file, line)
        self.assertEqual(run.returncode, 1)
        self.assertIn(f"{file}:1: ", run.stdout)

    def test_the_tree_as_it_is_passes(self):
        run = self.check()
        self.assertEqual(run.returncode, 0, run.stdout)

    def test_libav_in_the_publisher(self):
        self.assert_caught("pipelines/trusted/encode/planted.cpp", "#include <libavcodec/avcodec.h>")

    def test_beast_in_the_receiver(self):
        self.assert_caught("pipelines/untrusted/rtsp/planted.cpp", "#include <boost/beast/core.hpp>")

    def test_the_other_half_of_the_data_plane(self):
        self.assert_caught("pipelines/trusted/publish/planted.cpp", '#include "pipelines/untrusted/rtsp/session.hpp"')

    def test_the_writers_end_of_the_ring_in_the_publisher(self):
        self.assert_caught("pipelines/trusted/publish/planted.cpp", '#include "gateway/boundary/ring_writer.hpp"')

    def test_the_configuration_in_a_child(self):
        self.assert_caught("pipelines/untrusted/receive/planted.cpp", '#include "config/gateway_config.hpp"')


class Linkage(unittest.TestCase):
    """Net 3: tests/style/linkage.py on the built programs."""

    def check(self, program, rules_of):
        source = pathlib.Path(ARGUMENTS.source)
        return subprocess.run([sys.executable, source / "tests/style/linkage.py", "--as", rules_of,
                               pathlib.Path(ARGUMENTS.programs) / program], capture_output=True, text=True, check=False)

    def test_every_program_as_it_is_passes(self):
        for program in ("cordon", "cordon-receive", "cordon-decode", "cordon-publish", "cordon-snapshot"):
            run = self.check(program, program)
            self.assertEqual(run.returncode, 0, run.stdout)

    def test_a_decoder_in_the_publisher(self):
        run = self.check("cordon-decode", "cordon-publish")
        self.assertEqual(run.returncode, 1)
        self.assertIn("libavcodec", run.stdout)

    def test_a_decoder_in_the_supervisor(self):
        run = self.check("cordon-decode", "cordon")
        self.assertEqual(run.returncode, 1)
        self.assertIn("libavcodec", run.stdout)

    def test_an_encoder_in_the_receiver(self):
        run = self.check("cordon-publish", "cordon-receive")
        self.assertEqual(run.returncode, 1)
        self.assertIn("libopenh264", run.stdout)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", required=True)
    parser.add_argument("--programs", required=True)
    ARGUMENTS, rest = parser.parse_known_args()
    unittest.main(argv=[sys.argv[0], *rest])
