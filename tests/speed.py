"""How quick the processor is, so that a test that watches the clock asks the same of a slow one."""

import time

ADDITIONS = 1_000_000


def spin() -> float:
    """Return the seconds of this thread that a million additions take, the least of three tries."""
    tries = []
    for _ in range(3):
        begun, total = time.thread_time(), 0
        for number in range(ADDITIONS):
            total += number
        tries.append(time.thread_time() - begun)
    return min(tries)
