"""Queued runs while workers, engine, UI and the machine's power are killed, beside the same in peace.

    python -m benchmarks.kill                       # 210 runs each
    python -m benchmarks.kill --cells rnn,lstm,gru  # 610 runs each

Both at the same time. Every run has to end, once, with the figures of the undisturbed ones, and memory has
to stay flat.
"""

import argparse
import hashlib
import io
import os
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pandas as pd
import psutil

from benchmarks.tab import Tab
from core.data.frame import Dataset, canonical
from core.specs import ModelSpec
from core.store.states import ENDED
from core.store.store import Store
from core.tasks.forecast.api import forecast_spec
from core.tasks.forecast.spec import QUICK
from core.tasks.queueing import queue
from tests.e2e.conftest import Server

EXPERIMENTS, SEEDS, CELLS = 10, 10, ("rnn",)
WORKER_EVERY = 20  # ended runs between two killed workers
ENGINE_AT, UI_AT, POWER_AT = (0.3, 0.7), (0.2, 0.6), (0.5,)  # shares of the runs that have ended
LOOK = 0.25  # seconds
TRAINED = 200  # MB that a worker holds once it has imported Keras
PATIENCE = 3600.0  # seconds for everything
NOT_COMPARED = {"seconds", "samples", "latency_ms"}  # of the machine, not of the training


class Machine:
    """A data folder with a dashboard, a page that is open, and the engine that the page starts."""

    def __init__(self, folder: Path, page: str, query: str) -> None:
        self.folder, self.page, self.query = folder, page, query
        self.store = Store(folder)
        self.server = Server(folder)
        self.tab: Tab | None = None

    def start(self) -> None:
        """Start the dashboard and open the page."""
        self.server.start()
        if self.tab is None:
            self.tab = Tab(self.server.port, self.page, self.query)
            self.tab.start()

    def processes(self) -> dict[str, list[psutil.Process]]:
        """What runs here: "ui", "engine", "worker" (forked, or spawned where nothing is forked)."""
        found: dict[str, list[psutil.Process]] = {"ui": [], "engine": [], "worker": [], "other": []}
        for process in psutil.process_iter(["environ", "cmdline"]):
            if (process.info["environ"] or {}).get("UNROLLED_HOME") == str(self.folder):
                found[_kind(process)].append(process)
        return found

    def kill_worker(self) -> str:
        """Kill a worker that trains."""
        workers = [w for w in self.processes()["worker"] if _rss(w) > TRAINED]
        if not workers:
            return "worker: none was there"
        busiest = max(workers, key=_ticks)
        busiest.kill()
        return "a worker"

    def kill_engine(self) -> str:
        """Kill the engine; the page has to start another."""
        status = self.store.engine_status()
        if status is None or status.state == "gone":
            return "engine: none was there"
        os.kill(status.pid, signal.SIGKILL)
        return "the engine"

    def kill_ui(self) -> str:
        """Kill the dashboard and start it again."""
        self.server.kill()
        self.start()
        return "the UI"

    def cut_power(self) -> str:
        """Kill everything at once, then start the dashboard again."""
        for process in [p for some in self.processes().values() for p in some]:
            _kill(process)
        self.server.process.wait()
        self.start()
        return "the power"

    def close(self) -> None:
        """Leave nothing behind."""
        if self.tab:
            self.tab.close()
        for process in [p for some in self.processes().values() for p in some]:
            _kill(process)
        self.store.close()


@dataclass
class Trial:
    """What was seen while the runs went by."""

    killed: list[str] = field(default_factory=list)
    memory: list[dict[str, float]] = field(default_factory=list)  # MB by kind of process, and runs ended
    first: dict[str, str] = field(default_factory=dict)  # by run: what was recorded when it was first done
    figures: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    states: list[str] = field(default_factory=list)
    attempts: int = 0
    rewritten: int = 0  # runs whose record changed after they had ended
    seconds: float = 0.0


def small_series(seed: int) -> Dataset:
    """A random walk of 240 steps."""
    values = np.random.default_rng(seed).normal(size=240).cumsum()
    return canonical(pd.DataFrame({"value": values}), name=f"walk {seed}", source="upload")


