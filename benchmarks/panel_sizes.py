"""How long many series take, and how much memory their workers, by their number and that of the workers.

    python -m benchmarks.panel_sizes                      # 100, 1,000 and 10,000 series, 1 and 2 workers
    python -m benchmarks.panel_sizes --series 100 --workers 2
    python -m benchmarks.panel_sizes --keep docs/performance

Monthly series of 100 steps, drawn from a seed; three cells, one seed, the settings that the page begins
with. Starts an engine in an empty folder, as the page does; seconds count from there, its start included.
Processor seconds are those of engine and workers together: they say the same however busy the machine is.
"""

import argparse
import contextlib
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import psutil

from benchmarks.record import machine
from core.data.panel.dataset import Panel
from core.store.store import Store
from core.tasks.panel.api import many_spec
from core.tasks.panel.keeping import keep_panel
from core.tasks.panel.results import panel_outcome
from core.tasks.queueing import queue
from core.tasks.waiting import wait

STEPS, SEASON = 100, 12
SERIES, WORKERS = (100, 1_000, 10_000), (1, 2)
ENGINE = "import os, sys; os.cpu_count = lambda: {workers}; from core.engine.__main__ import main; main()"
HEADS = (
    "series",
    "workers",
    "local methods, s",
    "all backtests, s",
    "everything, s",
    "processor, s",
    "worker, MB",
    "left out",
)


@dataclass
class Measured:
    """What one experiment took; seconds from the start of its engine."""

    series: int
    workers: int
    local: float = 0.0  # until the local methods were there
    backtests: float = 0.0  # until every cell was
    everything: float = 0.0
    processor: float = 0.0  # of engine and workers
    memory: float = 0.0  # MB of the largest process
    left_out: tuple[str, ...] = ()  # local methods that are not fitted to so many


def made(count: int) -> Panel:
    """Monthly series of very different size, each with a season, a trend and noise of its own."""
    random, steps = np.random.default_rng(11), np.arange(STEPS)
    level, trend = random.lognormal(4, 1, (count, 1)), random.normal(0, 0.003, (count, 1))
    angle = 2 * np.pi * (steps + random.uniform(0, SEASON, (count, 1))) / SEASON
    mean = level * (1 + 0.3 * np.sin(angle)) * np.exp(trend * steps)
    values = mean * np.exp(random.normal(0, 0.1, mean.shape))
    grid = pd.date_range("2017-01-01", periods=STEPS, freq="MS", name="time").as_unit("us")
    none = np.empty((values.size, 0))
    return Panel(
        values.ravel(), none, none, np.empty((count, 0), dtype=np.int64), np.full(count, STEPS),
        np.zeros(count, dtype=np.int64), tuple(f"series {n}" for n in range(count)), grid, f"{count} series",
        "upload", "value",
    )  # fmt: skip


def measured(count: int, workers: int) -> Measured:
    """Train on so many series with so many workers."""
    told, over = Measured(count, workers), threading.Event()
    with tempfile.TemporaryDirectory() as folder:
        store, began = Store(Path(folder)), time.perf_counter()
        command = [sys.executable, "-c", ENGINE.format(workers=workers), "--home", folder]
        with (Path(folder) / "engine.log").open("ab") as log:
            engine = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        watcher = threading.Thread(target=_watch, args=(engine.pid, told, over))
        watcher.start()
        try:
            facts = keep_panel(store, made(count))
            experiment = store.experiment(queue(store, facts, replace(many_spec(facts), seeds=1)))

            def look(runs: list[Any], _: Any) -> None:
                now = time.perf_counter() - began
                done = {run.kind for run in runs if run.state != "done"}
                told.local = told.local or now * ("simple" not in done)
                told.backtests = told.backtests or now * ("backtest" not in done)

            runs = wait(store, experiment, look)
            told.everything = time.perf_counter() - began
            if wrong := [run.error for run in runs if run.state != "done"]:
                raise RuntimeError(wrong)
            outcome = panel_outcome(store, experiment, runs)
            assert outcome is not None
            told.left_out = tuple(outcome.facts["left_out"])
        finally:
            over.set()
            watcher.join()
            engine.terminate()
            engine.wait(30)
            store.close()
    return told


def _watch(engine: int, told: Measured, over: threading.Event) -> None:
    """Keep the size of the largest process below the engine, and what all of them took of the processor."""
    took: dict[int, float] = {}
    while not over.wait(0.5):
        with contextlib.suppress(psutil.NoSuchProcess):
            above = psutil.Process(engine)
            for one in (above, *above.children(recursive=True)):
                with contextlib.suppress(psutil.NoSuchProcess):
                    times, size = one.cpu_times(), one.memory_info().rss
                    took[one.pid] = times.user + times.system
                    told.memory = max(told.memory, size / 1e6 * (one.pid != engine))
        told.processor = sum(took.values())


def text(rows: list[Measured]) -> str:
    """A Markdown table, and how the seconds grow with the series."""
    lines = [f"| {' | '.join(HEADS)} |", "|" + "--:|" * len(HEADS)]
    for one in rows:
        times = (one.local, one.backtests, one.everything, one.processor, one.memory)
        left = ", ".join(one.left_out) or "–"
        lines.append(
            f"| {one.series:,} | {one.workers} | {' | '.join(f'{t:,.0f}' for t in times)} | {left} |"
        )
    lines.append("")
    for workers in dict.fromkeys(one.workers for one in rows):
        own = [one for one in rows if one.workers == workers]
        if len(own) > 1:
            kinds = {"seconds": "everything", "processor seconds": "processor"}
            slopes = [f"{kind} to the power {_slope(own, name):.2f}" for kind, name in kinds.items()]
            lines.append(f"With {workers} workers, by the number of series grow {', '.join(slopes)}.")
    return "\n".join([*lines, "", machine(), ""])


def _slope(rows: list[Measured], name: str) -> float:
    sizes, took = ([getattr(one, what) for one in rows] for what in ("series", name))
    return float(np.polyfit(np.log10(sizes), np.log10(took), 1)[0])


def main() -> None:
    """Measure and print; with --keep, write panel-sizes.md into a folder."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--series", type=int, nargs="+", default=SERIES)
    asked.add_argument("--workers", type=int, nargs="+", default=WORKERS)
    asked.add_argument("--keep", type=Path)
    given = asked.parse_args()
    rows = []
    for workers in given.workers:
        for count in given.series:
            rows.append(measured(count, workers))
            print(rows[-1], flush=True)
    told = text(rows)
    print(told)
    if given.keep:
        (given.keep / "panel-sizes.md").write_text(
            f"# Many series, by their number\n\n{told}", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
