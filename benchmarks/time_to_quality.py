"""Seconds until our training reaches the test error that an opponent ends with, imports told apart.

    python -m benchmarks.time_to_quality --data FOLDER --opponents-python PATH [--keep docs/performance]

FOLDER holds the series (see TASKS for the files); PATH is the Python of an environment with neuralforecast.
Opponents: plain Keras as tutorials write it, and neuralforecast. All see the same rows, lookback and horizon,
one after another on the same machine. The test error is only looked at here, to have a common yardstick: it
chooses nothing. Time spent on looking is not counted; compiling is.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.record import keep, machine
from core.engine.forkserver import ALLOCATOR, WORKER_ENVIRONMENT

ROOT = Path(__file__).parents[1]
CELLS = ("rnn", "lstm", "gru")
OPPONENTS = {"tutorial": "Keras tutorial", "neuralforecast": "neuralforecast"}
SEEDS = 5


@dataclass(frozen=True)
class Task:
    """A series and what is asked of it."""

    file: str
    target: str
    horizon: int
    lookback: int


TASKS = {
    "AAPL": Task("stocks/stocknet_2012_2017/AAPL.csv", "Close", 5, 60),
    "temperatures": Task("series/daily-min-temperatures.csv", "Temp", 7, 60),
    "sunspots": Task("series/monthly-sunspots.csv", "Sunspots", 12, 60),
    "airline": Task("series/airline-passengers.csv", "Passengers", 12, 24),
    "ETTh1": Task("series/ETTh1.csv", "OT", 24, 96),
}


def prepared(folder: Path, task: Task) -> Any:
    """The series as our task prepares it."""
    from core.tasks.forecast.api import forecast_spec, from_file
    from core.tasks.forecast.prepare import prepare

    data = from_file(folder / task.file)
    spec = forecast_spec(data, target=task.target, horizon=task.horizon, lookback=task.lookback)
    return prepare(data, spec.task)


def last_value(test: Any) -> float:
    """The error of repeating the last value: where a network tells changes, it begins near it."""
    return float(np.nanmean(np.abs(test.last[:, None] - test.truth)))


def ours(folder: Path, name: str, cell: str, goals: dict[str, float]) -> dict[str, Any]:
    """Train seed after seed; for each goal the median over seeds of the seconds until it is reached."""
    began = time.perf_counter()
    from core.networks.cached import cached_trainer
    from core.networks.schedule import Replay, Schedule
    from core.networks.training import Part, fit
    from core.tasks.forecast.forecasting import forecasts
    from core.tasks.forecast.network import Shape
    from core.tasks.forecast.spec import QUICK
    from core.tasks.forecast.training_loss import settled
    from core.tasks.forecast.update_folds import update_folds

    imported, task = time.perf_counter() - began, TASKS[name]
    ready = prepared(folder, task)
    train, stop, test = (ready.block(block).with_answers() for block in ("train", "validation", "test"))
    training = settled(replace(QUICK.training, learning_rate=0.003, batch=64), ready)
    check = training.check(len(train.x))
    shape = Shape(cell, replace(QUICK.model, units=64), 64, ready.lookback, ready.columns, ready.steps,
                  ready.gapless)  # fmt: skip
    seconds: dict[str, list[float]] = {goal: [] for goal in goals}
    final = []
    for seed in range(SEEDS):
        reached: dict[str, float] = {}
        looking, began = 0.0, time.perf_counter()
        trainer = cached_trainer(shape, training, "fast", training.batch_size(len(train.x)), seed)

        def look(_progress: Any) -> None:
            nonlocal looking
            stopped = time.perf_counter()
            error = np.nanmean(np.abs(forecasts(trainer, ready, test.origins) - test.truth))  # noqa: B023
            for goal, wanted in goals.items():
                if error <= wanted:
                    reached.setdefault(goal, stopped - began - looking)  # noqa: B023
            looking += time.perf_counter() - stopped

        part, folds = Part(train.x, train.y, (stop.x, stop.y)), update_folds(ready)
        if folds:  # as a worker does it where one block is too small to tell when to stop
            parts = [Part(fitted.x, fitted.y, (judged.x, judged.y)) for fitted, judged in folds]
            how = fit(trainer, parts, Schedule(training, check), seed=seed)
            trainer = cached_trainer(shape, training, "fast", training.batch_size(len(train.x)), seed)
            path = Replay(training, check, planned=how.rates)
            fit(trainer, [replace(part, held_out=None)], path, seed=seed, on_look=look)
        else:
            fit(trainer, [part], Schedule(training, check), seed=seed, on_look=look)
        final.append(float(np.nanmean(np.abs(forecasts(trainer, ready, test.origins) - test.truth))))
        for goal in goals:
            seconds[goal].append(reached.get(goal, float("inf")))
    found = {goal: float(np.median(each)) for goal, each in seconds.items()}
    first = {goal: each[0] for goal, each in seconds.items()}
    return {"imported": imported, "reached": found, "first": first, "mae": float(np.mean(final))}


def opponent(python: str, which: str, cell: str, ready: Any) -> dict[str, float]:
    """Train an opponent to its end."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.npz", Path(folder) / "out.npz"
        test, task = ready.block("test"), ready.task
        np.savez(source, values=ready.values, origins=test.origins, end=ready.cuts.calibration_end,
                 lookback=task.lookback, horizon=task.horizon)  # fmt: skip
        command = [python, "-m", "benchmarks.forecasters", which, cell, str(source), str(target)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{which} failed:\n{done.stderr[-2000:]}")
        told = np.load(target)
        mae = float(np.nanmean(np.abs(told["forecasts"] - test.truth)))
    return {"mae": mae, "trained": float(told["trained"]), "imported": float(told["imported"])}


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--opponents-python", default=sys.executable)
    parser.add_argument("--opponents", default=",".join(OPPONENTS), help="all by default")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--tasks", default=",".join(TASKS))
    parser.add_argument("--cells", default=",".join(CELLS))
    parser.add_argument("--ours", nargs=3, metavar=("TASK", "CELL", "GOALS"), help="used by itself")
    given = parser.parse_args()
    if given.ours:
        task, cell, goals = given.ours
        print(json.dumps(ours(given.data, task, cell, json.loads(goals))))
        return
    lines = [
        "| series | last value's MAE | cell | opponent | its MAE | its seconds | ours to that MAE | ratio | "
        "our last MAE |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    opponents = {which: OPPONENTS[which] for which in given.opponents.split(",")}
    bars: dict[str, list[float]] = {name: [] for name in (*opponents.values(), "ours")}
    groups, imports = [], {}
    for name in given.tasks.split(","):
        ready = prepared(given.data, TASKS[name])
        last = last_value(ready.block("test"))
        for cell in given.cells.split(","):
            pythons = {"tutorial": sys.executable, "neuralforecast": given.opponents_python}
            met = {which: opponent(pythons[which], which, cell, ready) for which in opponents}
            goals = json.dumps({which: one["mae"] for which, one in met.items()})
            command = [sys.executable, "-m", "benchmarks.time_to_quality", "--data", str(given.data)]
            environment = os.environ | WORKER_ENVIRONMENT | ALLOCATOR
            done = subprocess.run([*command, "--ours", name, cell, goals], cwd=ROOT, env=environment,
                                  capture_output=True, text=True, check=True)  # fmt: skip
            our = json.loads(done.stdout.splitlines()[-1])
            imports = {which: one["imported"] for which, one in met.items()} | {"ours": our["imported"]}
            groups.append(f"{name} {cell}")
            bars["ours"].append(our["reached"][list(opponents)[-1]])
            for which, label in opponents.items():
                theirs, reached = met[which], our["reached"][which]
                bars[label].append(theirs["trained"])
                told = f"{reached:.2f} s" if np.isfinite(reached) else "not reached"
                ratio = f"{theirs['trained'] / reached:.1f}" if np.isfinite(reached) else "—"
                lines.append(
                    f"| {name} | {last:.4g} | {cell} | {label} | {theirs['mae']:.4g} | "
                    f"{theirs['trained']:.1f} | {told} | {ratio} | {our['mae']:.4g} |"
                )
                print(lines[-1], flush=True)
    said = ", ".join(f"{which} {seconds:.1f} s" for which, seconds in imports.items())
    text = (
        f"{machine()} Ours as a worker runs, with one thread; the opponents may use all cores.\n"
        f"Median over {SEEDS} seeds, the first of which compiles. Imports: {said}.\n\n"
        + "\n".join(lines)
        + "\n"
    )
    print(text)
    if given.keep:
        keep(given.keep, "time-to-quality", text, groups, bars, "seconds")


if __name__ == "__main__":
    main()
