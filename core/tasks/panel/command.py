"""The command `panel`: many series of one file at once."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from core.data.panel.choices import listed
from core.data.panel.dataset import Panel
from core.data.panel.samples import SAMPLES, load_panel_sample
from core.data.panel.tickers import panel_of_tickers
from core.data.public_holidays import OF_EXCHANGE
from core.errors import UserError
from core.store.database import home
from core.takehome.spreadsheets import spreadsheet_safe
from core.tasks.command import Command, Instead, Result, Say, Work
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.options import (
    USUAL_CELLS,
    Cells,
    Layers,
    Match,
    Seeds,
    Set,
    Units,
    given,
    names,
)
from core.tasks.panel.api import series_from_file, summary_of, tables
from core.tasks.panel.command_lines import panel_lines
from core.tasks.panel.spec import MANY, PanelSpec
from core.tasks.panel.start import HORIZONS
from core.tasks.settings import settings_from
from core.tasks.waiting import Watch

Files = Annotated[list[Path] | None, typer.Argument(help="CSV, Excel, Parquet or JSON files")]
Series = Annotated[str | None, typer.Option(help="columns that name the series, comma separated")]
Known = Annotated[
    str | None, typer.Option(help="columns known ahead; by default those that go on where the target ends")
]
Read = Annotated[
    list[str] | None,
    typer.Option(
        "--read", help="how to read the file, e.g. target=sales past=visitors fixed=region wide=yes sheet=*"
    ),
]
Horizon = Annotated[int | None, typer.Option(help="steps ahead; by default as far as something is known")]
TRADED = HORIZONS[5]  # days ahead that prices begin with
OWN = ("series", "known", "together", "csv")  # options that only this command has
Out = Annotated[Path | None, typer.Option("--csv", help="where to write the forecasts, a row each")]


def panel(
    say: Say,
    file: Files = None,
    sample: Annotated[str | None, typer.Option(help=f"instead of a file: {', '.join(SAMPLES)}")] = None,
    ticker: Annotated[str | None, typer.Option(help="Yahoo symbols, comma separated: AAPL,MSFT")] = None,
    series: Series = None,
    target: Annotated[str | None, typer.Option(help="column to forecast")] = None,
    known: Known = None,
    read: Read = None,
    holidays: Annotated[
        str | None,
        typer.Option(
            help="a country's code, whose public holidays are known ahead; of tickers also exchange"
        ),
    ] = None,
    together: Annotated[
        bool, typer.Option("--together", help="one network reads all series at once and tells all of them")
    ] = False,
    horizon: Horizon = None,
    lookback: Annotated[int | None, typer.Option(help="steps the network sees")] = None,
    cells: Cells = USUAL_CELLS,
    units: Units = MANY.model.units,
    layers: Layers = MANY.model.layers,
    seeds: Seeds = 3,
    updates: Annotated[int | None, typer.Option(help="most weight updates")] = None,
    match: Match = "units",
    csv: Out = None,
    set_: Set = None,
) -> Work:
    """Forecast many series with one recurrent network, beside simple methods fitted to each."""
    how = [*(read or []), *([f"target={target}"] if target else [])]
    closed = (horizon or TRADED) if ticker and holidays == OF_EXCHANGE else 0
    data = _series(say, file or [], (sample, ticker), series, known, how, closed)
    asked = settings_from(PanelSpec, set_ or [])
    holidays = None if closed else holidays
    told = {"horizon": horizon, "lookback": lookback, "holidays": holidays, "together": together or None}
    task = given(told) | asked.task
    return partial(
        _work,
        data,
        csv,
        model={"units": units, "layers": layers} | asked.model,
        training=given({"updates": updates}) | asked.training,
        task=task,
        **asked.with_own(cells=names(cells), seeds=seeds, match=match),
    )


def _work(data: Panel, csv: Path | None, *, watch: Watch, again: bool, **wanted: Any) -> Result:
    found = summary_of(data, store=None, watch=watch, again=again, **wanted)
    if csv is not None:
        table = tables(found).forecasts
        if len(table):
            table["series"] = table["series"].map(spreadsheet_safe)
        table.to_csv(csv, index=False)
    return found


def _series(
    say: Say, files: list[Path], named: tuple[str | None, str | None], series: str | None,
    known: str | None, read: list[str], closed: int = 0,
) -> Panel:  # fmt: skip
    sample, tickers = named
    if (len(files) > 0) + (sample is not None) + (tickers is not None) != 1:
        raise UserError("one_source_wanted")
    if sample is not None:
        return load_panel_sample(sample)
    if tickers is not None:
        data = panel_of_tickers(listed(tickers), home() / "tickers", closed)
    else:
        ahead = None if known is None else listed(known)
        data = series_from_file(*files, series=series, known=ahead, read=read)
    say(data.notes)
    return data


def are_many(given: Mapping[str, Any]) -> bool:
    """Whether options ask for many series at once, or for what is known ahead of one."""
    several = len(given.get("file") or ()) > 1 or "," in (given.get("ticker") or "")
    return several or "sheet=*" in (given.get("read") or ()) or any(name in given for name in OWN)


COMMAND = Command(PanelSpec.kind, panel, panel_lines, instead=Instead(ForecastSpec.kind, are_many))
