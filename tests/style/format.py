#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Every C++ file is as clang-format writes it."""

import pathlib
import subprocess
import sys

from house_rules import ROOT, tracked_files

files = [str(ROOT / path) for path in tracked_files() if pathlib.Path(path).suffix in (".cpp", ".hpp")]
sys.exit(subprocess.run(["clang-format", "--dry-run", "--Werror", *files], check=False).returncode)
