"""The command `forecast`, and what a sweep of forecasts begins with."""

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from core.data.choices import AS_FOUND, choices_from
from core.data.frame import Dataset
from core.data.measured import measured, measured_notes
from core.data.sources import SOURCES, Asked, named_source
from core.specs import ExperimentSpec
from core.store.database import home
from core.store.store import Store
from core.tasks.command import Command, Say, Sweepable, Work
from core.tasks.forecast.advice import usual_lookback
from core.tasks.forecast.api import forecast as run_forecast
from core.tasks.forecast.api import forecast_spec
from core.tasks.forecast.command_lines import forecast_lines
from core.tasks.forecast.kept_command import bring_back, drop, export
from core.tasks.forecast.predict_command import predict
from core.tasks.forecast.refresh_command import refresh
from core.tasks.forecast.spec import QUICK, ForecastSpec
from core.tasks.forecast.track_command import track
from core.tasks.options import (
    USUAL_CELLS,
    Cells,
    File,
    Layers,
    Match,
    Read,
    Seeds,
    Set,
    Units,
    Updates,
    names,
)
from core.tasks.settings import settings_from

LEFT_OUT = "left_out"
SWEPT_LOOKBACK = 60  # steps, where a sweep is not told any
Result = TypeVar("Result")

Target = Annotated[str | None, typer.Option(help="column to forecast")]
Horizon = Annotated[int, typer.Option(help="steps ahead")]
Covariates = Annotated[str, typer.Option(help="further columns, comma separated")]
Gaps = Annotated[str, typer.Option(help="times without a row: left_out of the scores, or refuse")]


def of_sources(command: Callable[..., Result]) -> Callable[..., Result]:
    """A command with an option for each source that is asked for by a name, behind the file."""
    options = [
        Parameter(
            source.name,
            Parameter.POSITIONAL_OR_KEYWORD,
            default=None,
            annotation=Annotated[str | None, typer.Option(help=source.option)],
        )
        for source in SOURCES.values()
        if source.option
    ]
    shown = [one for one in signature(command).parameters.values() if one.kind != Parameter.VAR_KEYWORD]
    place = 1 + [one.name for one in shown].index("file")
    own: Any = command
    own.__signature__ = signature(command).replace(parameters=[*shown[:place], *options, *shown[place:]])
    return command


@of_sources
def forecast(
    say: Say,
    file: File = None,
    target: Target = None,
    read: Annotated[
        list[str] | None,
        typer.Option(help="how to read the file, e.g. day_first=yes, combine=sum or series=store,item"),
    ] = None,
    horizon: Horizon = 5,
    lookback: Annotated[
        int | None, typer.Option(help="steps the network sees; by default a sixth of the rows, 60 at most")
    ] = None,
    cells: Cells = USUAL_CELLS,
    units: Units = QUICK.model.units,
    layers: Layers = QUICK.model.layers,
    seeds: Seeds = 3,
    updates: Updates = QUICK.training.updates,
    match: Match = "units",
    transform: Annotated[
        str, typer.Option(help="auto, levels, differences, log_returns or seasonal_differences")
    ] = "auto",
    window_scaling: Annotated[str, typer.Option(help="of each window: none, last or mean")] = "none",
    covariates: Covariates = "",
    ablation: Annotated[bool, typer.Option(help="train without the further columns too")] = True,
    calendar: Annotated[str, typer.Option(help="hour, weekday, day of year: auto, yes or no")] = "auto",
    holidays: Annotated[str, typer.Option(help="a country's code, or exchange")] = "",
    blocks: Annotated[str, typer.Option(help="hours and less: auto, or one step is steps or days")] = "auto",
    folds: Annotated[int, typer.Option(help="parts of the test, all refitted before each; 0: auto")] = 0,
    gaps: Gaps = LEFT_OUT,
    non_negative: Annotated[
        str, typer.Option(help="forecasts end at 0: auto (as data and name tell), yes or no")
    ] = "auto",
    refit: Annotated[bool, typer.Option(help="train again on all rows for the final forecast")] = True,
    set_: Set = None,
    **named: str | None,
) -> Work:
    """Forecast with recurrent networks and, on the same origins, with the methods they have to beat."""
    data = series(say, file, target, read or [], **named)
    say(measured_notes(measured(data, target or data.target, gaps), names(covariates)))
    chosen = settings_from(ForecastSpec, set_ or [])
    task: dict[str, Any] = {
        "target": target, "horizon": horizon, "lookback": lookback or usual_lookback(data, target),
        "transform": transform, "non_negative": non_negative, "covariates": names(covariates),
        "ablation": ablation, "calendar": calendar, "holidays": holidays, "blocks": blocks,
        "window_scaling": window_scaling, "folds": folds, "gaps": gaps,
    }  # fmt: skip
    model: dict[str, Any] = {"units": units, "layers": layers} | chosen.model
    training: dict[str, Any] = {"updates": updates} | chosen.training
    return partial(
        run_forecast,
        data,
        model=replace(QUICK.model, **model),
        training=replace(QUICK.training, **training),
        **task | chosen.task,
        **chosen.with_own(cells=names(cells), seeds=seeds, match=match, refit=refit),
    )


@of_sources
def begin_sweep(
    say: Say,
    store: Store,
    file: File = None,
    *,
    target: Target = None,
    read: Read = None,
    horizon: Horizon = 5,
    covariates: Covariates = "",
    gaps: Gaps = LEFT_OUT,
    **named: str | None,
) -> tuple[Dataset, ExperimentSpec]:
    """The series, and the usual settings for it."""
    data = series(say, file, target, read or [], **named)
    spec = forecast_spec(
        data,
        lookback=SWEPT_LOOKBACK,
        target=target,
        horizon=horizon,
        covariates=names(covariates),
        gaps=gaps,
    )
    of = spec.of(ForecastSpec)
    say(measured_notes(measured(data, of.target, of.gaps), of.covariates))
    return data, spec


def series(say: Say, file: Path | None, target: str | None, read: list[str], **named: str | None) -> Dataset:
    """The series that the options name; raises `one_source_wanted`, or what is wrong with it."""
    source, name = named_source({"file": None if file is None else str(file), **named})
    logging.getLogger("yfinance").setLevel(logging.CRITICAL)  # what goes wrong is told in a sentence of ours
    choices = AS_FOUND if file is None else choices_from(read)
    data = source.of(Asked(name, home() / f"{source.name}s", choices, target))
    if file is not None:
        say(data.notes)
        if target is None and data.frame.shape[1] > 1:
            typer.echo(f"Target: {data.target} (another: --target COLUMN)", err=True)
    return data


COMMAND = Command(
    ForecastSpec.kind,
    forecast,
    forecast_lines,
    Sweepable(begin_sweep),
    {
        "predict": predict,
        "refresh": refresh,
        "track": track,
        "export": export,
        "import": bring_back,
        "drop": drop,
    },
)
