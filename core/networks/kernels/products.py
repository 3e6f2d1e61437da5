"""The two products that everything is made of, a tile at a time: sums stay in registers while a loop runs.

rows x weights                                 turned rows x changes
sums[r][v] += rows[r][k] * weights[k][v]       sums[m][v] += rows[r][m] * changes[r][v]
"""

from collections.abc import Callable, Sequence

from core.networks.kernels.code import Code, Place, Register, Size

Tile = list[list[Register]]


def tile(code: Code, rows: int, vectors: int) -> Tile:
    """Registers for so many rows."""
    return [[Register(code) for _ in range(vectors)] for _ in range(rows)]


def multiply(
    code: Code, sums: Tile, rows: Sequence[Place], count: Size, weights: Place, where: Sequence[int]
) -> None:
    """Add the product of some rows with weights.

    Args:
        rows: Where each begins; `count` floats of it are read.
        weights: `count` rows of as many vectors as `where` names.
        where: To which register of a row each vector of the product is added.
    """
    wide = len(where) * code.lanes
    with code.loop(0, count) as k:
        line = weights + k * wide
        vectors = [(line + v * code.lanes).vector() for v in range(len(where))]
        for row, into in zip(rows, sums, strict=True):
            factor = (row + k).everywhere()
            for vector, register in zip(vectors, where, strict=True):
                into[register].value = factor * vector + into[register].value


def multiply_turned(
    code: Code, sums: Tile, count: Size, row: Callable[..., Place], changes: Callable[..., Sequence[Place]]
) -> None:
    """Add the product of rows, turned, with the changes beside them.

    Args:
        row, changes: Of an example, where its row begins, and where each vector of its changes lies.
    """
    with code.loop(0, count) as r:
        vectors = [place.vector() for place in changes(r)]
        start = row(r)
        for m, into in enumerate(sums):
            factor = (start + m).everywhere()
            for vector, register in zip(vectors, into, strict=True):
                register.value = factor * vector + register.value
