"""Scores of a cell's networks one by one: their mean and deviation."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import numpy as np

from core.arrays import Floats

Score: TypeAlias = float | None  # None: not defined


def mean(values: Sequence[Score]) -> Score:
    """Mean over seeds; not defined where one seed's score is not."""
    return _over(lambda known: float(known.mean()), values)


def mean_and_deviation(each: Sequence[Mapping[str, Score]]) -> tuple[dict[str, Score], dict[str, Score]]:
    """Of every score, by name; the deviation (n - 1) of a single seed is 0.

    Args:
        each: A seed's scores each, at least one.
    """
    by_name = {name: [one[name] for one in each] for name in each[0]}
    means = {name: mean(values) for name, values in by_name.items()}
    return means, {name: _over(_deviation, values) for name, values in by_name.items()}


def _over(how: Callable[[Floats], float], values: Sequence[Score]) -> Score:
    return None if any(value is None for value in values) else how(np.array(values, dtype=float))


def _deviation(values: Floats) -> float:
    return float(values.std(ddof=1)) if len(values) > 1 else 0.0
