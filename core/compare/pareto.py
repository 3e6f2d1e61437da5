"""Which of several are on the Pareto front of quality against cost."""

from collections.abc import Sequence


def pareto_front(costs: Sequence[float], scores: Sequence[float], *, lower: bool) -> list[int]:
    """The places of those that nothing else beats in one without losing in the other, the cheapest first.

    Equal pairs of cost and score are on the front together.

    Args:
        costs: Lower is better.
        scores: As many.
        lower: Whether a lower score is better.
    """
    signed = [score if lower else -score for score in scores]
    points = list(zip(costs, signed, strict=True))
    front = [n for n, point in enumerate(points) if not any(_dominates(other, point) for other in points)]
    return sorted(front, key=lambda n: points[n])


def _dominates(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one != other and one[0] <= other[0] and one[1] <= other[1]
