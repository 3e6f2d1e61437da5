"""Shares of right answers: their intervals, and the difference of two that are of different examples."""

import math

Z = 1.959964  # of the middle 95 %


def wilson(right: int, examples: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927); all there is where nothing was seen."""
    if examples == 0:
        return 0.0, 1.0
    share, among = right / examples, 1 + Z**2 / examples
    middle = (share + Z**2 / (2 * examples)) / among
    half = Z / among * math.sqrt(share * (1 - share) / examples + Z**2 / (4 * examples**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def difference(right: int, examples: int, other_right: int, others: int) -> tuple[float, float]:
    """The 95 % interval of one share less another (Newcombe 1998, method 10)."""
    one, two = right / max(examples, 1), other_right / max(others, 1)
    (low, high), (other_low, other_high) = wilson(right, examples), wilson(other_right, others)
    down = math.hypot(one - low, other_high - two)
    up = math.hypot(high - one, two - other_low)
    return one - two - down, one - two + up
