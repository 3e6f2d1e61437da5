"""Command line: `python -m core forecast …`, `python -m core sentiment …`, `python -m core sweep …`."""

import sys
from dataclasses import replace
from datetime import datetime
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
from core.cli.score_command import score
from core.cli.store_command import store
from core.cli.sweep_command import sweep
from core.cli.terminal import show_result, watching
from core.data.measured import measured, measured_notes
from core.tasks.forecast.advice import usual_lookback
from core.tasks.forecast.api import forecast as run_forecast
from core.tasks.forecast.spec import QUICK
from core.tasks.sentiment.api import sentiment as run_sentiment
from core.tasks.sentiment.api import texts_from_file
from core.tasks.sentiment.spec import TEXTS, SentimentSpec
from core.text.choices import text_choices_from
from core.words.english import failure

GAPS = "left_out"

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Train RNN, LSTM and GRU side by side.")


app.command()(sweep)
app.command()(score)
app.command()(store)


@app.callback()
def main() -> None:
    """Unrolled on the command line; it shares its store with the dashboard."""


@app.command()
def forecast(
    file: Annotated[Path | None, typer.Argument(help="CSV, Excel, Parquet or JSON file")] = None,
    ticker: Annotated[str | None, typer.Option(help="Yahoo symbol, e.g. AAPL")] = None,
    sample: Annotated[str | None, typer.Option(help="a sample that needs no network, e.g. chaotic")] = None,
    target: Annotated[str | None, typer.Option(help="column to forecast")] = None,
    read: Annotated[
        list[str] | None,
        typer.Option(help="how to read the file, e.g. day_first=yes, combine=sum or series=store,item"),
    ] = None,
    horizon: Annotated[int, typer.Option(help="steps ahead")] = 5,
    lookback: Annotated[
        int | None, typer.Option(help="steps the network sees; by default a sixth of the rows, 60 at most")
    ] = None,
    cells: Annotated[str, typer.Option(help=WHICH_CELLS)] = USUAL_CELLS,
    units: Annotated[int, typer.Option(help="numbers in the hidden state")] = QUICK.model.units,
    layers: Annotated[int, typer.Option(help="recurrent layers")] = QUICK.model.layers,
    seeds: Annotated[int, typer.Option(help="trainings per cell")] = 3,
    updates: Annotated[int, typer.Option(help="most weight updates")] = QUICK.training.updates,
    match: Annotated[str, typer.Option(help="equal 'units' or 'parameters'")] = "units",
    transform: Annotated[
        str, typer.Option(help="auto, levels, differences, log_returns or seasonal_differences")
    ] = "auto",
    window_scaling: Annotated[str, typer.Option(help="of each window: none, last or mean")] = "none",
    covariates: Annotated[str, typer.Option(help="further columns, comma separated")] = "",
    ablation: Annotated[bool, typer.Option(help="train without the further columns too")] = True,
    calendar: Annotated[str, typer.Option(help="hour, weekday, day of year: auto, yes or no")] = "auto",
    holidays: Annotated[str, typer.Option(help="a country's code, or exchange")] = "",
    blocks: Annotated[str, typer.Option(help="hours and less: auto, or one step is steps or days")] = "auto",
    folds: Annotated[int, typer.Option(help="parts of the test, all refitted before each; 0: auto")] = 0,
    gaps: Annotated[str, typer.Option(help="times without a row: left_out of the scores, or refuse")] = GAPS,
    non_negative: Annotated[
        str, typer.Option(help="forecasts end at 0: auto (as data and name tell), yes or no")
    ] = "auto",
    refit: Annotated[bool, typer.Option(help="train again on all rows for the final forecast")] = True,
    again: Annotated[bool, typer.Option("--again", help="train anew what was done before")] = False,
    json_out: Annotated[Path | None, typer.Option("--json", help="file for the result; - is stdout")] = None,
) -> None:
    """Forecast with recurrent networks and, on the same origins, with the methods they have to beat."""
    with exit_codes(json_out):
        data = load(file, ticker, sample, target, read or [])
        say(measured_notes(measured(data, target or data.target, gaps), names(covariates)))
        with watching(sys.stderr) as watch:
            result = run_forecast(
                data,
                watch=watch,
                again=again,
                target=target,
                cells=names(cells),
                seeds=seeds,
                match=match,
                refit=refit,
                model=replace(QUICK.model, units=units, layers=layers),
                training=replace(QUICK.training, updates=updates),
                horizon=horizon,
                lookback=lookback or usual_lookback(data, target),
                transform=transform,
                non_negative=non_negative,
                covariates=names(covariates),
                ablation=ablation,
                calendar=calendar,
                holidays=holidays,
                blocks=blocks,
                window_scaling=window_scaling,
                folds=folds,
                gaps=gaps,
            )
    _tell(result, json_out)