def fill(store: Store, count: int, seeds: int, cells: tuple[str, ...] = CELLS) -> list[str]:
    """Queue small experiments."""
    small = {"model": ModelSpec(units=4), "training": replace(QUICK.training, updates=40)}
    ids = []
    for number in range(count):
        data = small_series(number)
        spec = forecast_spec(data, horizon=2, lookback=8, seeds=seeds, cells=cells, **small)
        ids.append(queue(store, data, spec))
    return ids


def trial(wanted: argparse.Namespace, folder: Path, disturbed: bool) -> Trial:
    """Let the runs go by, with or without faults."""
    store = Store(folder)
    ids = fill(store, wanted.experiments, wanted.seeds, tuple(wanted.cells.split(",")))
    total = sum(len(store.runs(id)) for id in ids)
    store.close()
    seen, machine = Trial(), Machine(folder, "forecast", f"experiment={ids[0]}")
    faults = _faults(machine, total) if disturbed else []
    begun = time.monotonic()
    machine.start()
    try:
        while time.monotonic() - begun < PATIENCE:
            runs = [run for id in ids for run in machine.store.runs(id)]
            ended = sum(run.state in ENDED for run in runs)
            _watch(machine, runs, seen)
            if ended == total:
                break
            while faults and ended >= faults[0][0]:
                seen.killed.append(faults.pop(0)[1]())
            time.sleep(LOOK)
        seen.seconds = time.monotonic() - begun
        gather(machine.store, ids, seen)
    finally:
        machine.close()
    return seen


