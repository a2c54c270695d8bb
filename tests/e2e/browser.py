# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""The page in headless Chromium (browser.mjs), as something a test can ask."""

import json
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent


class Browser:
    """Use with `with`: the page at `url` is open inside."""

    def __init__(self, url):
        self.program = subprocess.Popen(["setpriv", "--pdeathsig", "TERM", "node", str(HERE / "browser.mjs"), url],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self):
        self._answer()
        return self

    def __exit__(self, *_):
        self.program.stdin.close()
        self.program.wait(30)
        self.program.stdout.close()

    def ask(self, what, **more):
        self.program.stdin.write(json.dumps({"do": what, **more}) + "\n")
        self.program.stdin.flush()
        return self._answer()

    def _answer(self):
        line = self.program.stdout.readline()
        if not line:
            raise RuntimeError("the browser ended; what it said stands above")
        answer = json.loads(line)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["answer"]

    def tiles(self):
        """Each camera's tile: title, status, words, time (s), grey (32 x 18 values, None where no picture shows)."""
        return {tile["camera"]: tile for tile in self.ask("look")}

    def books(self):
        """By camera: when pictures were shown (s since 1970), and when its tile's status changed to what."""
        books = self.ask("books")
        return {camera: {"shown": [at / 1000 for at in book["shown"]],
                         "words": [(word["at"] / 1000, word["status"], word["text"]) for word in book["words"]]}
                for camera, book in books.items()}
