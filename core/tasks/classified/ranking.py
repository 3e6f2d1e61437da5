"""Classes from the likeliest on, and whether the first is well ahead."""

from collections.abc import Sequence

UNSURE = 0.2  # a class that is told with so little more probability than the second best is not sure


def ranked(probabilities: Sequence[float]) -> list[int]:
    """Classes from the likeliest on; the first of equals comes first."""
    return sorted(range(len(probabilities)), key=lambda place: -probabilities[place])


def is_unsure(probabilities: Sequence[float]) -> bool:
    """Whether the second best class is less than `UNSURE` behind the best."""
    best, second, *_ = ranked(probabilities)
    return probabilities[best] - probabilities[second] < UNSURE
