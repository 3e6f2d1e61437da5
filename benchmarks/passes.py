"""The native passes alone, on one thread, without TensorFlow: their speed beside that of a large product.

python -m benchmarks.passes [--cells rnn,lstm,gru]
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}

import numpy as np

from benchmarks.opponents import CELLS, SIZES, flops
from core.cells import CELLS as TABLE
from core.cells.graph import read_step
from core.cells.steps import steps_of
from core.networks.kernels.called import Called
from core.networks.kernels.check import example
from core.networks.kernels.compiled import this_processor
from core.networks.kernels.layout import Layout

REPEATS = 15


def seconds(work: Callable[[], Any]) -> tuple[float, float]:
    """Least and median processor time of a call."""
    took = []
    for _ in range(REPEATS):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took), statistics.median(took)


def product() -> float:
    """Operations per second of a large product of numpy's."""
    a = np.random.default_rng(0).normal(size=(1024, 1024)).astype(np.float32)
    return 2 * 1024**3 / seconds(lambda: a @ a)[0]


def measured(cell: str) -> Iterator[str]:
    """A line per size."""
    processor, steps = this_processor(), steps_of(TABLE[cell])
    assert processor is not None
    layout = Layout(read_step(steps, "tanh"), processor)
    began = time.process_time()
    passes = Called(layout, masked=False)
    compiled = time.process_time() - began
    for lookback, units, batch in SIZES:
        of = example(steps, TABLE[cell].shapes, masked=False, sizes=(batch, lookback, 1, units))
        walked = passes.forward(of)
        at = np.ones_like(of.states)
        forward, _ = seconds(lambda: passes.forward(of))  # noqa: B023
        backward, _ = seconds(lambda: passes.backward(walked, None, at))  # noqa: B023
        speed = flops(cell, lookback, units, batch) / (forward + backward) / 1e9
        yield (
            f"{cell:5} {lookback:4},{units:4},{batch:4}  "
            f"forward {1e3 * forward:7.3f} ms  backward {1e3 * backward:7.3f} ms  "
            f"{speed:5.0f} GFLOP/s  compiled in {compiled:.2f} s"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cells", default=",".join(CELLS))
    given = parser.parse_args()
    print(f"a large product: {product() / 1e9:.0f} GFLOP/s")
    for cell in given.cells.split(","):
        for line in measured(cell):
            print(line, flush=True)


if __name__ == "__main__":
    main()
