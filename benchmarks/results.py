"""What three cells reach on real series, as one page of tables; the series are not part of the repository.

    python -m benchmarks.results --data FOLDER --parts FOLDER --keep docs/results.md

The data folder holds the files that `benchmarks.results_series` names. Each series is an experiment of its
own with a preset's settings, in an empty store, with an engine of its own. What is found for a series is kept
as one file in the folder of parts, and what is there already is not done again: a run that is cut goes on
where it was. The page is written anew after each series.
"""

import argparse
import json
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.record import machine
from benchmarks.results_page import page
from benchmarks.results_series import SERIES, Series, loaded
from core.data.frame import Dataset
from core.specs import ExperimentSpec
from core.store.engine_process import start_engine
from core.store.jsonable import plain
from core.store.store import Store
from core.tasks.forecast.advice import suited
from core.tasks.forecast.spec import PRESETS, ForecastSpec
from core.tasks.queueing import queue
from core.tasks.summary import summary
from core.tasks.waiting import wait

IDLE = 120.0  # seconds after which the engine leaves
CHOSEN = ("transform", "season", "calendar", "blocks")


def spec_of(one: Series, data: Dataset, preset: str, seeds: int) -> ExperimentSpec:
    """All cells with a preset's settings, without the final refit that no score needs."""
    base = PRESETS[preset]
    task = ForecastSpec(target=one.target or data.target, horizon=one.horizon, lookback=one.lookback)
    training = suited(base.training, len(data.frame))
    return replace(
        base, data=data.sha256, task=task, training=training, seeds=seeds or base.seeds, refit=False
    )


def found(one: Series, store: Store, data: Dataset, spec: ExperimentSpec) -> dict[str, Any]:
    """Train, compare, judge; what the page tells of a series, as JSON."""
    began = time.perf_counter()
    experiment = store.experiment(queue(store, data, spec))
    wait(store, experiment)
    result = plain(summary(store, experiment))
    simple = next(run for run in store.runs(experiment.id) if run.kind == "simple")
    compared = result["comparison"]
    return {
        "title": one.title, "group": one.group, "rows": len(data.frame), "origins": compared["origins"],
        "refitted": compared["refitted_before_test"], "reference": compared["reference"],
        "beforehand": compared["beforehand"], "verdict": result["verdict"],
        "simple": {method["name"]: method["metrics"]["mae"] for method in result["baselines"]},
        "cells": {cell["name"]: _cell(cell, compared) for cell in compared["cells"]},
        "chosen": plain({name: simple.facts.get(name) for name in CHOSEN}),
        "ridge": plain(simple.facts["ridge"]),
        "sent": result["forecast"]["method"], "seconds": time.perf_counter() - began,
    }  # fmt: skip


def _cell(cell: dict[str, Any], compared: dict[str, Any]) -> dict[str, Any]:
    """One cell: alone, with ridge, its seeds one by one, its test and its intervals."""
    name = cell["name"]
    drawn = compared["intervals_drawn"][name]["version"]
    covered = [row for row in compared["intervals"][name] if row["version"] == drawn]
    added = next(one for one in compared["added_to_ridge"] if one["cell"] == name)
    seeds = next((one for one in compared["seeds"] if one["name"] == name), cell)
    return {
        "seeds": cell["seeds"], "mae": cell["metrics"]["mae"], "one": seeds["metrics"]["mae"],
        "with_ridge": added["error"], "adds": added["finding"], "skill": cell["skill"],
        "interval": cell["interval"], "p_holm": cell["p_holm"], "drawn": drawn,
        "coverage": [row["coverage"] for row in covered], "width": [row["width"] for row in covered],
    }  # fmt: skip


def main() -> None:
    """Measure what is asked for and not there yet, and keep the page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the series")
    parser.add_argument("--parts", type=Path, required=True, help="folder of what was found, a file a series")
    parser.add_argument("--keep", type=Path, help="Markdown file; without it the page is printed at the end")
    parser.add_argument("--preset", default="quick", choices=list(PRESETS))
    parser.add_argument("--seeds", type=int, default=0, help="per cell; the preset's by default")
    parser.add_argument("--only", default="", help="series whose names hold this")
    given = parser.parse_args()
    given.parts.mkdir(parents=True, exist_ok=True)
    chosen = [one for one in SERIES if given.only.lower() in one.title.lower()]
    missing = [one for one in chosen if not _part(given, one).exists()]
    if missing:
        _measure(missing, given)
    _tell(given)


def _measure(missing: list[Series], given: argparse.Namespace) -> None:
    """One series after another, with one engine."""
    with tempfile.TemporaryDirectory() as folder:
        store, engine = Store(Path(folder)), start_engine(Path(folder), idle_seconds=IDLE)
        try:
            for one in missing:
                data = loaded(one, given.data)
                told = found(one, store, data, spec_of(one, data, given.preset, given.seeds))
                _part(given, one).write_text(json.dumps(told, indent=1), encoding="utf-8")
                print(f"{one.title}: {told['seconds']:.0f} s", flush=True)
                if given.keep:
                    _tell(given)
        finally:
            engine.terminate()
            engine.wait(30)
            store.close()


def _part(given: argparse.Namespace, one: Series) -> Path:
    folder: Path = given.parts
    return folder / f"{one.key}.json"


def _tell(given: argparse.Namespace) -> None:
    """Write the page of all parts there are, in the order of the list."""
    parts = [path for one in SERIES if (path := _part(given, one)).exists()]
    seeds = given.seeds or PRESETS[given.preset].seeds
    about = f"{seeds} seeds a cell, preset {given.preset}. {machine()}"
    text = page([json.loads(path.read_text(encoding="utf-8")) for path in parts], len(SERIES), about)
    if given.keep:
        given.keep.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
