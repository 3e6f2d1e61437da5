"""One who queues and brings as much as they can, and whoever waits behind."""

import sqlite3
import subprocess
import sys
import time

from benchmarks.abuse.belongings import made
from benchmarks.abuse.reading import sent_file
from benchmarks.abuse.served import Served
from benchmarks.abuse.stage import Attack, Stage, Told
from benchmarks.abuse.store import column, seen
from benchmarks.abuse.wire import Wire

GREEDY = 20.0  # seconds that somebody queues as much as they can
STARVED = 4  # runs of others that may begin before one's own first
QUEUE = """
import sys
from dataclasses import replace
from core.tasks.forecast.api import forecast_spec, from_sample
from core.tasks.queueing import queue
from core.errors import UserError
from core.store.engine_process import ensure_engine
from core.store.store import Store
from core.specs import QUICK, ModelSpec
store, data = Store(), from_sample("chaotic")
owner, count, seeds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
for number in range(count):
    spec = forecast_spec(data, horizon=2, lookback=8 + number, cells=("rnn",), seeds=seeds, refit=False,
                         training=replace(QUICK.training, updates=40), model=ModelSpec(units=4))
    try:
        print(queue(store, data, spec, None, owner), flush=True)
    except UserError as error:
        print("refused", error.key, flush=True)
        break
ensure_engine(store)
"""
SWEEP = """
import time
from core.store.store import Store
from core.store.tidying import tidy
print(tidy(Store(), time.time() + 2 * 86_400).files)
"""  # with a clock two days ahead


def greedy(stage: Stage) -> Told:
    """Train the same again and again, as fast as the page allows."""
    own = made(stage)
    began, pressed, said = time.monotonic(), 0, ""
    with Wire(stage.served.url, own.cookies, stage.patience) as tab:
        stop = tab.open("forecast", f"experiment={own.id}").button("progress.stop")
        assert stop is not None
        tab.press(stop)
        while time.monotonic() - began < GREEDY and not said:
            again = tab.open("forecast", f"experiment={own.id}").button("forecast.again")
            if again is None:
                break
            drawn = tab.press(again)
            pressed += 1
            said = next(iter(drawn.alerts), "")
    (waiting,) = column(stage.served, "select count(*) from runs where state='queued'")
    took = time.monotonic() - began
    told = f"{waiting} runs wait after {pressed} clicks in {took:.0f} s{': ' + said if said else ', no end'}"
    return Told(told[:200], bool(said))


def starving(stage: Stage) -> Told:
    """One person queues thirty experiments, then another one; whose runs begin?"""
    first = _queued(stage.served, "a" * 64, 30, 2)
    with seen(stage.served) as store:
        deadline = time.monotonic() + stage.patience
        while not _begun(store, first) and time.monotonic() < deadline:
            time.sleep(0.1)
        before = _begun(store, first)
        second = _queued(stage.served, "b" * 64, 1, 1)
        while not _begun(store, second) and time.monotonic() < deadline:
            time.sleep(0.05)
        passed, came = _begun(store, first) - before, _begun(store, second) > 0
    if not before:
        return Told("no engine trained anything", False)
    told = f"{'begins' if came else 'has not begun'} after {passed} runs of the other"
    return Told(told, came and passed <= STARVED)


def unused(stage: Stage) -> Told:
    """Bring a file that no experiment is made of; is it still there a day later?"""
    kept = stage.served.home / "data"
    before = {path.name for path in kept.glob("*")}
    read = sent_file("forecast", "unused.csv", walk, stage)
    brought = {path.name for path in kept.glob("*")} - before
    swept = subprocess.run(
        [sys.executable, "-c", SWEEP], cwd=stage.served.app, env=stage.served.surroundings(),
        capture_output=True, text=True,
    )  # fmt: skip
    left = {path.name for path in kept.glob("*")} & brought
    if not brought:
        return Told(f"nothing was kept: {read.words}", False)
    told = f"{len(left)} of {len(brought)} files kept" if swept.returncode == 0 else "nothing sweeps"
    return Told(told, not left)


def walk() -> bytes:
    """A small series that nobody brought before."""
    rows = "".join(f"2024-{1 + n // 28:02d}-{1 + n % 28:02d},{(n * 7919) % 101}\n" for n in range(300))
    return f"date,unused\n{rows}".encode()


def _queued(served: Served, owner: str, count: int, seeds: int) -> list[str]:
    told = subprocess.run(
        [sys.executable, "-c", QUEUE, owner, str(count), str(seeds)],
        cwd=served.app, env=served.surroundings(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [line for line in told.stdout.splitlines() if " " not in line]


def _begun(store: sqlite3.Connection, ids: list[str]) -> int:
    marks = ",".join("?" * len(ids))
    query = (
        f"select count(*) from runs where state not in ('queued', 'cancelled') and experiment in ({marks})"
    )
    return int(store.execute(query, ids).fetchone()[0])


ATTACKS = (
    Attack("an upload that nobody uses, a day later", unused),
    Attack("one person queues as much as they can", greedy),
    Attack(
        "one queues 30 experiments, then another one", starving, patience=60.0, engine=True, measured=False
    ),
)
