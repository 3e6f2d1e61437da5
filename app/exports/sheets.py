"""The workbook of an experiment: its tables, how it was trained and set, and the data as it was used."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

import pandas as pd

from app.exports.headings import heading, in_words
from app.exports.workbook import SHARES, Sheet, workbook
from app.i18n import Translate
from app.names import experiment_name
from core.store.across import SHORT
from core.store.records import Experiment, Run

Tables = Mapping[str, Callable[[], pd.DataFrame]]
LEFT = {"backtest": 3, "predictions": 2, "methods": 1}  # columns that stay in view
PLAIN = re.compile(r"\d+(\.\d+)?")
TRAINED = ("updates", "best_updates", "epochs", "best_epoch", "val_loss", "seconds")


def experiment_workbook(
    t: Translate,
    experiment: Experiment,
    told: Sequence[str],
    tables: Tables,
    settings: Sequence[Mapping[str, str]],
    runs: list[Run],
    data: pd.DataFrame | None = None,
) -> bytes:
    """Write it; names of sheets and columns are words of one language.

    Args:
        told: What was found, in sentences, for the cover.
        tables: By what they hold, as they are saved as CSV.
        settings: Rows of a name and a value.
        data: As it was used; None where a table holds it.
    """
    made = f"{datetime.fromtimestamp(experiment.created, UTC):%Y-%m-%d %H:%M} UTC"
    sheets = [_sheet(t, what, table()) for what, table in tables.items()]
    sheets += _others(t, settings, runs, data)
    # Of the id the first letters: the whole one is the experiment's key, and files are handed on.
    lines = [experiment_name(t, experiment), *told, f"{made} · {experiment.id[:SHORT]}"]
    return workbook(t("sheet.tab.about"), lines, sheets, (t("sheet.sheet"), t("sheet.holds")))


def _sheet(t: Translate, what: str, table: pd.DataFrame) -> Sheet:
    named = in_words(t, table)
    shares = frozenset(
        heading(t, name) for name in map(str, table.columns) if name in SHARES or _of_a_share(name)
    )
    about = t(f"take_home.{what}.help")
    return _told(t, Sheet(t(f"sheet.tab.{what}"), about, named, shares, LEFT.get(what, 1)), what)


def _of_a_share(column: str) -> bool:
    return any(column.startswith((f"{name}_lo", f"{name}_hi", f"{name}_sd")) for name in SHARES)


def _others(
    t: Translate, settings: Sequence[Mapping[str, str]], runs: list[Run], data: pd.DataFrame | None
) -> Iterator[Sheet]:
    if data is not None:
        first = heading(t, str(data.index.name or "step"))
        used = data.rename_axis(first if first not in data else f"{first}_").reset_index()
        yield _told(t, Sheet(t("sheet.tab.data"), t("sheet.about.data"), used), "data")
    yield Sheet(t("sheet.tab.runs"), t("sheet.about.runs"), in_words(t, _runs(runs)), names=2)
    yield Sheet(t("sheet.tab.settings"), t("sheet.about.settings"), _settings(t, settings))


def _settings(t: Translate, rows: Sequence[Mapping[str, str]]) -> pd.DataFrame:
    """Names and values; a value that is a number is one, but for a column that is called so."""
    names = (t("spec.target"), t("spec.covariates"))
    table = pd.DataFrame(list(rows)).astype(object)
    name, value = table.columns
    plain = table[value].map(lambda told: bool(PLAIN.fullmatch(told))) & ~table[name].isin(names)
    table.loc[plain, value] = table.loc[plain, value].map(float)
    return table


def _told(t: Translate, sheet: Sheet, what: str) -> Sheet:
    """A sheet that Excel cannot hold says in which file its figures are."""
    if sheet.fits:
        return sheet
    about = t("sheet.too_long", about=sheet.about, rows=f"{len(sheet.table):,}", file=f"{what}.csv")
    return Sheet(sheet.name, about, sheet.table)


def _runs(runs: list[Run]) -> pd.DataFrame:
    """How each network was trained."""
    rows = [
        {
            "cell": run.cell, "seed": run.seed, "units": run.units, "parameters": run.weights,
            **{name: run.facts.get(name) for name in TRAINED}, "device": run.device, "kernel": run.kernel,
        }
        for run in runs
        if run.kind == "backtest" and run.state == "done"
    ]  # fmt: skip
    return pd.DataFrame(rows).set_index("cell")
