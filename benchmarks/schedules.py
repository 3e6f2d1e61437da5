"""Does a learning-rate schedule reach the validation optimum sooner than constant Adam, at equal test error?

    python -m benchmarks.schedules --data FOLDER [--keep docs/performance]

Every series of FOLDER that `time_to_quality` knows, three cells, five seeds, one network of 32 units each.
"""

import argparse
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.record import machine
from benchmarks.time_to_quality import CELLS, TASKS, prepared
from core.networks.forecasting import forecasts
from core.networks.ready import Shape, ready_loop
from core.networks.training import Progress, fit
from core.specs import QUICK

SEEDS = 5
RATE = QUICK.training.learning_rate
EPOCHS = QUICK.training.epochs
Schedule = Callable[[list[float]], float]  # validation losses so far -> share of the rate for the next epoch


def constant(_losses: list[float]) -> float:
    """Adam as it comes."""
    return 1.0


def cosine(losses: list[float]) -> float:
    """Half a cosine over the most epochs allowed (Loshchilov & Hutter 2017, without restarts)."""
    return 0.01 + 0.99 * (1 + math.cos(math.pi * len(losses) / EPOCHS)) / 2


def plateau(losses: list[float]) -> float:
    """Half the rate for every two epochs in a row without a better loss."""
    share, best, waited = 1.0, math.inf, 0
    for loss in losses:
        best, waited = (loss, 0) if loss < best else (best, waited + 1)
        if waited == 2:
            share, waited = share / 2, 0
    return share


def exponential(losses: list[float]) -> float:
    """A tenth of the rate after ten epochs, smoothly."""
    return float(10 ** (-len(losses) / 10))


SCHEDULES: dict[str, tuple[Schedule, float]] = {  # and the patience that goes with it
    "constant": (constant, QUICK.training.patience),
    "constant, patience 3": (constant, 3),
    "plateau": (plateau, QUICK.training.patience),
    "plateau, patience 4": (plateau, 4),
    "exponential, patience 4": (exponential, 4),
    "cosine": (cosine, QUICK.training.patience),
}


def run(ready: Any, cell: str, seed: int, schedule: Schedule, patience: int) -> tuple[float, float, float]:
    """Epochs trained, best epoch and test MAE of one run."""
    task, (train, stop, test) = ready.task, (ready.block(block) for block in ("train", "stop", "test"))
    training = replace(QUICK.training, patience=patience)
    shape = Shape(cell, QUICK.model, QUICK.model.units, task.lookback, 1, ready.steps)
    loop = ready_loop(shape, training, "fast", training.batch_size(len(train.x)), seed)
    losses: list[float] = []

    def next_rate(progress: Progress) -> None:
        losses.append(progress.val_loss or 0.0)
        loop.network.optimizer.learning_rate = RATE * schedule(losses)

    how = fit(loop, train.x, train.y, training, seed=seed, held_out=(stop.x, stop.y), on_epoch=next_rate)
    error = np.abs(forecasts(loop, ready, test.origins) - test.truth).mean()
    return how.epochs, how.best_epoch, float(error)


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--tasks", default=",".join(TASKS))
    given = parser.parse_args()
    lines = [
        "| series | cell | schedule | epochs | best epoch | test MAE | against constant |",
        "|---" * 7 + "|",
    ]
    ratios: dict[str, list[tuple[float, float]]] = {name: [] for name in SCHEDULES}
    for name in given.tasks.split(","):
        ready = prepared(given.data, TASKS[name])
        for cell in CELLS:
            base = None
            for label, (schedule, patience) in SCHEDULES.items():
                found = [run(ready, cell, seed, schedule, int(patience)) for seed in range(1, SEEDS + 1)]
                epochs, best, error = np.mean(found, axis=0)
                base = base or (epochs, error)
                ratios[label].append((epochs / base[0], error / base[1]))
                lines.append(
                    f"| {name} | {cell} | {label} | {epochs:.1f} | {best:.1f} | {error:.4g} | "
                    f"{100 * (error / base[1] - 1):+.1f} % |"
                )
                print(lines[-1], flush=True)
    lines += [
        "",
        "Geometric means against constant Adam:",
        "",
        "| schedule | epochs | test MAE |",
        "|---|---|---|",
    ]
    for label, each in ratios.items():
        epochs, error = np.exp(np.log(np.array(each)).mean(axis=0))
        lines.append(f"| {label} | {epochs:.2f} | {error:.4f} |")
    text = f"{machine()} Means over {SEEDS} seeds.\n\n" + "\n".join(lines) + "\n"
    print(text)
    if given.keep:
        (given.keep / "schedules.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
