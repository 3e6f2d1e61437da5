"""Seconds from the click on the preselected sample to live curves and to the provisional verdict.

    python -m benchmarks.first_verdict

Cold starts an engine in an empty folder; warm queues the same experiment again on that engine.
"""

import tempfile
import time
from pathlib import Path

from core.data.samples import PRESELECTED, load_sample
from core.store.engine_process import start_engine
from core.store.states import ENDED
from core.store.store import Store
from core.tasks.forecast.advice import recommended
from core.tasks.forecast.results import outcome
from core.tasks.queueing import queue

BUDGET = {"curves": 10.0, "verdict": 25.0}  # seconds, engine start included


def measure(store: Store) -> dict[str, float]:
    """Queue the experiment and note when curves, verdict and end come."""
    clicked = time.perf_counter()
    data = load_sample(PRESELECTED)
    experiment = store.experiment(queue(store, data, recommended(data)))
    seconds: dict[str, float] = {}
    while True:
        now = time.perf_counter() - clicked
        runs = store.runs(experiment.id)
        if "curves" not in seconds and store.epochs(experiment.id):
            seconds["curves"] = now
        if "verdict" not in seconds and outcome(store, experiment, runs) is not None:
            seconds["verdict"] = now
        if all(run.state in ENDED for run in runs):
            return seconds | {"end": now}
        time.sleep(0.1)


def main() -> None:
    """Measure and print a Markdown table."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        engine = start_engine(Path(folder), idle_seconds=60)
        try:
            found = {"cold": measure(store), "warm": measure(store)}
        finally:
            engine.terminate()
            engine.wait(30)
            store.close()
    print("| engine | live curves | provisional verdict | everything |\n|---|---|---|---|")
    for state, seconds in found.items():
        told = " | ".join(f"{seconds[what]:.1f} s" for what in ("curves", "verdict", "end"))
        print(f"| {state} | {told} |")
    print(f"\nBudget, cold: curves {BUDGET['curves']:.0f} s, verdict {BUDGET['verdict']:.0f} s.")


if __name__ == "__main__":
    main()
