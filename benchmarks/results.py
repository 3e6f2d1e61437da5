"""What three cells reach on real series, as one page of tables; the series are not part of the repository.

    python -m benchmarks.results --data FOLDER --keep docs/results.md

FOLDER holds series/ and stocks/ with the files named below. Each series is an experiment of its own with the
quick preset's settings, in an empty store, with an engine of its own. The page is written anew after each
series, so that whatever ends it early leaves what was found; it says how many of the series it holds.
"""

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.record import machine
from core.api import forecast_spec, from_file, queue, wait
from core.data.frame import Dataset
from core.engine.simple import simple_methods
from core.evaluate.limits import LONGEST_HISTORY, LONGEST_SEASON
from core.runs.engine_process import start_engine
from core.runs.store import Store
from core.runs.summary import summary
from core.specs import ExperimentSpec
from core.tasks.interval_report import Residuals, intervals
from core.tasks.prepared import MOST_ORIGINS

IDLE = 120.0  # seconds after which the engine leaves
VERDICTS = {"better": "better", "no_better": "no better", "worse": "worse", "too_little": "too little data"}


@dataclass(frozen=True)
class Series:
    """One file and what is forecast from it."""

    name: str
    path: str
    target: str
    horizon: int
    lookback: int
    rows: int | None = None  # the last so many; all by default


STOCKS = [
    Series(f"{name}, adjusted close", f"stocks/stocknet_2012_2017/{name}.csv", "Adj Close", 5, 60)
    for name in ("AAPL", "AMZN", "BABA", "GOOG", "MSFT")
]
SERIES = [
    Series("Airline passengers", "series/airline-passengers.csv", "", 3, 24),
    *STOCKS,
    Series("Monthly sunspots", "series/monthly-sunspots.csv", "", 12, 60),
    Series("Daily minimum temperatures", "series/daily-min-temperatures.csv", "", 7, 60),
    Series("ETTh1, oil temperature", "series/ETTh1.csv", "OT", 24, 96, rows=4000),
]


def loaded(one: Series, folder: Path) -> Dataset:
    """A series, cut to its last rows where that is asked for."""
    data = from_file(folder / one.path, target=one.target or None)
    return replace(data, frame=data.frame.iloc[-one.rows :]) if one.rows else data


def spec_of(one: Series, data: Dataset, seeds: int) -> ExperimentSpec:
    """All cells with the quick preset's settings, without the refit that no score needs."""
    return forecast_spec(data, seeds=seeds, refit=False, horizon=one.horizon, lookback=one.lookback)


def found(one: Series, store: Store, folder: Path, seeds: int) -> dict[str, Any]:
    """Train, compare, judge."""
    data = loaded(one, folder)
    experiment = store.experiment(queue(store, data, spec_of(one, data, seeds)))
    wait(store, experiment)
    return summary(store, experiment)


def cell_lines(one: Series, result: dict[str, Any]) -> Iterator[str]:
    """One line per cell."""
    compared, verdict = result["comparison"], result["verdict"]
    for cell in compared["cells"]:
        name = cell["name"]
        drawn = compared["intervals_drawn"][name]["version"]
        covered = [row for row in compared["intervals"][name] if row["version"] == drawn]
        told = VERDICTS[verdict["outcome"]] if name == verdict["cell"] else ""
        yield _row(
            f"{one.name} ({one.lookback} → {one.horizon})", name.upper(), str(cell["seeds"]),
            compared["reference"],
            f"{100 * cell['skill']:+.1f}", _between(cell["interval"]), _p(cell["p_holm"]),
            " / ".join(f"{100 * row['coverage']:.0f}" for row in covered),
            " / ".join(f"{row['width']:.3g}" for row in covered), drawn, told,
        )  # fmt: skip