@app.command()
def sentiment(
    train: Annotated[
        Path, typer.Argument(help="CSV, Excel, Parquet or JSON file of labelled texts; .gz too")
    ],
    test: Annotated[Path | None, typer.Option(help="a file to test on; without it a part is drawn")] = None,
    text: Annotated[str | None, typer.Option(help="column of the texts")] = None,
    label: Annotated[str | None, typer.Option(help="column of the labels")] = None,
    read: Annotated[
        list[str] | None,
        typer.Option(
            help="how to read the files and labels, e.g. delimiter=; rare=leave_out names=0:bad,1:good"
        ),
    ] = None,
    cells: Annotated[str, typer.Option(help=WHICH_CELLS)] = USUAL_CELLS,
    units: Annotated[int, typer.Option(help="numbers in the hidden state")] = TEXTS.model.units,
    layers: Annotated[int, typer.Option(help="recurrent layers")] = TEXTS.model.layers,
    bidirectional: Annotated[bool, typer.Option(help="read both ways")] = TEXTS.model.bidirectional,
    seeds: Annotated[int, typer.Option(help="trainings per cell")] = 3,
    updates: Annotated[int, typer.Option(help="most weight updates")] = TEXTS.training.updates,
    batch: Annotated[int | None, typer.Option(help="texts per weight update")] = None,
    rate: Annotated[float | None, typer.Option(help="learning rate")] = None,
    match: Annotated[str, typer.Option(help="equal 'units' or 'parameters'")] = "units",
    tokenizer: Annotated[str | None, typer.Option(help="of Chinese: words or characters")] = None,
    vocabulary: Annotated[int, typer.Option(help="most words")] = TEXTS.of(SentimentSpec).vocabulary,
    longest: Annotated[int | None, typer.Option(help="tokens read; by default what suits the texts")] = None,
    keep: Annotated[str, typer.Option(help="start or end of longer texts")] = TEXTS.of(SentimentSpec).keep,
    embedding: Annotated[int, typer.Option(help="numbers per word")] = TEXTS.of(SentimentSpec).embedding,
    pooling: Annotated[str, typer.Option(help="last, mean, max or attention")] = TEXTS.of(
        SentimentSpec
    ).pooling,
    class_weights: Annotated[bool, typer.Option(help="rare classes count as much as frequent ones")] = False,
    again: Annotated[bool, typer.Option("--again", help="train anew what was done before")] = False,
    json_out: Annotated[Path | None, typer.Option("--json", help="file for the result; - is stdout")] = None,
) -> None:
    """Classify texts with recurrent networks and, on the same split, with bags of words."""
    with exit_codes(json_out):
        choices = replace(text_choices_from(read or []), text=text, label=label)
        data = texts_from_file(train, test, choices)
        say(data.notes)
        training = {"updates": updates, "batch": batch, "learning_rate": rate}
        chosen: dict[str, Any] = {"longest": longest, "tokenizer": tokenizer}
        with watching(sys.stderr) as watch:
            result = run_sentiment(
                data,
                watch=watch,
                again=again,
                cells=names(cells),
                seeds=seeds,
                match=match,
                model=replace(TEXTS.model, units=units, layers=layers, bidirectional=bidirectional),
                training=given(training),
                vocabulary=vocabulary,
                keep=keep,
                embedding=embedding,
                pooling=pooling,
                class_weights=class_weights,
                **given(chosen),
            )
    _tell(result, json_out)


def _tell(result: dict[str, Any], json_out: Path | None) -> None:
    if "done_before" in result:
        when = datetime.fromtimestamp(result["done_before"]).astimezone().strftime("%Y-%m-%d %H:%M UTC%z")
        typer.echo(f"Done before, {when}: this is the stored result. --again trains anew.", err=True)
    if not told_as_json(result, json_out):
        show_result(result, sys.stdout)
    states = {run["state"] for run in result["runs"]}
    if "cancelled" in states:
        raise typer.Exit(STOPPED)
    if result["verdict"] is None:
        errors = [run["error"] for run in result["runs"] if run["error"]]
        if errors:
            typer.echo(failure(errors[0], result["spec"]), err=True)
        raise typer.Exit(FAILED)
