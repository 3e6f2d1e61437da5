"""The command `predict`: new rows for an experiment, a new forecast, and how earlier ones did."""

import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from core.data.choices import choices_from
from core.data.files import read_bytes
from core.data.frame import Dataset
from core.data.reading import read_here, read_like
from core.store.store import Store
from core.tasks.command import Result
from core.tasks.forecast.api import ANEW, from_file, predict_from, train_anew
from core.tasks.forecast.new_rows.predicting import live
from core.tasks.forecast.new_rows.summary import forecast_table, predicted_summary, spoken
from core.tasks.forecast.new_rows.told import TRAINED


def predict(
    experiment: Annotated[str, typer.Argument(help="id of a forecasting experiment")],
    file: Annotated[
        Path | None,
        typer.Argument(help="CSV, Excel or Parquet file with all rows or the new ones; a ticker needs none"),
    ] = None,
    read: Annotated[
        list[str] | None, typer.Option(help="how to read the file; by default as the first one was read")
    ] = None,
    way: Annotated[
        str, typer.Option(help="trained; continued: networks learn on, where that does no harm; or anew")
    ] = TRAINED,
    csv: Annotated[Path | None, typer.Option(help="file for a table of every method's forecast")] = None,
) -> Result:
    """Forecast new rows with the networks of an experiment, and score what was told before."""
    logging.getLogger("yfinance").setLevel(logging.CRITICAL)  # what goes wrong is told in a sentence of ours
    store = Store()
    known = live(store, experiment)
    given = None if file is None else _given(file, read, store.dataset(known.experiment.data))
    if way == ANEW:
        return train_anew(store, known, given, datetime.now(UTC))
    found = predict_from(store, known, given, datetime.now(UTC), way)
    for line in spoken(found):
        typer.echo(line, err=True)
    if csv is not None:
        csv.write_bytes(forecast_table(found.told).to_csv(index=False).encode())
    return predicted_summary(found)


def _given(file: Path, read: list[str] | None, before: Dataset) -> Dataset:
    if read:
        return from_file(file, choices_from(read))
    return read_like(before, read_bytes(file), file.name, read_here)
