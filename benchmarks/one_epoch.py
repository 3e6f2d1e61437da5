"""One epoch of a classifier of film reviews, 400 words each, as a worker trains it: native passes and XLA's.

    python -m benchmarks.one_epoch --data FOLDER [--cell gru] [--kernels native,fast]

The kernels take turns, each in a process of its own with one thread. A first batch, for which everything is
traced and compiled, is told apart.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from core.engine.forkserver import ALLOCATOR, WORKER_ENVIRONMENT

ROOT = Path(__file__).parents[1]


def measure(folder: Path, cell: str, kernel: str) -> None:
    """Train one epoch in this process and tell how long it took."""
    from benchmarks.sentiment import imdb
    from core.networks.batches import Batches
    from core.tasks.sentiment.advice import advised
    from core.tasks.sentiment.network import classifier_trainer
    from core.tasks.sentiment.prepare import prepare_texts
    from core.tasks.sentiment.spec import SentimentSpec
    from core.text.facts import text_facts

    data = imdb(folder)
    spec = advised(text_facts(data))
    spec = replace(spec, task=replace(spec.of(SentimentSpec), longest=400))
    ready = prepare_texts(data, spec.of(SentimentSpec))
    trainer = classifier_trainer(cell, spec, ready, units=spec.model.units, kernel=kernel, seed=1)
    texts = trainer.load(*ready.block("train"))
    batches = Batches(trainer, texts[0], 1)
    first = _timed(lambda: trainer.train(texts, batches.take(1)))
    wall, processor = _timed(lambda: trainer.train(texts, batches.take(batches.updates)))
    print(
        f"{cell} {kernel}: first batch {first[0]:.1f} s, epoch of {batches.updates} batches of "
        f"{trainer.batch} {wall:.1f} s ({processor:.1f} s of processor time), then accuracy "
        f"{trainer.evaluate(trainer.load(*ready.block('test'))).accuracy:.3f} on the test texts",
        flush=True,
    )


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    began, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - processor


def main() -> None:
    """Let the kernels take turns."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cell", default="gru")
    parser.add_argument("--kernels", default="native,fast")
    given = parser.parse_args()
    kernels = given.kernels.split(",")
    if len(kernels) == 1:
        measure(given.data, given.cell, kernels[0])
        return
    for kernel in kernels:
        command = [sys.executable, "-m", "benchmarks.one_epoch", "--data", str(given.data.resolve())]
        command += ["--cell", given.cell, "--kernels", kernel]
        subprocess.run(command, cwd=ROOT, env=os.environ | WORKER_ENVIRONMENT | ALLOCATOR, check=True)


if __name__ == "__main__":
    main()
