# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""The page in headless Chromium (browser.mjs), as something a test can ask. Moments are seconds since 1970, as time.time()'s."""

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
        """Each camera's tile: title, status, words, time (s), lag (s behind the newest picture that came, None where there is none), and
        grey (32 x 18 values, None where no picture shows)."""
        return {tile["camera"]: tile for tile in self.ask("tiles")}

    def pictured_tiles(self):
        """As tiles(), but None unless each shows a picture: a player that seeks has none at hand for a moment."""
        tiles = self.tiles()
        return tiles if all(tile["grey"] for tile in tiles.values()) else None

    def pictures(self, since):
        """By camera: each moment since then when another picture was shown than before, and the tile's status with it."""
        books = self.ask("books", since=since * 1000)
        return {camera: [(picture["at"] / 1000, picture["status"]) for picture in book["pictures"]]
                for camera, book in books.items()}

    def states(self, since):
        """By camera: each moment since then when its tile's state changed: to what status, and which kind of picture."""
        books = self.ask("books", since=since * 1000)
        return {camera: [(state["at"] / 1000, state["status"], state["picture"]) for state in book["states"]]
                for camera, book in books.items()}

    def longest_pauses(self, begin, end):
        """By camera: the longest time without a new live picture between two moments, and when it ended."""
        pauses = {}
        for camera, pictures in self.pictures(begin).items():
            live = [at for at, status in pictures if status == "live" and at <= end]
            pauses[camera] = max((later - earlier, later) for earlier, later in zip([begin, *live], [*live, end], strict=True))
        return pauses
