"""How long a trained network takes for an answer, measured on its worker right after training."""

import time
from collections.abc import Callable
from typing import Any

MOST_ANSWERS = 256  # texts in one measurement: thousands would take seconds
REPEATS = 3  # the fastest counts: others share the machine


def latency(answer: Callable[[], Any], answers: int) -> dict[str, float | int]:
    """Time calls that were made at least once before, so that nothing is compiled in them.

    Args:
        answer: Answers everything at once.
        answers: How many that are.

    Returns:
        Facts of a run: `latency_ms`, milliseconds per answer in a batch; `latency_batch`, answers at once.
    """
    if answers == 0:
        return {}
    took = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        answer()
        took.append(time.perf_counter() - began)
    return {"latency_ms": 1000 * min(took) / answers, "latency_batch": answers}
