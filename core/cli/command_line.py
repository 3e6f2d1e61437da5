"""What the commands share: reading their input, and how they end."""

import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

from core.cells import CELLS, USUAL
from core.cli.remarks import answer, say
from core.data.choices import choices_from
from core.data.frame import Dataset
from core.errors import UserError
from core.store.database import home
from core.tasks.forecast.api import from_file, from_sample
from core.words.english import sentence

BAD_INPUT, STOPPED, FAILED = 2, 130, 1
STDOUT = Path("-")
USUAL_CELLS, WHICH_CELLS = ",".join(USUAL), f"some of {','.join(CELLS)}"


def run(app: typer.Typer) -> None:
    """Run the program; an option that cannot be read is told in one line, as all bad input is."""
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except typer.TyperException as error:
        if told := " ".join(error.format_message().split()):  # nothing is told by one that has shown its help
            typer.echo(f"Error: {told}", err=True)
        sys.exit(error.exit_code)
    except typer.Abort:
        sys.exit(STOPPED)


@contextmanager
def exit_codes(json_out: Path | None = None) -> Iterator[None]:
    """Bad input ends in a sentence instead of a traceback, Ctrl-C as a shell expects it.

    Args:
        json_out: Where the result will be wanted; looked at first, for getting it takes long.
    """
    try:
        _require_writable(json_out)
        yield
    except UserError as error:
        typer.echo(sentence(error) + answer(error), err=True)
        raise typer.Exit(BAD_INPUT) from None
    except KeyboardInterrupt:
        raise typer.Exit(STOPPED) from None


def load(
    file: Path | None, ticker: str | None, sample: str | None, target: str | None, read: list[str]
) -> Dataset:
    """The series that the options name; raises `one_source_wanted`, or what is wrong with it."""
    if sum(source is not None for source in (file, ticker, sample)) != 1:
        raise UserError("one_source_wanted")
    if file is not None:
        data = from_file(file, choices_from(read), target=target)
        say(data.notes)
        if target is None and data.frame.shape[1] > 1:
            typer.echo(f"Target: {data.target} (another: --target COLUMN)", err=True)
        return data
    if sample is not None:
        return from_sample(sample)
    from core.data.yahoo import history  # yfinance takes a second to import; only a ticker needs it

    assert ticker is not None
    logging.getLogger("yfinance").setLevel(logging.CRITICAL)  # what goes wrong is told in a sentence of ours
    return history(ticker, cache=home() / "tickers", now=datetime.now(UTC)).dataset


def _require_writable(path: Path | None) -> None:
    if path not in (None, STDOUT) and (path.is_dir() or not os.access(path.parent, os.W_OK)):
        raise UserError("no_such_place", path=str(path))


def names(text: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def given(options: dict[str, Any]) -> dict[str, Any]:
    """The options that were given; the others are for the data to decide."""
    return {name: value for name, value in options.items() if value is not None}


def told_as_json(result: dict[str, Any], json_out: Path | None) -> bool:
    """Write a result where it is wanted; whether that was the terminal, which shows nothing else then."""
    text = json.dumps(result, ensure_ascii=False, indent=1)
    if json_out == STDOUT:
        sys.stdout.write(text + "\n")
        return True
    if json_out is not None:
        json_out.write_text(text, encoding="utf-8")
    return False
