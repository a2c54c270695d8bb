# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""What the gateway's processes hold, by their kind."""

import dataclasses

from gateway_rig import KINDS, open_descriptors, own_memory_kb


@dataclasses.dataclass
class Resources:
    """Sums over the processes of each kind."""

    memory_kb: dict
    descriptors: dict
    processes: int

    @classmethod
    def now(cls, rig):
        pids = rig.processes()
        return cls(memory_kb={kind: sum(map(own_memory_kb, pids[kind])) for kind in KINDS},
                   descriptors={kind: sum(map(open_descriptors, pids[kind])) for kind in KINDS},
                   processes=sum(map(len, pids.values())))

    def growth_over(self, before, share):
        """A sentence for whatever there is more of: of memory by more than that share of it."""
        sentences = [f"{kind} held {before.memory_kb[kind]} kB and holds {self.memory_kb[kind]} kB" for kind in KINDS
                     if self.memory_kb[kind] - before.memory_kb[kind] > share * before.memory_kb[kind]]
        sentences += [f"{kind} had {before.descriptors[kind]} descriptors and has {self.descriptors[kind]}"
                      for kind in KINDS if self.descriptors[kind] > before.descriptors[kind]]
        if self.processes != before.processes:
            sentences.append(f"there were {before.processes} processes and there are {self.processes}")
        return sentences
