"""Train the examples that come with the product: `python -m core.examples`; a minute or two.

Each is small and on an embedded sample. Only the networks that the pages open, one per cell, keep their
weights: those of the seed with the median validation loss.
"""

import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from sqlalchemy import delete

from core.examples import FOLDER
from core.store.database import writing
from core.store.engine_process import start_engine
from core.store.portable import export_experiment
from core.store.schema import artifacts
from core.store.store import Store
from core.tasks import TASKS
from core.tasks.results import typical_seed
from core.tasks.waiting import wait

IDLE = 60.0  # seconds after which the engine leaves


def make(task: str) -> Callable[[Store], str]:
    """What asks for the example of a task."""
    queue: Callable[[Store], str] = import_module(TASKS[task].example).queue_example
    return queue


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
    return export_experiment(store, experiment.id)


def main() -> None:
    """Train all, or those that are named."""
    wanted = sys.argv[1:] or list(TASKS)
    with tempfile.TemporaryDirectory() as folder:
        store, engine = Store(Path(folder)), start_engine(Path(folder), idle_seconds=IDLE)
        try:
            for task in wanted:
                body = trained(store, make(task), task)
                (FOLDER / f"{task}.zip").write_bytes(body)
                print(f"{task}: {len(body) / 1e3:.0f} kB")
        finally:
            engine.terminate()
            engine.wait(30)
            store.close()


if __name__ == "__main__":
    main()
