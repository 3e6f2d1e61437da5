"""Does a learning-rate schedule reach the validation optimum sooner than constant Adam, at equal test error?

    python -m benchmarks.schedules --data FOLDER [--keep docs/performance]

Every series of FOLDER that `time_to_quality` knows, three cells, five seeds, one network of 32 units each.
"""

import argparse
import math
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.record import machine
from benchmarks.time_to_quality import CELLS, TASKS, prepared
from core.arrays import Floats
from core.networks.cached import cached_trainer
from core.networks.schedule import Schedule
from core.networks.training import Part, fit
from core.tasks.forecast.forecasting import forecasts
from core.tasks.forecast.network import Shape
from core.tasks.forecast.spec import QUICK

SEEDS = 5
UPDATES = QUICK.training.updates
Losses = list[float]  # on validation, so far


@dataclass
class Constant(Schedule):
    """Adam as it comes; the others say what share of the rate the next updates have."""

    losses: Losses = field(default_factory=list)

    def share(self) -> float:
        return 1.0

    def next_rate(self) -> float | None:
        rate = super().next_rate()
        return None if rate is None else rate * self.share()

    def improved(self, loss: float) -> bool:
        self.losses.append(loss)
        return super().improved(loss)


class Cosine(Constant):
    """Half a cosine over the most updates allowed (Loshchilov & Hutter 2017, without restarts)."""

    def share(self) -> float:
        return 0.01 + 0.99 * (1 + math.cos(math.pi * len(self.rates) * self.check / UPDATES)) / 2


class Exponential(Constant):
    """A tenth of the rate after 500 updates, smoothly."""

    def share(self) -> float:
        return float(10 ** (-len(self.rates) * self.check / 500))


SCHEDULES: dict[str, tuple[type[Schedule], dict[str, Any]]] = {
    "constant": (Constant, {}),
    "constant, patience 150": (Constant, {"patience": 150}),
    "plateau": (Schedule, {"schedule": "plateau"}),
    "plateau, patience 600": (Schedule, {"schedule": "plateau", "patience": 600}),
    "exponential": (Exponential, {}),
    "cosine": (Cosine, {}),
}


def run(ready: Any, cell: str, seed: int, schedule: type[Schedule], changes: dict[str, Any]) -> Floats:
    """Updates trained, best updates and test MAE of one run."""
    train, stop, test = (ready.block(block) for block in ("train", "validation", "test"))
    training = replace(QUICK.training, **{"schedule": "constant"} | changes)
    shape = Shape(cell, QUICK.model, QUICK.model.units, ready.lookback, ready.columns, ready.steps)
    trainer = cached_trainer(shape, training, "fast", training.batch_size(len(train.x)), seed)
    followed = schedule(training, training.check(len(train.x)))
    how = fit(trainer, [Part(train.x, train.y, (stop.x, stop.y))], followed, seed=seed)
    error = np.abs(forecasts(trainer, ready, test.origins) - test.truth).mean()
    return np.array([how.updates, how.best_updates, error])


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--tasks", default=",".join(TASKS))
    given = parser.parse_args()
    lines = [
        "| series | cell | schedule | updates | best after | test MAE | against constant |",
        "|---" * 7 + "|",
    ]
    ratios: dict[str, list[tuple[float, float]]] = {name: [] for name in SCHEDULES}
    for name in given.tasks.split(","):
        ready = prepared(given.data, TASKS[name])
        for cell in CELLS:
            base = None
            for label, (schedule, changes) in SCHEDULES.items():
                found = [run(ready, cell, seed, schedule, changes) for seed in range(1, SEEDS + 1)]
                updates, best, error = np.mean(found, axis=0)
                base = base or (updates, error)
                ratios[label].append((updates / base[0], error / base[1]))
                lines.append(
                    f"| {name} | {cell} | {label} | {updates:.0f} | {best:.0f} | {error:.4g} | "
                    f"{100 * (error / base[1] - 1):+.1f} % |"
                )
                print(lines[-1], flush=True)
    lines += [
        "",
        "Geometric means against constant Adam:",
        "",
        "| schedule | updates | test MAE |",
        "|---|---|---|",
    ]
    for label, each in ratios.items():
        updates, error = np.exp(np.log(np.array(each)).mean(axis=0))
        lines.append(f"| {label} | {updates:.2f} | {error:.4f} |")
    text = f"{machine()} Means over {SEEDS} seeds.\n\n" + "\n".join(lines) + "\n"
    print(text)
    if given.keep:
        (given.keep / "schedules.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
