"""Long cells that many rows share are handled once: a kilobyte can hold two texts in 40,000 rows."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Result = TypeVar("Result")
LONG = 200  # letters from which on it pays to look whether a cell was there before


def each(change: Callable[[str], Result], cells: Iterable[str]) -> Iterator[Result]:
    """What becomes of every cell; long ones that are equal share it."""
    known: dict[str, Result] = {}
    for cell in cells:
        if len(cell) < LONG:
            yield change(cell)
            continue
        if cell not in known:
            known[cell] = change(cell)
        yield known[cell]
