"""What the command line shows of a sweep: how far it is, then ranking, tests, the winner, what to use."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from core.cli.heartbeat import progress_lines
from core.store.states import ENDED
from core.sweeps.api import WatchTrials
from core.sweeps.records import Sweep, Trial, ranked
from core.words.figures import figure

SHOWN = ("cell", "units", "layers", "lookback", "learning_rate", "parameters")


@contextmanager
def watching_trials(stream: TextIO) -> Iterator[WatchTrials]:
    """One progress bar on a terminal, a line now and then elsewhere."""
    if not stream.isatty():
        with progress_lines(stream) as tell:
            yield lambda sweep, trials: tell(_in_a_line(sweep, trials))
        return
    columns = (TextColumn("trainings"), BarColumn(), TextColumn("{task.fields[told]}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=stream), transient=True) as bars:
        bar = bars.add_task("trainings", total=None, told="")

        def watch(sweep: Sweep, trials: list[Trial]) -> None:
            total = sweep.spec.settings * sweep.spec.seeds
            bars.update(bar, completed=_ended(trials), total=total, told=_best(trials))

        yield watch


def _in_a_line(sweep: Sweep, trials: list[Trial]) -> str:
    return f"trainings {_ended(trials)} of {sweep.spec.settings * sweep.spec.seeds} {_best(trials)}".strip()


def _ended(trials: list[Trial]) -> int:
    return sum(run.state in ENDED for trial in trials for run in trial.runs)


def _best(trials: list[Trial]) -> str:
    best = next(iter(ranked(trials)), None)
    return f"best so far {best.setting.cell} {best.units}: {best.loss:.4g}" if best else ""


def show_sweep(result: dict[str, Any], stream: TextIO) -> None:
    """Best setting first; every figure says on which rows it was made."""
    console = Console(file=stream, width=120, highlight=False)
    table = Table("", *SHOWN, "validation loss", "sd", "seconds", box=None)
    for place, row in enumerate(result["ranking"], 1):
        told = (row["validation_loss"], row["deviation"], row["seconds"])
        table.add_row(str(place), *(str(row[name]) for name in SHOWN), *map(figure, told))
    console.print(table)
    for row in result["failed"]:
        console.print(f"failed: {' '.join(str(row[name]) for name in SHOWN[:5])}: {row['error']['key']}")
    for pair in result["pairs"]:
        console.print(_pair(pair))
    if result["pairs"]:
        family = f"p: Holm over {result['tests']} two-sided tests"
        console.print(f"{family} on {result['judged']} validation rows, which have also chosen the settings.")
    if result["scored"]:
        console.print(_scored(result))
    if result["advice"]:
        console.print(_advised(result["advice"]))


def _pair(pair: dict[str, Any]) -> str:
    gain, p = figure(pair["difference"], 100), figure(pair["p_holm"])
    return f"best {pair['better']} against best {pair['other']}: {gain} % lower validation loss (p {p})"


def _scored(result: dict[str, Any]) -> str:
    one, winner = result["scored"], result["advice"]["winner"]
    interval = f"{figure(one['low'], 100)} to {figure(one['high'], 100)}"
    told = (
        f"{one['verdict']['outcome']} against {one['reference']}, skill or gain {figure(one['gain'], 100)} %"
    )
    send = f"; to send, named before the test: {one['sent']}" if one["sent"] else ""
    return (
        f"winner of {result['tried']} tried settings: {winner['cell']} {winner['units']}; on test, once: "
        f"{told} ({interval}), score {figure(one['score'])}{send}"
    )


def _advised(advice: dict[str, Any]) -> str:
    told = f"recommendation: {advice['use']}; on validation {advice['told']}"
    close = f", not told from {', '.join(advice['close'])}" if advice["close"] else ""
    if advice["cheaper"] is None:
        return told + close
    cheaper = advice["cheaper"]
    return f"{told}{close}; {cheaper['cell']} {cheaper['units']} trains {advice['faster']:.1f} times faster"
