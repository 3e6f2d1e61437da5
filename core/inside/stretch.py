"""Which stretch of a series speaks most for an answer."""

import numpy as np

from core.arrays import Floats


def strongest_stretch(contributions: Floats) -> tuple[int, int]:
    """Where the run of steps begins, and behind which it ends, whose contributions add up to most.

    The maximum-sum run (Bentley 1984): a longer or a shorter one would add up to less. At least one step.

    Args:
        contributions: (steps,).
    """
    sums = np.concatenate([[0.0], np.cumsum(contributions)])
    lowest = np.minimum.accumulate(sums[:-1])
    end = int(np.argmax(sums[1:] - lowest)) + 1
    return int(np.argmin(sums[:end])), end
