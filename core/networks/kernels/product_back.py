"""Gradients at sums times a turned matrix: what reaches the states or the inputs through a product.

A tile of rows and columns at a time; along each tile runs the whole depth, panel by panel and sum by sum.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core.networks.kernels.code import Code, Place, Whole
from core.networks.kernels.layout import Layout
from core.networks.kernels.products import Tile, multiply, tile


@dataclass(frozen=True)
class ProductBack:
    """With one matrix."""

    code: Code
    layout: Layout
    of: Sequence[int]  # numbers of the sums that the matrix is a part of
    matrix: Place  # turned, as `layout` says

    def write(self, at_sums: Place, into: Place, *, columns: Whole, row: Whole, add: bool) -> None:
        """Multiply the gradients of one step.

        Args:
            into: Rows of so many columns, `row` floats apart; written, or with `add` added to.
        """
        code, begin = self.code, self.code.whole(0)
        for vectors in self.layout.processor.columns:
            wide = vectors * code.lanes
            end = begin + (columns - begin) // wide * wide
            with code.loop(begin, end, wide) as column:
                self._column(vectors, column, at_sums, into + column, row, add=add)
            begin = end

    def _column(
        self, vectors: int, column: Whole, at_sums: Place, into: Place, row: Whole, *, add: bool
    ) -> None:
        """All rows of a tile's columns."""
        code = self.code
        deep = code.given["panels"] * (len(self.of) * self.layout.width)
        matrix = self.matrix + column * deep

        def body(first: Whole, size: int) -> None:
            sums = tile(code, size, vectors)
            out = [into + (first + r) * row for r in range(size)]
            for place, registers in zip(out, sums, strict=True):
                for v, register in enumerate(registers):
                    register.value = (place + v * code.lanes).vector() if add else code.number(0.0)
            self._multiply(sums, matrix, at_sums, first, vectors)
            for place, registers in zip(out, sums, strict=True):
                for v, register in enumerate(registers):
                    (place + v * code.lanes).put(register.value)

        code.tiled(code.given["rows"], self.layout.processor.rows(vectors), body)

    def _multiply(self, sums: Tile, matrix: Place, at_sums: Place, first: Whole, vectors: int) -> None:
        """Along the depth."""
        code, layout, given = self.code, self.layout, self.code.given
        wide = vectors * code.lanes
        with code.loop(0, given["panels"]) as panel:
            line = matrix + panel * (len(self.of) * layout.width * wide)
            rows = [at_sums + (panel * given["rows"] + first + r) * layout.row for r in range(len(sums))]
            for i, number in enumerate(self.of):
                begins = [one + number * layout.width for one in rows]
                multiply(code, sums, begins, layout.width, line + i * layout.width * wide, range(vectors))
