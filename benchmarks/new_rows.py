"""From a file of new rows to a new forecast: seconds and memory, and fifty experiments in one go.

Seconds by the clock, and of processor time: of the program, the engine and its workers together, which tell
more where other work shares the machine.

    python -m benchmarks.new_rows
    python -m benchmarks.new_rows --experiments 10 --keep docs/performance

An analyst's whole way by command line, in an empty folder: train on a file, close everything, come back with
one more month; the new forecast, the last one's score, and both in one workbook, which is opened and looked
at. Then the networks are brought back as often as there are to be experiments, and all are refreshed.
"""

import argparse
import contextlib
import json
import math
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import psutil

from benchmarks.record import machine
from core.data.samples import load_sample
from core.store.store import Store
from core.tasks.forecast.api import from_file, load, predict

SAMPLE, FILE, BOOK = "airline_passengers", "passengers.csv", "forecasts.xlsx"
LATER = 6  # months that come after training
BUDGET = {"cold": 15.0, "warm": 5.0}  # seconds to a forecast; an engine's start of 10 s is in the cold one
LOOK = 2.0  # seconds between looks at memory


@dataclass(frozen=True)
class Took:
    """What a step took, in seconds."""

    clock: float
    processor: float

    def parts(self, count: int) -> "Took":
        """Of each of so many."""
        return Took(self.clock / count, self.processor / count)


