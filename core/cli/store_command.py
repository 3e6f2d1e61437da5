"""The command `store`: what the store takes and of whom; sweep, stop, delete. For whoever runs a server."""

import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from core.cli.command_line import STDOUT, exit_codes
from core.store.store import Store
from core.store.tidying import tidy
from core.store.usage import DiskUse, Usage, disk_use
from core.sweeps.clearing import remove, shrink, stop

SHOWN = 12  # letters of an owner's hash
MB = 1_000_000


def store(
    sweep: Annotated[bool, typer.Option("--sweep", help="sweep now what nobody uses any more")] = False,
    stop_it: Annotated[
        str | None,
        typer.Option("--stop", help="id of an experiment or a sweep, or the beginning of an owner's hash"),
    ] = None,
    delete: Annotated[
        str | None, typer.Option("--delete", help="the same: with all its runs and results")
    ] = None,
    smaller: Annotated[
        bool,
        typer.Option(
            "--shrink", help="give back what is free in SQLite's file; stop engine and pages before"
        ),
    ] = False,
    json_out: Annotated[Path | None, typer.Option("--json", help="file for the figures; - is stdout")] = None,
) -> None:
    """Show what the store takes and of whom; owners are told by the beginning of a hash, not by name."""
    with exit_codes(json_out):
        opened = Store()
        if stop_it is not None:
            typer.echo(f"Stopped: {stop(opened, stop_it)}", err=True)
        if delete is not None:
            typer.echo(f"Deleted: {remove(opened, delete)}", err=True)
        if sweep:
            swept = tidy(opened)
            typer.echo(f"Swept: {swept.files} files, {_mb(swept.bytes)} MB", err=True)
        if smaller:
            shrink(opened)
        found = disk_use(opened)
    if json_out is None:
        _show(found)
        return
    told = json.dumps(asdict(found), indent=1)
    if json_out == STDOUT:
        typer.echo(told)
    else:
        json_out.write_text(told, encoding="utf-8")


def _show(found: DiskUse) -> None:
    console = Console(file=sys.stdout, width=120)
    counts, sizes = ("experiments", "sweeps", "runs waiting", "files"), ("data MB", "results MB")
    table = Table("owner", *counts, *sizes, "oldest", "newest", box=None)
    for one in found.people:
        table.add_row(*_row(one))
    console.print(table, highlight=False)
    console.print(
        f"Data folder: {found.files} files, {_mb(found.data)} MB. Database: {_mb(found.database)} MB,"
        f" of which {_mb(found.unused)} MB are free. Disk: {_mb(found.free)} MB free.",
        highlight=False,
    )


def _row(one: Usage) -> list[str]:
    counts = (one.experiments, one.sweeps, one.waiting, one.files)
    sizes = (_mb(one.data), _mb(one.results))
    return [one.owner[:SHOWN] or "nobody", *map(str, counts), *sizes, _day(one.oldest), _day(one.newest)]


def _mb(bytes: int) -> str:
    return f"{bytes / MB:,.1f}"


def _day(time: float | None) -> str:
    return "–" if time is None else f"{datetime.fromtimestamp(time):%Y-%m-%d}"
