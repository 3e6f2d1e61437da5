"""`python -m core sweep …`: many settings, one winner."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from core.cli.command_line import (
    FAILED,
    STOPPED,
    USUAL_CELLS,
    WHICH_CELLS,
    exit_codes,
    given,
    load,
    names,
    told_as_json,
)
from core.cli.remarks import say
from core.cli.sweep_terminal import show_sweep, watching_trials
from core.data.measured import measured, measured_notes
from core.errors import UserError
from core.specs import ExperimentSpec
from core.store.kept_texts import keep_texts
from core.store.store import Store
from core.sweeps.api import Known
from core.sweeps.api import sweep as run_sweep
from core.sweeps.spec import SweepSpec, numbers, suggested
from core.tasks.forecast.api import forecast_spec
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.sentiment.api import sentiment_spec, texts_from_file
from core.tasks.sentiment.spec import SentimentSpec
from core.text.choices import TextChoices
from core.words.english import sentence

SERIES, TEXTS = ForecastSpec.kind, SentimentSpec.kind  # tasks, as they are typed


def sweep(
    file: Annotated[Path | None, typer.Argument(help="CSV, Excel, Parquet or JSON file")] = None,
    ticker: Annotated[str | None, typer.Option(help="Yahoo symbol, e.g. AAPL")] = None,
    sample: Annotated[str | None, typer.Option(help="a sample that needs no network, e.g. chaotic")] = None,
    task: Annotated[str, typer.Option(help="forecast; sentiment for a file of labelled texts")] = SERIES,
    target: Annotated[str | None, typer.Option(help="column to forecast")] = None,
    read: Annotated[
        list[str] | None, typer.Option(help="how to read the file, e.g. day_first=yes, series=store,item")
    ] = None,
    text: Annotated[str | None, typer.Option(help="column of the texts")] = None,
    label: Annotated[str | None, typer.Option(help="column of the labels")] = None,
    horizon: Annotated[int, typer.Option(help="steps ahead")] = 5,
    covariates: Annotated[str, typer.Option(help="further columns, comma separated")] = "",
    gaps: Annotated[
        str, typer.Option(help="times without a row: left_out of the scores, or refuse")
    ] = "left_out",
    cells: Annotated[str, typer.Option(help=WHICH_CELLS)] = USUAL_CELLS,
    units: Annotated[str | None, typer.Option(help="numbers in the hidden state, e.g. 16,32")] = None,
    layers: Annotated[str | None, typer.Option(help="numbers of recurrent layers, e.g. 1,2")] = None,
    lookback: Annotated[str | None, typer.Option(help="steps that are seen; words of a text")] = None,
    rate: Annotated[str | None, typer.Option(help="learning rates, e.g. 0.002,0.005")] = None,
    seeds: Annotated[int, typer.Option(help="trainings per setting")] = 3,
    updates: Annotated[int | None, typer.Option(help="most weight updates")] = None,
    sampler: Annotated[str, typer.Option(help="grid, random or tpe")] = "grid",
    between: Annotated[bool, typer.Option(help="random, tpe: numbers between those given, too")] = False,
    budget: Annotated[int, typer.Option(help="random, tpe: settings to try")] = 20,
    minutes: Annotated[int, typer.Option(help="begin no setting after so many; 0: no limit")] = 0,
    seed: Annotated[int, typer.Option(help="of the sampler")] = 1,
    json_out: Annotated[Path | None, typer.Option("--json", help="file for the result; - is stdout")] = None,
) -> None:
    """Try many settings, choose one on validation rows, and score that one on test, once."""
    dimensions = {"units": units, "layers": layers, "lookback": lookback, "learning_rate": rate}
    how = {"seeds": seeds, "sampler": sampler, "between": between, "budget": budget, "minutes": minutes}
    with exit_codes(json_out):
        store = Store()
        if task == TEXTS:
            data, base = _texts(store, file, text, label)
        else:
            data, base = _series(
                load(file, ticker, sample, target, read or []),
                target=target, horizon=horizon, covariates=names(covariates), gaps=gaps,
            )  # fmt: skip
        base = replace(base, training=replace(base.training, **given({"updates": updates})))
        spec = _varied(base, dimensions, cells=names(cells), seed=seed, **how)
        with watching_trials(sys.stderr) as watch:
            result = run_sweep(data, spec, store=store, watch=watch)
    _end(result, json_out)


def _series(data: Any, **task: Any) -> tuple[Known, ExperimentSpec]:
    spec = forecast_spec(data, lookback=60, **task)
    of = spec.of(ForecastSpec)
    say(measured_notes(measured(data, of.target, of.gaps), of.covariates))
    return data, spec


def _texts(
    store: Store, file: Path | None, text: str | None, label: str | None
) -> tuple[Known, ExperimentSpec]:
    if file is None:
        raise UserError("one_source_wanted")
    data = texts_from_file(file, choices=TextChoices(text=text, label=label))
    say(data.notes)
    facts = keep_texts(store, data)
    return facts, sentiment_spec(facts)


def _varied(base: ExperimentSpec, dimensions: dict[str, str | None], **how: Any) -> SweepSpec:
    """What was given is varied; of the rest the base's value is taken."""
    chosen: dict[str, Any] = {
        name: numbers(name, text) for name, text in dimensions.items() if text is not None
    }
    return replace(suggested(base), **chosen, **how)


def _end(result: dict[str, Any], json_out: Path | None) -> None:
    if not told_as_json(result, json_out):
        show_sweep(result, sys.stdout)
    if result["state"] == "stopped":
        raise typer.Exit(STOPPED)
    if result["scored"] is None:
        if error := result["error"]:
            typer.echo(sentence(UserError(error["key"], **error["facts"])), err=True)
        raise typer.Exit(FAILED)
