"""Where the numbers of a pass lie.

Units are cut into panels of `width`, one vector; what is left of the last panel is filled with zeros. All
that belongs to a panel lies together, so that a product reads its weights in one straight line:

    weights, per panel            dz, per step of a ring and panel     kept, per step and panel
    +--------------------------+  +-----------------------------+      +--------------------------+
    | bias   one row of sums   |  | example 0   one row of sums |      | example 0   what is kept |
    | x 0    sums that read x  |  | example 1                   |      | example 1                |
    | x 1                      |  | ...                         |      | ...                      |
    | ...                      |  +-----------------------------+      +--------------------------+
    | h 0    sums that read h  |
    | ...                      |  states: (state, time + 1, example, padded units)
    +--------------------------+

A row of sums holds `width` floats for each. The weights' gradients lie as the weights do. For the way back
each matrix is also laid out turned: (columns in tiles, panel, sum, unit of the panel, column of the tile).
"""

from dataclasses import dataclass
from functools import cached_property

from core.cells.derivative import Back, derive
from core.cells.graph import Step, Sum


@dataclass(frozen=True)
class Processor:
    """What of a processor matters here."""

    lanes: int  # floats of a vector
    registers: int  # vectors that it holds at once

    @property
    def columns(self) -> tuple[int, ...]:
        """Vectors of a tile of a product back."""
        return (4, 2, 1) if self.registers >= 32 else (2, 1)

    def rows(self, vectors: int) -> tuple[int, ...]:
        """Sizes of tiles of a product so many vectors wide: sums, a row of weights and one more fit."""
        most = max(1, min(8, (self.registers - 1 - vectors) // vectors))
        return tuple(dict.fromkeys((most, -(-most // 2), 1)))


@dataclass(frozen=True)
class Layout:
    """Of one cell on one processor."""

    step: Step
    processor: Processor

    @cached_property
    def back(self) -> Back:
        """The cell's derivative."""
        return derive(self.step)

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        """What is summed up, those with a part of the hidden state first."""
        return tuple(map(self.step.made_of, self.step.sums))

    @cached_property
    def of_x(self) -> tuple[int, ...]:
        """Numbers of the sums that read inputs."""
        return tuple(i for i, one in enumerate(self.sums) if one.x is not None)

    @cached_property
    def of_h(self) -> tuple[int, ...]:
        """Numbers of the sums that read the hidden state."""
        return tuple(i for i, one in enumerate(self.sums) if one.h is not None)

    @property
    def width(self) -> int:
        """Units of a panel."""
        return self.processor.lanes

    @property
    def row(self) -> int:
        """Floats of a row of sums."""
        return len(self.sums) * self.width

    @property
    def kept(self) -> int:
        """Floats that are kept of an example and step in a panel."""
        return len(self.back.kept) * self.width
