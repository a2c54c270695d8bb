#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Second net of the trust zones: which folder may include what.

Link rules cannot see headers on the default include path (libav's, Boost.Beast's). This reads every #include of the
tree and compares it with the table below. Usage: include_zones.py [ROOT]. Exit status 1 and one line per violation.
"""

import pathlib
import re
import sys

# Folder -> the project folders it may include besides itself. First match wins, so longer prefixes come first.
SHARED = ["gateway/base", "gateway/boundary", "gateway/sandbox"]
FOLDERS = {
    "gateway/base": [],
    "gateway/boundary": ["gateway/base"],
    "gateway/sandbox": ["gateway/base"],
    "gateway/supervisor": SHARED + ["config"],
    "config": ["gateway/base", "gateway/boundary"],
    "pipelines/gst": ["gateway/base"],
    "pipelines/untrusted": SHARED + ["pipelines/untrusted"],
    "pipelines/trusted": SHARED + ["pipelines/gst", "pipelines/trusted"],
    "bench": SHARED + ["pipelines", "config", "bench"],
}

# Which files may include a header of the wall's two ends.
ENDS = {
    "gateway/boundary/ring_writer.hpp": ["gateway/boundary/ring_writer.cpp", "pipelines/untrusted/decode/"],
    "gateway/boundary/ring_reader.hpp": ["gateway/boundary/ring_reader.cpp", "pipelines/trusted/", "bench/micro/publish_benchmarks.cpp"],
    "gateway/boundary/ring_memory.hpp": ["gateway/boundary/ring_memory.cpp", "gateway/supervisor/"],
    "gateway/boundary/access_unit_channel.hpp": ["gateway/boundary/access_unit_channel.cpp", "pipelines/untrusted/"],
}

# Third-party header -> the only folders that may include it.
VENDORS = [
    (r"libav\w+/|libsw\w+/", ["pipelines/untrusted/decode", "bench"]),
    (r"gst/sdp/", ["pipelines/untrusted/rtsp"]),
    (r"gst/rtsp-server/|gst/rtsp/", ["pipelines/trusted/rtsp"]),
    (r"gst/|glib", ["pipelines/gst", "pipelines/untrusted/receive", "pipelines/untrusted/rtsp", "pipelines/trusted/rtsp", "bench"]),
    (r"boost/beast", ["pipelines/trusted/web"]),
    (r"boost/asio", ["pipelines/untrusted/rtsp", "pipelines/untrusted/receive", "pipelines/trusted/web", "bench"]),
    (r"boost/", ["pipelines/untrusted/rtsp", "pipelines/untrusted/receive", "pipelines/trusted/web", "bench"]),
    (r"wels/|x264\.h", ["pipelines/trusted/encode"]),
    (r"png\.h", ["pipelines/trusted/snapshot"]),
    (r"yaml-cpp/", ["config"]),
    (r"nlohmann/", ["gateway/supervisor"]),
    (r"seccomp\.h|linux/landlock\.h", ["gateway/sandbox", "bench"]),
    (r"openssl/", ["pipelines/untrusted/rtsp", "bench"]),
]

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def folder_of(path):
    return next((folder for folder in sorted(FOLDERS, key=len, reverse=True) if path.startswith(folder + "/")), None)


def violation(path, header, quoted):
    """Why `path` may not include `header`, or None."""
    folder = folder_of(path)
    if quoted:
        if header in ENDS and not any(path.startswith(allowed) for allowed in ENDS[header]):
            return f"only {', '.join(ENDS[header])} may include this end of the wall"
        target = folder_of(header)
        if target is None:
            return "a project header is included by its path from the top of the tree"
        if target != folder and not any(target == a or target.startswith(a + "/") for a in FOLDERS[folder]):
            return f"{folder} may include only: {', '.join([folder] + FOLDERS[folder])}"
        return None
    for pattern, allowed in VENDORS:
        if re.match(pattern, header):
            if not any(path.startswith(a + "/") for a in allowed):
                return f"only {', '.join(allowed)} may include it"
            return None
    return None


def violations(root):
    for top in ("gateway", "pipelines", "config", "bench"):
        for file in sorted((root / top).rglob("*.[ch]pp")):
            path = file.relative_to(root).as_posix()
            text = file.read_text(encoding="utf-8")
            for match in INCLUDE.finditer(text):
                why = violation(path, match[2], match[1] == '"')
                if why:
                    line = text.count("\n", 0, match.start()) + 1
                    yield f"{path}:{line}: includes {match[2]}: {why}"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2]).resolve()
    found = list(violations(root))
    print("\n".join(found) if found else "every include stays in its zone")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
