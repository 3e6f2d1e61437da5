"""Two dashboards and two engines on one store, what open tabs cost while something trains, and a class.

python -m benchmarks.crowd           # all; some five minutes
python -m benchmarks.crowd a_class   # thirty tabs that go from page to page while three experiments train
"""

import itertools
import random
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import psutil
from sqlalchemy import event

from app.learn.steps import STEPS
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
CLASS, TRAINING = 30, 3  # tabs, and experiments that train meanwhile
STAY = (10.0, 30.0)  # seconds that somebody looks at a page, evenly drawn
LESSON = 120.0  # seconds that the class is watched, after every tab has opened its first page
WANTED = 2.0  # seconds, at the 95th percentile


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


def ways_of(ids: list[str]) -> list[tuple[str, str]]:
    """Pages that a class goes to, with their queries: steps of Learn, results, lists, insides."""
    lessons = [("learn", f"about={step}&class=7b") for step in STEPS]
    results = [("forecast", f"experiment={id}") for id in ids]
    return [*lessons, *results, ("learn", "tab=hand"), ("memory", ""), ("experiments", ""), ("", "")]


def a_lesson(opened: list[Tab], ways: list[tuple[str, str]]) -> None:
    """Let every tab go from page to page until the lesson is over."""
    drawn, turn = random.Random(1), itertools.cycle(ways)
    end = time.perf_counter() + LESSON
    leaves = [(time.perf_counter() + drawn.uniform(0, STAY[1]), tab) for tab in opened]
    while (now := time.perf_counter()) < end:
        for place, (due, tab) in enumerate(leaves):
            if due <= now:
                tab.visit(*next(turn))
                leaves[place] = now + drawn.uniform(*STAY), tab
        time.sleep(0.05)


def a_class(folder: Path) -> None:
    """Thirty tabs on one server, and three experiments that train all the while."""
    machine, ids = Machine(folder, "", ""), list[str]()
    for number in range(TRAINING):
        data = small_series(number)
        spec = forecast_spec(data, horizon=2, lookback=8, seeds=10, training=LONG, model=ModelSpec(units=64))
        ids.append(queue(machine.store, data, spec))  # runs enough for the whole lesson
    machine.start()
    try:
        deadline = time.monotonic() + PATIENCE
        while not any(map(machine.store.epochs, ids)) and time.monotonic() < deadline:
            time.sleep(0.5)
        opened, ways = tabs(machine.server.port, CLASS, "learn", "class=7b"), ways_of(ids)
        while not all(tab.opened for tab in opened):
            time.sleep(0.2)
        first = sorted(tab.opened[0] for tab in opened)
        process, since = psutil.Process(machine.server.process.pid), time.perf_counter()
        used = busy(process)
        a_lesson(opened, ways)
        cpu = 100 * (busy(process) - used) / (time.perf_counter() - since)
        trains = sum(run.state == "running" for id in ids for run in machine.store.runs(id))
        errors, load = sum(len(tab.errors) for tab in opened), psutil.getloadavg()[0]
        took = sorted(one for tab in opened for one in tab.opened[1:])
        p95 = took[int(0.95 * len(took))]
        print(f"\n{CLASS} tabs, {TRAINING} experiments ({trains} runs at work), {len(took)} pages: ", end="")
        print(f"median {statistics.median(took):.2f} s, p95 {p95:.2f} s, longest {took[-1]:.2f} s; ", end="")
        print(f"all {CLASS} at once: {first[-1]:.1f} s; {cpu:.0f} % of a core, ", end="")
        print(f"{machine.server.memory():.0f} MB, {errors} errors; load {load:.1f}; ", end="")
        print("kept" if p95 < WANTED else "not kept")
        for tab in opened:
            tab.close()
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
    """All, one after the other, or those that are named."""
    known = {one.__name__: one for one in (open_tabs, two_of_each, a_class)}
    for measure in [known[name] for name in sys.argv[1:]] or known.values():
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder))


if __name__ == "__main__":
    main()
