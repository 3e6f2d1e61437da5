"""How long an answer takes is measured on calls that were made before."""

import time

from core.tasks.latency import REPEATS, latency


def test_the_fastest_call_counts_per_answer():
    pauses = [0.03, 0.01, 0.05]
    waiting = iter(pauses)
    found = latency(lambda: time.sleep(next(waiting)), 5)
    assert found["latency_batch"] == 5 and len(pauses) == REPEATS
    assert 2.0 <= found["latency_ms"] < 6.0  # 10 ms for five answers; a busy machine adds some


def test_without_answers_there_is_no_figure():
    assert latency(lambda: 1 / 0, 0) == {}
