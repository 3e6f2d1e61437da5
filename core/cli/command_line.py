"""What the commands share: how they end, and where they write."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer

from core.cli.remarks import answer
from core.errors import UserError
from core.words.english import sentence

BAD_INPUT, STOPPED, FAILED = 2, 130, 1
STDOUT = Path("-")


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


def _require_writable(path: Path | None) -> None:
    if path not in (None, STDOUT) and (path.is_dir() or not os.access(path.parent, os.W_OK)):
        raise UserError("no_such_place", path=str(path))


def told_as_json(result: dict[str, Any], json_out: Path | None) -> bool:
    """Write a result where it is wanted; whether that was the terminal, which shows nothing else then."""
    text = json.dumps(result, ensure_ascii=False, indent=1)
    if json_out == STDOUT:
        sys.stdout.write(text + "\n")
        return True
    if json_out is not None:
        json_out.write_text(text, encoding="utf-8")
    return False