@dataclass
class Machine:
    """A data folder, the program on it, and how much memory its engine with its workers has taken."""

    folder: Path
    store: Store
    largest: float = 0.0  # MB, shared memory counted once
    over: threading.Event = field(default_factory=threading.Event)

    @contextlib.contextmanager
    def timed(self, took: dict[str, Took], what: str) -> Iterator[None]:
        """Note what a step takes."""
        clock, processor = time.perf_counter(), self._processor()
        yield
        took[what] = Took(time.perf_counter() - clock, self._processor() - processor)

    def run(self, *words: Any) -> str:
        """The program with some words: what it printed."""
        command = [sys.executable, "-m", "unrolled", *map(str, words)]
        own = os.environ | {"UNROLLED_HOME": str(self.folder)}
        done = subprocess.run(command, env=own, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout

    def close(self) -> None:
        """End the engine, as a machine that is turned off does."""
        for engine in self._engine()[:1]:
            with contextlib.suppress(psutil.NoSuchProcess):
                engine.terminate()
                engine.wait(30)

    def watch(self) -> None:
        """Keep the largest sum of the engine's and its workers' memory."""
        while not self.over.wait(LOOK):
            with contextlib.suppress(psutil.Error):
                held = sum(one.memory_full_info().pss for one in self._engine()) / 1e6
                self.largest = max(self.largest, held)

    def _engine(self) -> list[psutil.Process]:
        """The engine and its workers, while it is there."""
        status = self.store.engine_status()
        if status is None or status.state == "gone" or not psutil.pid_exists(status.pid):
            return []
        engine = psutil.Process(status.pid)
        return [engine, *engine.children(recursive=True)]

    def _processor(self) -> float:
        """Seconds of processor time so far: this process, programs that have ended, the engine's."""
        found = sum(os.times()[:4])
        for one in self._engine():
            with contextlib.suppress(psutil.Error):
                found += sum(one.cpu_times()[:2])
        return found


def written(folder: Path, months: int) -> Path:
    """The sample's file as it is after so many months of those that are to come."""
    frame = load_sample(SAMPLE).frame
    path = folder / FILE
    folder.mkdir(exist_ok=True)
    frame.iloc[: len(frame) - LATER + months].to_csv(path)
    return path


def analyst(at: Machine, took: dict[str, Took]) -> str:
    """Train, close, come back with one more month: the experiment."""
    with at.timed(took, "training, three cells, three seeds"):
        trained = at.run("forecast", written(at.folder / "first", 0), "--horizon", 12, "--json", "-")
    id = str(json.loads(trained)["experiment"])
    at.close()
    at.largest = 0.0
    with at.timed(took, "cold engine: command to forecast"):
        told = at.run("predict", id, written(at.folder / "second", 1))
    checked(json.loads(told), months=1)
    with at.timed(took, "new forecast and score in one workbook"):
        at.run("workbook", id, at.folder / BOOK)
    check_workbook(at.folder / BOOK)
    with at.timed(took, "warm engine: command to forecast"):
        told = at.run("predict", id, written(at.folder / "third", 2))
    checked(json.loads(told), months=2)
    with at.timed(took, "warm engine: file to forecast, as the page does"):
        found = predict(id, from_file(written(at.folder / "fourth", 3)), store=at.store)
    took |= {f"of that, {name}": Took(value, float("nan")) for name, value in found["seconds"].items()}
    return id


def check_workbook(path: Path) -> None:
    """The new forecast, and every forecast so far beside what came, some of it scored."""
    sheets = pd.read_excel(path, sheet_name=None, engine="calamine")
    forecast, record, scores = (
        sheets[name] for name in ("New forecast", "Track record", "How forecasts did since")
    )
    assert len(forecast) and len(record) and len(scores), sheets.keys()
    assert record["Actual"].notna().any(), "what came stands beside what was told"


def checked(told: dict[str, Any], months: int) -> dict[str, Any]:
    """A new forecast, with all earlier ones scored; what is not so ends the benchmark."""
    assert len(told["forecast"]["mean"]) == 12 and len(told["forecast"]["lo95"]) == 12
    assert (told["track"]["told"], told["track"]["scored"]) == (months + 1, months), told["track"]
    assert told["track"]["sent"]["values"] == sum(range(1, months + 1))
    return told


def many(at: Machine, id: str, count: int, took: dict[str, Took]) -> None:
    """Bring the networks back until there are so many experiments, and refresh all of them."""
    archive = at.folder / "networks.zip"
    at.run("export", id, archive)
    for _ in range(count - 1):
        load(archive, store=at.store)
    at.close()
    at.largest, what = 0.0, f"cold engine: {count} experiments refreshed"
    with at.timed(took, what):
        told = json.loads(at.run("refresh", written(at.folder / "last", LATER).parent))
    if told["left"]:
        took[f"of them without an answer in time: {len(told['left'])}"] = Took(math.nan, math.nan)
    took["of that, each"] = took[what].parts(count)


def text(took: dict[str, Took], memory: dict[str, float]) -> str:
    """A Markdown table."""
    lines = ["| what | seconds | of processor time |", "|---|--:|--:|"]
    for what, one in took.items():
        clock, processor = (
            "" if math.isnan(value) else f"{value:.1f}" for value in (one.clock, one.processor)
        )
        lines.append(f"| {what} | {clock} | {processor} |")
    lines += ["", "| most memory of the engine and its workers | MB |", "|---|--:|"]
    lines += [f"| {what} | {value:,.0f} |" for what, value in memory.items()]
    budget = f"Budget: {BUDGET['warm']:.0f} s warm, {BUDGET['cold']:.0f} s cold. {machine()}"
    return "\n".join([*lines, "", budget, ""])


def main() -> None:
    """Measure and print; with --keep, write new-rows.md into a folder."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--experiments", type=int, default=50)
    asked.add_argument("--keep", type=Path)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        at = Machine(Path(folder), Store(Path(folder)))
        took: dict[str, Took] = {}
        memory: dict[str, float] = {}
        watcher = threading.Thread(target=at.watch)
        watcher.start()
        try:
            id = analyst(at, took)
            memory["three forecasts one after another"] = at.largest
            many(at, id, given.experiments, took)
            memory[f"{given.experiments} experiments refreshed"] = at.largest
        finally:
            at.over.set()
            watcher.join()
            at.close()
    told = text(took, memory)
    print(told)
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
        (given.keep / "new-rows.md").write_text(
            f"# New rows, from file to forecast\n\n{told}", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