def ridge_lines(one: Series, folder: Path) -> Iterator[str]:
    """Both versions of the intervals around ridge regression's forecasts: the same on every machine."""
    data = loaded(one, folder)
    facts, arrays = simple_methods(spec_of(one, data, 1), data)
    blocks = ("calibration", "test")
    missed = {name: arrays[f"{name}_truth"] - arrays[f"{name}/ridge"] for name in blocks}
    rows = {f"{name}_rows": np.asarray(arrays[f"{name}_origins"]) for name in blocks}
    rooms = {f"{name}_room": arrays[f"{name}/ridge"] for name in blocks} if facts["non_negative"] else {}
    fan = intervals(Residuals(**missed, **rows, **rooms, last_row=facts["cuts"]["rows"] - 1))
    for version in ("split", "adaptive"):
        both = [row for row in fan.covered if row.version == version]
        yield _row(
            one.name, version + (", drawn" if version == fan.drawn.version else ""),
            " / ".join(f"{100 * row.coverage:.1f}" for row in both),
            " / ".join(f"{row.width:.3g}" for row in both),
            " / ".join(f"{row.score:.4g}" for row in both),
        )  # fmt: skip


def page(cells: list[str], ridge: list[str], done: int, seeds: int) -> str:
    """The whole page as Markdown."""
    cut = [f"of {one.name} the last {one.rows:,} rows" for one in SERIES if one.rows]
    return "\n".join([
        "# Results on real series", "",
        f"{done} of {len(SERIES)} series, {seeds} seeds per cell wanted, quick preset, no refit; "
        f"{'; '.join(cut)}. "
        "Written by `python -m benchmarks.results --data FOLDER --keep docs/results.md`. " + machine(), "",
        "Skill in % against the reference, with its 95 % interval; p one-sided, Diebold-Mariano, after Holm "
        "over the three cells of a series; coverage in % and mean width of the intervals that are drawn, at "
        "80 and 95 %, of the mean of the seeds' forecasts on the test rows. The verdict stands with the cell "
        "it names. Networks and ridge are fitted on the training rows, the other simple methods on all rows "
        f"before the test (ETS and Theta on the last {LONGEST_HISTORY:,} of them, and without seasons longer "
        f"than {LONGEST_SEASON}); the test is scored at {MOST_ORIGINS['test']} origins at most.", "",
        _row("Series (lookback → horizon)", "Cell", "Seeds", "Reference", "Skill", "95 % interval", "p",
             "Covered", "Width", "Drawn", "Verdict"),
        "|---" * 2 + "|--:|---" + "|--:" * 5 + "|---" * 2 + "|", *cells, "",
        "## Both versions of the intervals", "",
        "Around the forecasts of ridge regression, which need no seed, at 80 / 95 %. The version that is "
        "drawn was chosen on calibration rows.", "",
        _row("Series", "Version", "Covered, %", "Mean width", "Interval score"),
        "|---" * 2 + "|--:" * 3 + "|", *ridge, "",
    ])  # fmt: skip


def main() -> None:
    """Measure what is asked for and keep the page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the series")
    parser.add_argument("--keep", type=Path, help="Markdown file; without it the page is printed")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--only", default="", help="series whose names hold this")
    given = parser.parse_args()
    chosen = [one for one in SERIES if given.only.lower() in one.name.lower()]
    ridge = [line for one in chosen for line in ridge_lines(one, given.data)]
    cells: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        store, engine = Store(Path(folder)), start_engine(Path(folder), idle_seconds=IDLE)
        try:
            for done, one in enumerate(chosen, start=1):
                cells += cell_lines(one, found(one, store, given.data, given.seeds))
                _keep(page(cells, ridge, done, given.seeds), given.keep)
        finally:
            engine.terminate()
            engine.wait(30)
            store.close()


def _keep(text: str, path: Path | None) -> None:
    if path is None:
        print(text)
    else:
        path.write_text(text, encoding="utf-8")


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _between(interval: list[float | None]) -> str:
    low, high = interval
    return "–" if low is None or high is None else f"{100 * low:+.1f} to {100 * high:+.1f}"


def _p(value: float | None) -> str:
    return "–" if value is None else "< 0.001" if value < 0.001 else f"{value:.2g}"


if __name__ == "__main__":
    main()
