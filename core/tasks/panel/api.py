"""The Python API for many series: what the command line does, for programs.

from core.tasks.panel.api import forecast_many, series_from_file
result = forecast_many(series_from_file(Path("shops.xlsx"), series="shop", known=("promo", "price")), seeds=1)
result.forecasts, result.methods, result.summary["verdict"]
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from core.data.files import read_bytes
from core.data.panel.choices import panel_choices_from
from core.data.panel.dataset import Panel
from core.data.panel.facts import PanelFacts
from core.data.panel.loading import load_panels
from core.specs import ExperimentSpec
from core.store.store import Store
from core.tasks.panel.keeping import keep_panel
from core.tasks.panel.start import start
from core.tasks.programs import otherwise, result
from core.tasks.waiting import Watch

SIDES = ("low ", "high ")


@dataclass(frozen=True, eq=False)
class ManyForecasts:
    """What came of an experiment."""

    forecasts: pd.DataFrame  # a row for each series and time: prediction, low and high at each level
    series: pd.DataFrame  # a row for each series: what is sent, and its error on the test
    totals: pd.DataFrame  # a row for each group and time, "" for all series: the sum of what is sent
    methods: pd.DataFrame  # a row for each method, with its scores over all series
    summary: dict[str, Any]  # see `core.tasks.panel.summary`


def series_from_file(
    *paths: Path, series: str | None = None, known: Sequence[str] | None = None, read: Sequence[str] = ()
) -> Panel:
    """Read many series of one file or of several, which are read below each other.

    A file of several that names no series is one series; one file is, where its target or what is known ahead
    is named and no column names series.

    Args:
        series: Columns that name them, parted by commas; found where that is safe.
        known: Columns known ahead; by default those that go on where the target ends.
        read: Further choices, such as "target=sales", "combine=sum" or, for all of a workbook, "sheet=*".

    Raises:
        UserError: `no_such_file`, or whatever is wrong with the files.
    """
    choices = panel_choices_from(read, series)
    if known is not None:
        choices = replace(choices, known=tuple(known))
    return load_panels([(read_bytes(path), path.name) for path in paths], choices)


def many_spec(facts: PanelFacts, **wanted: Any) -> ExperimentSpec:
    """The settings that suit the series, but for what is named.

    Args:
        wanted: cells, seeds, match; `model`, `training` and `task`, fields of each that are otherwise.
    """
    return otherwise(start(facts), **wanted)


def forecast_many(
    data: Panel, *, store: Store | None = None, watch: Watch = lambda runs, epochs: None, again: bool = True,
    name: str | None = None, spec: ExperimentSpec | None = None, **wanted: Any,
) -> ManyForecasts:  # fmt: skip
    """Train one network over all series and compare it with local methods; blocks until the end.

    Args:
        store: Where experiments are kept; by default the one the dashboard shows.
        watch: Called about three times a second with runs and epochs so far.
        again: Whether to train anew what was done before; otherwise its stored result is returned.
        name: What it is called; by default after its data.
        spec: All settings at once, but for its data; what else is wanted is left.
        wanted: See `many_spec`.
    """
    return tables(summary_of(data, store=store, watch=watch, again=again, name=name, spec=spec, **wanted))


def summary_of(
    data: Panel,
    *,
    store: Store | None,
    watch: Watch,
    again: bool,
    name: str | None = None,
    spec: ExperimentSpec | None = None,
    **wanted: Any,
) -> dict[str, Any]:
    """The same as plain data."""
    store = store or Store()
    facts = keep_panel(store, data)
    return result(store, facts, spec or many_spec(facts, **wanted), watch, again=again, name=name)


def tables(summary: Mapping[str, Any]) -> ManyForecasts:
    """A summary's figures as tables; without rows where nothing was found."""
    series = summary["series"] or []
    lists = [name for name in (series[0] if series else {}) if name not in ("series", "sent", "error")]
    rows = [
        {"series": one["series"], **{name: one[name][step] for name in lists}}
        for one in series
        for step in range(len(one["times"]))
    ]
    methods = [
        {name: value for name, value in one.items() if name not in ("scores", "deviation")} | one["scores"]
        for one in (summary["comparison"] or {"methods": []})["methods"]
    ]
    sums = [
        {"group": one["group"], "time": time}
        | {name: one[name][step] for name in ("prediction", *(n for n in one if n.startswith(SIDES)))}
        for one in summary["totals"] or []
        for step, time in enumerate(one["times"])
    ]
    each = [{name: one[name] for name in ("series", "sent", "error")} for one in series]
    return ManyForecasts(
        pd.DataFrame(rows), pd.DataFrame(each), pd.DataFrame(sums), pd.DataFrame(methods), dict(summary)
    )
