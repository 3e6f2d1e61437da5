"""Train the examples that come with the product: `python -m core.examples`; a minute or two.

Each is small and on an embedded sample. Only the networks that the pages open, one per cell, keep their
weights: those of the seed with the median validation loss.
"""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlalchemy import delete

from core.data.samples import PRESELECTED as SERIES
from core.data.samples import load_sample
from core.examples import FOLDER
from core.runs.database import writing
from core.runs.engine_process import start_engine
from core.runs.kept_texts import keep_texts
from core.runs.portable import packed
from core.runs.schema import artifacts
from core.runs.store import Store
from core.tasks.forecast.advice import recommended
from core.tasks.forecast.api import queue, wait
from core.tasks.memory.api import lab_spec, queue_memory
from core.tasks.results import typical_seed
from core.tasks.sentiment.advice import advised
from core.tasks.sentiment.api import queue_texts
from core.text.samples import PRESELECTED as TEXTS
from core.text.samples import load_text_sample

IDLE = 60.0  # seconds after which the engine leaves
SEEDS = 2


def series(store: Store) -> str:
    """A forecast of the sample that the first page begins with."""
    data = load_sample(SERIES)
    return queue(store, data, replace(recommended(data), seeds=SEEDS))


def texts(store: Store) -> str:
    """A classifier of the embedded texts, with fewer words and numbers per word than usual."""
    kept = keep_texts(store, load_text_sample(TEXTS))
    spec = advised(kept)
    small = replace(spec.sentiment, vocabulary=2000, embedding=16)
    return queue_texts(store, kept, replace(spec, task=small, seeds=SEEDS))


def adding(store: Store) -> str:
    """The memory lab's first problem."""
    return queue_memory(store, lab_spec())


EXAMPLES: dict[str, Callable[[Store], str]] = {"forecast": series, "sentiment": texts, "memory": adding}


def trained(store: Store, make: Callable[[Store], str], task: str) -> bytes:
    """Train one example and pack it; a bag of words stays with it."""
    experiment = store.experiment(make(store))
    ended = wait(store, experiment)
    if failed := [run for run in ended if run.state != "done"]:
        sys.exit(f"{task}: {len(failed)} of {len(ended)} runs failed; the first said {failed[0].error}")
    shown = [typical_seed(ended, cell) for cell in experiment.spec.cells]
    rest = [run.id for run in ended if run.kind != "simple" and run not in shown]
    with writing(store.engine) as connection:
        connection.execute(delete(artifacts).where(artifacts.c.run.in_(rest), artifacts.c.name == "weights"))
    return packed(store, experiment.id)


def main() -> None:
    """Train all, or those that are named."""
    wanted = sys.argv[1:] or list(EXAMPLES)
    with tempfile.TemporaryDirectory() as folder:
        store, engine = Store(Path(folder)), start_engine(Path(folder), idle_seconds=IDLE)
        try:
            for task in wanted:
                body = trained(store, EXAMPLES[task], task)
                (FOLDER / f"{task}.zip").write_bytes(body)
                print(f"{task}: {len(body) / 1e3:.0f} kB")
        finally:
            engine.terminate()
            engine.wait(30)
            store.close()


if __name__ == "__main__":
    main()
