"""The weights' gradients: what was read at each step, turned, times the gradients at the sums there.

at kernel += x^T dz        at recurrent weights += h^T dz        at bias += sum of dz
"""

from collections.abc import Sequence

from core.networks.kernels.code import Code, Place, Whole
from core.networks.kernels.layout import Layout
from core.networks.kernels.products import Tile, multiply_turned, tile


class WeightGradients:
    """They lie in panels, as the weights do."""

    def __init__(self, code: Code, layout: Layout) -> None:
        self.code, self.layout, given = code, layout, code.given
        self.of_x, self.of_h = layout.of_x, layout.of_h
        self.padded: Whole = given["panels"] * layout.width
        self.changes: Whole = given["panels"] * given["rows"] * layout.row  # floats of a step's dz
        lines = given["inputs"] * (len(self.of_x) * code.lanes) + given["units"] * (
            len(self.of_h) * code.lanes
        )
        self.panel: Whole = lines + layout.row

    def clear(self) -> None:
        """Begin with zeros."""
        code, given = self.code, self.code.given
        with code.loop(0, given["panels"] * self.panel, code.lanes) as i:
            (given["at_weights"] + i).put(code.number(0.0))

    def add(self, panel: Whole, start: Whole, stop: Whole) -> None:
        """Add a panel's part of the steps from `start` to `stop`, whose dz lie in the ring."""
        given, code, layout = self.code.given, self.code, self.layout
        into, steps = given["at_weights"] + panel * self.panel, stop - start
        changes = given["at_sums"] + panel * given["rows"] * layout.row
        self._bias(into, changes, steps)
        into = into + layout.row
        x = given["x"] + start * given["x_step"]
        size = (given["x_row"], given["x_step"], given["inputs"])
        self._matrix(into, x, size, self.of_x, changes, steps)
        into = into + given["inputs"] * (len(self.of_x) * code.lanes)
        hidden = given["states"] + start * given["rows"] * self.padded
        size = (self.padded, given["rows"] * self.padded, given["units"])
        self._matrix(into, hidden, size, self.of_h, changes, steps)

    def _bias(self, into: Place, changes: Place, steps: Whole) -> None:
        given, code, layout = self.code.given, self.code, self.layout
        sums = tile(code, 1, len(layout.sums))
        self._read(sums, [into])
        with code.loop(0, steps) as s, code.loop(0, given["rows"]) as r:
            line = changes + s * self.changes + r * layout.row
            for v, register in enumerate(sums[0]):
                register.value = register.value + (line + v * code.lanes).vector()
        self._write(sums, [into])

    def _matrix(
        self,
        into: Place,
        values: Place,
        size: tuple[Whole, Whole, Whole],
        of: Sequence[int],
        changes: Place,
        steps: Whole,
    ) -> None:
        """Add the product of values, turned, with the changes of some sums.

        Args:
            size: Of `values`: floats from one example to the next, from one step to the next; and how many
            are
                read of each.
        """
        given, code, layout = self.code.given, self.code, self.layout
        row, step, count = size

        def body(first: Whole, lines: int) -> None:
            sums = tile(code, lines, len(of))
            places = [into + (first + m) * (len(of) * code.lanes) for m in range(lines)]
            self._read(sums, places)
            with code.loop(0, steps) as s:
                here, beside = values + s * step + first, changes + s * self.changes
                multiply_turned(
                    code,
                    sums,
                    given["rows"],
                    lambda r: here + r * row,
                    lambda r: [beside + r * layout.row + v * code.lanes for v in of],
                )
            self._write(sums, places)

        code.tiled(count, layout.processor.rows(len(of)), body)

    def _read(self, sums: Tile, places: Sequence[Place]) -> None:
        for place, registers in zip(places, sums, strict=True):
            for v, register in enumerate(registers):
                register.value = (place + v * self.code.lanes).vector()

    def _write(self, sums: Tile, places: Sequence[Place]) -> None:
        for place, registers in zip(places, sums, strict=True):
            for v, register in enumerate(registers):
                (place + v * self.code.lanes).put(register.value)
