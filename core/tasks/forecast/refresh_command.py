"""The command `refresh`: a new forecast of every experiment that new rows can be had for."""

import logging
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from core.data.files import read_bytes
from core.data.reading import read_here, read_like
from core.errors import UserError
from core.store.records import ExperimentLine
from core.store.sources import came_from
from core.store.store import Store
from core.tasks.command import Result
from core.tasks.forecast.api import predict_from
from core.tasks.forecast.new_rows.predicting import live
from core.tasks.forecast.new_rows.summary import predicted_summary, spoken
from core.tasks.forecast.spec import ForecastSpec
from core.words.english import sentence

MOST = 100_000  # experiments that are looked through


def refresh(
    folder: Annotated[
        Path | None,
        typer.Argument(help="folder with files of new rows, called as the files that were trained on"),
    ] = None,
) -> Result:
    """Forecast anew with every experiment of a ticker, and with those whose file lies in a folder.

    What cannot be refreshed is told with its reason and keeps none of the others from it.

    Raises:
        UserError: `no_such_folder`, `nothing_to_refresh`.
    """
    logging.getLogger("yfinance").setLevel(logging.CRITICAL)  # what goes wrong is told in a sentence of ours
    if folder is not None and not folder.is_dir():
        raise UserError("no_such_folder", path=str(folder))
    store, began = Store(), time.perf_counter()
    done: list[Result] = []
    left: list[Result] = []
    for line, file in _to_refresh(store, folder):
        who = {"experiment": line.experiment.id, "name": line.experiment.name}
        try:
            found = _refreshed(store, line, file)
            done.append(who | found)
            told = found["track"]["sentence"]
        except UserError as error:
            told = sentence(error)
            left.append(who | {"key": error.key, "sentence": told})
        typer.echo(f"{line.experiment.id[:8]} {line.experiment.name}: {told}", err=True)
    if not done and not left:
        raise UserError("nothing_to_refresh")
    return {"refreshed": done, "left": left, "seconds": time.perf_counter() - began}


def _to_refresh(store: Store, folder: Path | None) -> Iterator[tuple[ExperimentLine, Path | None]]:
    """Trained forecasts, the oldest first, each with its file; None where a ticker's prices are fetched."""
    for line in reversed(store.experiments(MOST)):
        if line.experiment.task != ForecastSpec.kind or not line.trained:
            continue
        file = None if folder is None else folder / Path(line.data_name).name
        if file is not None and file.is_file():
            yield line, file
        elif _is_ticker(store, line):
            yield line, None


def _is_ticker(store: Store, line: ExperimentLine) -> bool:
    try:
        return came_from(store, line.experiment.data).source == "ticker"
    except UserError:  # its data are gone: nobody knows
        return False


def _refreshed(store: Store, line: ExperimentLine, file: Path | None) -> Result:
    known = live(store, line.experiment.id)
    before = store.dataset(line.experiment.data)
    given = None if file is None else read_like(before, read_bytes(file), file.name, read_here)
    found = predict_from(store, known, given, datetime.now(UTC))
    for told in spoken(found):
        typer.echo(f"{line.experiment.id[:8]} {told}", err=True)
    return predicted_summary(found)
