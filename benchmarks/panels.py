"""One network over many series beside local methods, on public panels: the figures of docs/panels.md.

    python -m benchmarks.panels --data FOLDER --parts FOLDER --keep docs/panels.md [NAMES]

FOLDER holds tourism_monthly.csv and tourism_quarterly.csv (columns series, date, visitors),
nn5_daily_wide.csv (a date, then a column for each cash machine), m4_hourly_train.csv, m4_hourly_test.csv and
vic_electricity.csv. Each series is cut at its own end, as its competition did, with one test origin, the load
of a state with thirty; all else is chosen before it. Runs are done in this process, one after the other, as a
worker does them. What is found is kept in the folder of parts.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.record import machine
from core.data.panel.choices import panel_choices_from
from core.data.panel.dataset import Panel
from core.data.panel.loading import load_panel
from core.engine.assignment import read_assignment
from core.engine.fair_queue import Turns
from core.engine.lease import acquire
from core.engine.ledger import Ledger
from core.store.store import Store
from core.tasks import TASKS
from core.tasks.panel.api import many_spec
from core.tasks.panel.keeping import keep_panel
from core.tasks.panel.summary import panel_summary
from core.tasks.queueing import queue
from core.words.methods import with_other

SCORES = ("mase", "rmsse", "smape", "mae")
HEADS = ("MASE", "RMSSE", "sMAPE", "MAE")


@dataclass(frozen=True)
class Case:
    """A set of series, and the settings other than the usual ones."""

    title: str
    load: Callable[[Path], Panel]
    published: str
    task: dict[str, Any] = field(default_factory=dict)
    training: dict[str, Any] = field(default_factory=dict)
    cells: tuple[str, ...] = ("rnn", "gru", "lstm")
    seeds: int = 3


def of_file(name: str, *read: str, series: str | None = None) -> Callable[[Path], Panel]:
    """Reads one file."""
    return lambda folder: load_panel((folder / name).read_bytes(), name, panel_choices_from(read, series))


def m4_hourly(folder: Path) -> Panel:
    """Both files of M4's hourly series, which have no times: their ends stand together."""
    parts = [pd.read_csv(folder / f"m4_hourly_{part}.csv", index_col=0) for part in ("train", "test")]
    each = [
        np.concatenate([row[~np.isnan(row)], test])
        for row, test in zip(*(part.to_numpy(dtype=float) for part in parts), strict=True)
    ]
    lengths = np.array([len(one) for one in each], dtype=np.int64)
    values, longest = np.concatenate(each), int(lengths.max())
    none = np.empty((len(values), 0))
    return Panel(
        values, none, none, np.empty((len(each), 0), dtype=np.int64), lengths, longest - lengths,
        tuple(map(str, parts[0].index)), pd.RangeIndex(longest, name="step"), "m4 hourly", "upload", "value",
    )  # fmt: skip


def victoria(*known: str) -> Callable[[Path], Panel]:
    """The load of a state by the hour, with columns that are known a day ahead; its last day is one."""

    def load(folder: Path) -> Panel:
        table = pd.read_csv(folder / "vic_electricity.csv", parse_dates=["Time"])
        hourly = (
            table.set_index("Time")[["Demand", "Temperature", "Holiday"]].astype(float).resample("h").mean()
        )
        hourly.iloc[-DAY:, 0] = np.nan
        text = hourly[["Demand", *known]].round(4).to_csv()
        read = ["target=Demand", *([f"known={','.join(known)}"] if known else [])]
        return load_panel(text.encode(), "vic_electricity.csv", panel_choices_from(read, None))

    return load


DAY = 24
LOAD = {"horizon": DAY, "season": DAY, "lookback": 7 * DAY, "block": DAY, "test_origins": 30}
SETS = {
    "tourism_monthly": Case(
        "Tourism, monthly", of_file("tourism_monthly.csv", "target=visitors", series="series"),
        "Published (Monash): DeepAR MAE 1,872, best local method 2,005.",
        {"horizon": 24, "season": 12, "lookback": 36},
    ),
    "tourism_quarterly": Case(
        "Tourism, quarterly", of_file("tourism_quarterly.csv", "target=visitors", series="series"),
        "Published (Monash): DeepAR MAE 9,511, best local method 7,656.",
        {"horizon": 8, "season": 4, "lookback": 16},
    ),
    "nn5_daily": Case(
        "NN5, daily", of_file("nn5_daily_wide.csv", "wide=yes"),
        "Published (Monash): DeepAR MAE 3.94, best local method 3.70.",
        {"horizon": 56, "season": 7, "lookback": 112, "block": 7},
    ),
    "m4_hourly": Case(
        "M4, hourly", m4_hourly,
        "Published: the winner (ES-RNN) sMAPE 9.33, Theta 18.1. The season of a week, the longer training "
        "and five seeds were chosen on validation origins (GRU: sMAPE 9.08; three seeds 9.14; a season of a "
        "day, as long 9.79, with 1,200 updates 10.18). Scored on the test before: the last of these (best "
        "cell 10.74) and three seeds (9.56).",
        {"horizon": 48, "season": 168, "lookback": 168, "block": 24}, {"updates": 4000, "patience": 1500},
        seeds=5,
    ),
    "victoria": Case(
        "Load of Victoria by hour, temperature and holidays known ahead", victoria("Temperature", "Holiday"),
        "The temperature is the one that was measured, as from a perfect weather forecast. Differences to "
        "the day before were chosen on validation origins (GRU: MAE 99.9; to the week before 114.2: that "
        "had been scored on the test before, LSTM 132.7).", LOAD,
    ),
    "victoria_alone": Case("The same, nothing known ahead but the hour of the week", victoria(), "", LOAD),
}  # fmt: skip


