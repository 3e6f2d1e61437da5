"""Two dashboards and two engines on one store, and what open tabs cost while something trains.

python -m benchmarks.crowd
"""

import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import psutil
from sqlalchemy import event

from benchmarks.kill import Machine, small_series
from benchmarks.tab import Tab, tabs
from core.specs import ModelSpec
from core.store.engine_process import start_engine
from core.store.states import ENDED
from core.store.store import Store
from core.store.waiting import place_of
from core.tasks.forecast.api import forecast_spec
from core.tasks.forecast.spec import QUICK
from core.tasks.queueing import queue
from tests.e2e.conftest import Server

WATCHED = 20.0  # seconds that tabs are watched
TABS = (1, 10)
LONG = replace(QUICK.training, updates=50_000, patience=50_000, learning_rate=1e-5)
PATIENCE = 300.0  # seconds


def busy(process: psutil.Process) -> float:
    """Seconds of processor time that a process has used."""
    times = process.cpu_times()
    return float(times.user + times.system)


def reads_of_a_look(store: Store, id: str) -> int:
    """Statements that a page sends to the store each time it looks at a running experiment."""
    seen: list[str] = []

    def count(_connection, _cursor, statement, *_rest) -> None:
        seen.append(statement)

    event.listen(store.engine, "before_cursor_execute", count)
    store.experiment(id), store.runs(id), store.epochs(id), place_of(store.engine, id)
    event.remove(store.engine, "before_cursor_execute", count)
    return sum(statement.startswith("SELECT") for statement in seen)


def watch(server: Server, opened: list[Tab]) -> dict[str, float]:
    """What the tabs that are open cost the process that serves them."""
    while not all(tab.opened and tab.polled for tab in opened):
        time.sleep(0.2)
    process, before = psutil.Process(server.process.pid), [len(tab.polled) for tab in opened]
    used, since = busy(process), time.perf_counter()
    time.sleep(WATCHED)
    spent, passed = busy(process) - used, time.perf_counter() - since
    polls = [took for tab, start in zip(opened, before, strict=True) for took in tab.polled[start:]]
    return {
        "tabs": len(opened),
        "opened": statistics.median(tab.opened[0] for tab in opened),
        "cpu": 100 * spent / passed,
        "polls": len(polls) / passed,
        "each": 1000 * spent / len(polls),
        "median": 1000 * statistics.median(polls),
        "p95": 1000 * sorted(polls)[int(0.95 * len(polls))],
        "memory": server.memory(),
        "errors": sum(len(tab.errors) for tab in opened),
    }


def open_tabs(folder: Path) -> None:
    """Tabs on an experiment that trains all the while."""
    machine, data = Machine(folder, "", ""), small_series(0)
    spec = forecast_spec(data, horizon=2, lookback=8, seeds=10, training=LONG, model=ModelSpec(units=4))
    id = queue(machine.store, data, spec)
    machine.start()
    try:
        deadline = time.monotonic() + PATIENCE
        while not machine.store.epochs(id) and time.monotonic() < deadline:
            time.sleep(0.5)
        print(f"Statements to the store per look: {reads_of_a_look(machine.store, id)}\n")
        print("| tabs | page drawn, s | CPU, % | polls/s | ms of CPU | poll, ms | p95, ms | MB | errors |")
        print("|---|---|---|---|---|---|---|---|---|")
        for count in TABS:
            opened = tabs(machine.server.port, count, "forecast", f"experiment={id}")
            told = watch(machine.server, opened)
            for tab in opened:
                tab.close()
            names = ("tabs", "opened", "cpu", "polls", "each", "median", "p95", "memory", "errors")
            print("| " + " | ".join(f"{told[name]:.3g}" for name in names) + " |", flush=True)
    finally:
        machine.close()


def two_of_each(folder: Path) -> None:
    """Two dashboards and two engines that start at once on one store."""
    first, second = Machine(folder, "", ""), Machine(folder, "", "")
    data = small_series(1)
    small = {"model": ModelSpec(units=4), "training": replace(QUICK.training, updates=40)}
    ids = [queue(first.store, data, forecast_spec(data, horizon=2, lookback=8, seeds=1, **small))]
    engines = [start_engine(folder, 60.0), start_engine(folder, 60.0)]
    first.start(), second.start()
    try:
        ids.append(queue(second.store, data, forecast_spec(data, horizon=2, lookback=8, seeds=1, **small)))
        deadline, most = time.monotonic() + PATIENCE, 0
        while time.monotonic() < deadline:
            runs = [run for id in ids for run in first.store.runs(id)]
            if all(run.state in ENDED for run in runs):
                break
            most = max(most, len([e for e in engines if e.poll() is None]))
            time.sleep(0.5)
        status = first.store.engine_status()
        alive = len([e for e in engines if e.poll() is None])
        print(
            f"\nTwo UIs, two engines: {len(runs)} runs, {sum(r.state == 'done' for r in runs)} done, ", end=""
        )
        print(f"{sum(r.attempt for r in runs)} attempts; engines alive at the end: {alive} of 2", end="")
        print(f" (lease {status.number if status else None}); errors on pages:", end=" ")
        print(sum(len(machine.tab.errors) for machine in (first, second) if machine.tab))
    finally:
        first.close(), second.close()
        for engine in engines:
            engine.wait(20)


def main() -> None:
    """Both, one after the other."""
    for measure in (open_tabs, two_of_each):
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder))


if __name__ == "__main__":
    main()