def _faults(machine: Machine, total: int) -> list[tuple[float, Any]]:
    """When to do what, by the number of ended runs."""
    faults = [(float(at), machine.kill_worker) for at in range(WORKER_EVERY // 2, total - 4, WORKER_EVERY)]
    faults += [(share * total, machine.kill_engine) for share in ENGINE_AT]
    faults += [(share * total, machine.kill_ui) for share in UI_AT]
    faults += [(share * total, machine.cut_power) for share in POWER_AT]
    return sorted(faults, key=lambda fault: fault[0])


def _watch(machine: Machine, runs: list[Any], seen: Trial) -> None:
    for run in runs:
        if run.state == "done" and run.id not in seen.first:
            seen.first[run.id] = _record(machine.store, run)
    ended = sum(run.state in ENDED for run in runs)
    if not seen.memory or ended >= seen.memory[-1]["ended"] + 20 or ended == len(runs):
        seen.memory.append({"ended": float(ended)} | _megabytes(machine.processes()))


def _megabytes(processes: dict[str, list[psutil.Process]]) -> dict[str, float]:
    found = {kind: [mb for process in some if (mb := _rss(process))] for kind, some in processes.items()}
    trained = [mb for mb in found["worker"] if mb > TRAINED]
    return {
        "ui": max(found["ui"], default=0.0),
        "engine": max(found["engine"], default=0.0),
        "workers": statistics.fmean(trained) if trained else 0.0,
        "largest": max(trained, default=0.0),
    }


def gather(store: Store, ids: list[str], seen: Trial) -> None:
    """Everything that the runs left."""
    for number, id in enumerate(ids):
        epochs = store.epochs(id)
        for run in store.runs(id):
            seen.states.append(run.state)
            seen.attempts += run.attempt
            seen.rewritten += run.id in seen.first and _record(store, run) != seen.first[run.id]
            mine = [epoch for epoch in epochs if epoch.run == run.id]
            for name, value in _figures(store, run, mine):
                seen.figures[number, run.kind, run.cell, run.seed, name] = value


def _record(store: Store, run: Any) -> str:
    """All that is kept of a run, as one hash."""
    kept = hashlib.sha256(repr((run.attempt, run.started, run.finished, run.facts)).encode())
    for name in ("arrays", "weights"):
        kept.update(store.artifact(run.id, name) or b"")
    return kept.hexdigest()


def _figures(store: Store, run: Any, epochs: list[Any]) -> Iterator[tuple[str, Any]]:
    """Everything a run found out: forecasts, weights, losses and facts."""
    yield from store.arrays(run.id).items()
    if body := store.artifact(run.id, "weights"):
        with h5py.File(io.BytesIO(body)) as file:
            tables: list[tuple[str, Any]] = []
            file.visititems(lambda name, item: tables.append((name, item)))
            yield from [(name, item[()]) for name, item in tables if isinstance(item, h5py.Dataset)]
    yield "epochs", np.array([(e.epoch, e.loss, e.val_loss or 0.0) for e in epochs])
    yield from ((f"fact {n}", v) for n, v in run.facts.items() if n not in NOT_COMPARED)


def differing(one: Any, other: Any) -> tuple[int, int]:
    """Numbers compared, and how many of them differ by as much as a bit."""
    if not isinstance(one, np.ndarray):
        return 1, int(one != other)
    if not isinstance(other, np.ndarray) or one.shape != other.shape:
        return one.size, one.size
    return one.size, int(np.sum((one != other) & ((one == one) | (other == other))))  # NaN is like NaN


def compare(calm: Trial, shaken: Trial) -> tuple[int, int]:
    """All figures of two trials: numbers compared, numbers that differ; one that is missing differs."""
    found = {
        key: differing(calm.figures[key], shaken.figures.get(key)) if key in calm.figures else (1, 1)
        for key in calm.figures.keys() | shaken.figures.keys()
    }
    for key in sorted((key for key, (_, differ) in found.items() if differ), key=str):
        print(f"- differs: {key}: {calm.figures.get(key)} | {shaken.figures.get(key)}")
    return sum(size for size, _ in found.values()), sum(differ for _, differ in found.values())


def _kind(process: psutil.Process) -> str:
    line = process.info["cmdline"] or []
    if "app" in line or "streamlit" in " ".join(line):
        return "ui"
    if "core.engine" in line:
        return "engine"
    return "worker" if "forkserver" in " ".join(line) or "spawn_main" in " ".join(line) else "other"


def _rss(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss) / 1e6
    except psutil.NoSuchProcess:
        return 0.0


def _ticks(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
        return float(times.user + times.system)
    except psutil.NoSuchProcess:
        return 0.0


def _kill(process: psutil.Process) -> None:
    try:
        process.kill()
    except psutil.NoSuchProcess:
        pass


def told(name: str, seen: Trial) -> None:
    """Print what was seen in one trial."""
    counts = {state: seen.states.count(state) for state in sorted(set(seen.states))}
    killed = {what: seen.killed.count(what) for what in dict.fromkeys(seen.killed)}
    print(f"\n## {name}: {len(seen.states)} runs in {seen.seconds:.0f} s\n")
    print(f"- killed: {killed or 'nothing'}\n- ended: {counts}; attempts: {seen.attempts}")
    print(f"- records that changed after they were done: {seen.rewritten} of {len(seen.first)}")
    print("\n| runs ended | UI, MB | engine, MB | workers, mean MB | largest, MB |\n|---|---|---|---|---|")
    for row in seen.memory:
        cells = (f"{row[name]:.0f}" for name in ("ended", "ui", "engine", "workers", "largest"))
        print(f"| {' | '.join(cells)} |")


def main() -> None:
    """Both trials, and what differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--experiments", type=int, default=EXPERIMENTS)
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--cells", default=",".join(CELLS))
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        with ThreadPoolExecutor(2) as both:
            trials = [
                both.submit(trial, wanted, Path(one), False),
                both.submit(trial, wanted, Path(other), True),
            ]
        calm, shaken = (future.result() for future in trials)
    told("Undisturbed", calm)
    told("Disturbed", shaken)
    compared, differ = compare(calm, shaken)
    print(f"\nNumbers compared: {compared}; that differ: {differ}")
    ended = all(set(seen.states) == {"done"} and not seen.rewritten for seen in (calm, shaken))
    sys.exit(0 if ended and not differ else 1)


if __name__ == "__main__":
    main()