def measured(case: Case, folder: Path) -> dict[str, Any]:
    """The summary of one experiment, without its series, and how long everything took."""
    began, store = time.perf_counter(), Store(Path(tempfile.mkdtemp()))
    facts = keep_panel(store, case.load(folder))
    task = {"aligned": "ends", "test_origins": 1} | case.task
    spec = many_spec(facts, task=task, cells=case.cells, seeds=case.seeds)
    spec = replace(spec, training=replace(spec.training, **case.training))
    id = queue(store, facts, replace(spec, refit=False))
    took = trained(store)
    told = panel_summary(store, store.experiment(id))
    store.close()
    sent = pd.Series([one["sent"] for one in told.pop("series")]).value_counts().to_dict()
    return told | {"sent": sent, "took": took, "seconds": time.perf_counter() - began, "machine": machine()}


def trained(store: Store) -> dict[str, float]:
    """Do all runs in this process; seconds by kind and cell."""
    for module in ("core.tasks.panel.baselines", "core.tasks.worker"):
        loaded: Any = import_module(module)
        loaded.tell, loaded.asked_to_stop = (lambda *_, **__: None), (lambda key: False)
    ledger, took = Ledger(store.engine, acquire(store.engine)), dict[str, float]()
    while run := Turns().next_run(ledger.queued(), [], ledger):
        began = time.perf_counter()
        assignment, attempt = read_assignment(store, ledger, run), ledger.begin(run)
        assert attempt is not None
        job = assignment.job(attempt)
        task = TASKS[job.task]
        doer = import_module(task.baselines if job.kind == "simple" else task.worker)
        ledger.end(run.id, attempt, doer.run(job))
        name = f"{job.kind} {job.cell}".strip()
        took[name] = took.get(name, 0.0) + time.perf_counter() - began
        print(f"{name} {job.seed}: {time.perf_counter() - began:.0f} s", flush=True)
    return took


def section(name: str, told: dict[str, Any]) -> Iterator[str]:
    """Lines of Markdown on one set."""
    case, compared = SETS[name], told["comparison"]
    yield f"## {case.title}\n"
    settings = ", ".join(f"{key} {value}" for key, value in (case.task | case.training).items())
    yield f"{told['data']['series']} series; {settings}; {case.seeds} seeds. {case.published}".rstrip() + "\n"
    yield f"| method | {' | '.join(HEADS)} | better on | gain | p (Holm) |"
    yield "|---|" + "--:|" * (len(HEADS) + 3)
    for row in compared["methods"]:
        yield _row(row, told, with_other(told["verdict"]["cell"], compared["beforehand"]))
    verdict = told["verdict"]
    yield (
        f"\nVerdict: {verdict['outcome']} ({verdict['cell']} against {compared['reference']}). "
        f"80 % intervals of what is sent held {100 * (compared['coverage']['0.8'] or 0):.0f} %. "
        f"All runs took {told['seconds']:.0f} s, local methods and ridge {told['took']['simple']:.0f} s of "
        f"them. {told['machine']}\n"
    )


def _row(row: dict[str, Any], told: dict[str, Any], best: str) -> str:
    names = {"seeds": f"{row['name']}, single seeds", "sent": "**what is sent**"}
    name = names.get(row["kind"], f"**{row['name']}**" if row["name"] == best else row["name"])
    figures = [_figure(row["scores"].get(score)) for score in SCORES]
    share = "" if row["wins"] is None else f"{100 * row['wins']:.0f} %"
    gain = "" if row["gain"] is None else f"{100 * row['gain']:.1f} %"
    p = "" if row["p_holm"] is None else f"{row['p_holm']:.3g}"
    return f"| {' | '.join([name, *figures, share, gain, p])} |"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}" if value >= 1000 else f"{value:.3f}"


def page(parts: Path, before: str) -> str:
    """The whole page; of sets that are not among the parts, what it told before."""
    lines = [
        "# Many series\n",
        "One network over all series of a set beside local methods fitted to each, and beside ridge pooled "
        "over the networks' windows. Everything is chosen before the test, which is scored once. `a+b` is "
        "the mean of two methods. Where something is known ahead of a step, it joins the last hidden state, "
        "and layers that all steps share tell each step; else one layer tells all at once. (A decoder can be "
        "chosen instead; none of these has one.) Measured by "
        "`benchmarks/panels.py`; how long they take by their number: [sizes](performance/panel-sizes.md).\n",
    ]
    told = {one.partition("\n")[0]: f"## {one.rstrip()}\n" for one in before.split("\n## ")[1:]}
    for name, case in SETS.items():
        if (kept := parts / f"{name}.json").exists():
            lines += section(name, json.loads(kept.read_text()))
        elif case.title in told:
            lines.append(told[case.title])
    return "\n".join(lines)


def main() -> None:
    """Measure what is asked for and not kept yet, and write the page."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("names", nargs="*", default=list(SETS))
    for name in ("data", "parts", "keep"):
        asked.add_argument(f"--{name}", type=Path, required=True)
    given = asked.parse_args()
    given.parts.mkdir(parents=True, exist_ok=True)
    for name in given.names:
        kept = given.parts / f"{name}.json"
        if not kept.exists():
            kept.write_text(json.dumps(measured(SETS[name], given.data), default=str))
        given.keep.write_text(page(given.parts, given.keep.read_text() if given.keep.exists() else ""))


if __name__ == "__main__":
    main()
