"""What the command line shows: a bar per cell while training, then what came of it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from core.cli.heartbeat import progress_lines
from core.store.records import Epoch, Run
from core.store.states import ENDED


@contextmanager
def watching(stream: TextIO) -> Iterator[Callable[[list[Run], list[Epoch]], None]]:
    """Progress bars on a terminal, a line now and then elsewhere."""
    if not stream.isatty():
        with progress_lines(stream) as tell:
            yield lambda runs, epochs: tell(_in_a_line(runs, epochs))
        return
    columns = (
        TextColumn("{task.description:<8}"),
        BarColumn(),
        TextColumn("{task.fields[told]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(file=stream), transient=True) as bars:
        shown: dict[str, Any] = {}

        def watch(runs: list[Run], epochs: list[Epoch]) -> None:
            for name in dict.fromkeys(run.cell for run in runs):
                mine = [run for run in runs if run.cell == name]
                if name not in shown:
                    shown[name] = bars.add_task(name.upper() or "simple", total=len(mine), told="")
                bars.update(
                    shown[name], completed=sum(r.state in ENDED for r in mine), told=latest(mine, epochs)
                )

        yield watch


def _in_a_line(runs: list[Run], epochs: list[Epoch]) -> str:
    parts = []
    for name in dict.fromkeys(run.cell for run in runs):
        mine = [run for run in runs if run.cell == name]
        ended = sum(run.state in ENDED for run in mine)
        parts.append(f"{name.upper() or 'simple'} {ended} of {len(mine)} {latest(mine, epochs)}".strip())
    return ", ".join(parts) or "waiting"


def latest(runs: list[Run], epochs: list[Epoch]) -> str:
    """What the run that trains has come to; empty where none does."""
    running = {run.id for run in runs if run.state == "running"}
    told = [epoch for epoch in epochs if epoch.run in running]
    if not told:
        return ""
    last = told[-1]
    loss = last.loss if last.val_loss is None else last.val_loss
    return f"{last.at:,} updates · loss {loss:.4g} · {last.samples:,} samples/s"


def show(lines: Iterable[str | Table], stream: TextIO) -> None:
    """What came of it, line by line."""
    console = Console(file=stream, width=120)
    for line in lines:
        console.print(line, highlight=False)
