"""What the command line shows: a bar per cell while training, then the table of methods."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from core.cli.figures import figure
from core.cli.heartbeat import progress_lines
from core.cli.result_lines import further_lines
from core.evaluate.verdict import Verdict
from core.store.records import Epoch, Run
from core.store.states import ENDED
from core.tasks.forecast.blank_words import blank_words
from core.tasks.forecast.send_words import send_evidence, send_headline
from core.tasks.sentiment.send_words import text_send_evidence, text_send_headline
from core.words.english import T
from core.words.sentences import filled, spaced
from core.words.verdict import also_better, not_judged

METRICS = ("mae", "rmse", "smape", "mase")
TEXT_METRICS = ("accuracy", "f1", "log_loss", "ece")


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
                    shown[name], completed=sum(r.state in ENDED for r in mine), told=_latest(mine, epochs)
                )

        yield watch


def _in_a_line(runs: list[Run], epochs: list[Epoch]) -> str:
    parts = []
    for name in dict.fromkeys(run.cell for run in runs):
        mine = [run for run in runs if run.cell == name]
        ended = sum(run.state in ENDED for run in mine)
        parts.append(f"{name.upper() or 'simple'} {ended} of {len(mine)} {_latest(mine, epochs)}".strip())
    return ", ".join(parts) or "waiting"


def _latest(runs: list[Run], epochs: list[Epoch]) -> str:
    running = {run.id for run in runs if run.state == "running"}
    latest = [epoch for epoch in epochs if epoch.run in running]
    if not latest:
        return ""
    last = latest[-1]
    loss = last.loss if last.val_loss is None else last.val_loss
    return f"{last.at:,} updates · loss {loss:.4g} · {last.samples:,} samples/s"


def show_result(result: dict[str, Any], stream: TextIO) -> None:
    """The verdict and every method on the same origins, best first."""
    console = Console(file=stream, width=120)
    compared = result["comparison"]
    if compared is None:
        return
    verdict, of_texts = result["verdict"], "texts" in compared
    if result.get("send"):
        console.print(_send_lines(result["send"]), highlight=False)
    console.print(_verdict_line(verdict, compared), highlight=False)
    metrics, gain = (TEXT_METRICS, "gain") if of_texts else (METRICS, "skill")
    table = Table("method", "seeds", *metrics, f"{gain} %", "95 % interval", "p (Holm)", box=None)
    kinds = ("cells", "seeds", "with_ridge", "with_bag")
    rows = [(kind, row) for kind in kinds for row in compared.get(kind, ())]
    rows += [("simple", row) for row in result["baselines"]]
    for kind, row in sorted(rows, key=lambda one: -_known(one[1][gain])):
        table.add_row(*_cells(row, metrics, gain, kind))
    console.print(table, highlight=False)
    family = (
        filled(" p: Holm over {n} one-sided {n:test|tests}.", n=verdict["tests"]) if verdict["tests"] else ""
    )
    console.print(f"{_on_what(result, compared)}{family}", highlight=False)
    if cells := result.get("ended_at_limit"):
        console.print(_limit(cells, result["spec"]["training"]["updates"]), highlight=False)
    for line in further_lines(result):
        console.print(line, highlight=False)
    if blank := blank_words(T, result["data"].get("blanks")):
        console.print(blank, highlight=False)
    if result.get("forecast"):
        console.print(_forecast_table(result["forecast"]), highlight=False)


def _send_lines(send: dict[str, Any]) -> str:
    """Which forecast to send, or what to score texts with: the page's sentences."""
    if "steps" in send:
        told = send_headline(T, send, figure, _day), send_evidence(T, send, figure, "{:.0%}".format)
    else:
        told = text_send_headline(T, send, "{:.1%}".format), text_send_evidence(T, send, "{:.1%}".format)
    return "\n".join(told).replace("*", "") + "\n"


def _day(time: object) -> str:
    return str(time).removesuffix("T00:00:00")


def _verdict_line(verdict: dict[str, Any], compared: dict[str, Any]) -> str:
    """The page's sentence, and what the verdict is called in JSON."""
    outcome, cell, reference = verdict["outcome"], verdict["cell"], compared["reference"]
    code = f"({outcome}; best cell {cell}, reference {reference})"
    what, gain = ("text_verdict", "gain") if "texts" in compared else ("verdict", "skill")
    if outcome == "outdated":
        return spaced(T, T("before.short"), code)
    best = next(row[gain] for row in compared["cells"] if row["name"] == cell)
    names = {"cell": T(f"cell.{cell}"), "reference": T(f"method.{reference}")}
    names |= {"beforehand": T(f"method.{compared.get('beforehand', reference)}")}
    outcome = "unclear" if compared.get("unclear") else outcome
    names["count"] = verdict["tests"]
    told = T(f"{what}.{outcome}", texts=compared.get("texts"), **names, **{gain: f"{figure(best, 100)} %"})
    found = Verdict(**verdict)
    return spaced(T, told, also_better(T, found), not_judged(T, found), code)


def _forecast_table(forecast: dict[str, Any]) -> Table:
    """What comes next, by the method that is to be sent."""
    table = Table(f"forecast by {forecast['method']}", "mean", "80 % interval", "95 % interval", box=None)
    for step, time in enumerate(forecast["time"]):
        mean, *bounds = (figure(forecast[name][step]) for name in ("mean", "lo80", "hi80", "lo95", "hi95"))
        low80, high80, low95, high95 = bounds
        table.add_row(_day(time), mean, f"{low80} to {high80}", f"{low95} to {high95}")
    return table


def _limit(cells: list[str], updates: int) -> str:
    return f"{', '.join(cells)}: training ended at the limit of {updates:,} updates, while still improving."


def _on_what(result: dict[str, Any], compared: dict[str, Any]) -> str:
    if "texts" in compared:
        return f"{compared['texts']} test texts, each method on the same."
    count = compared["origins"]
    told = f"{count} origin{'s' * (count != 1)}, {compared['origins_apart']} non-overlapping"
    audits = result["audits"]
    named = ", ".join(one["column"] for one in audits["look_ahead"] if one["knows"])
    warned = f" Looks as if it already knows the future: {named}." if named else ""
    return f"{told}. Leakage audit: {len(audits['leakage']['moved'])} fitted numbers moved.{warned}"


def _cells(row: dict[str, Any], metrics: tuple[str, ...], gain: str, kind: str) -> list[str]:
    low, high = row.get("interval") or (None, None)
    interval = "" if low is None or high is None else f"{100 * low:.1f} to {100 * high:.1f}"
    p = "" if row.get("p_holm") is None else f"{row['p_holm']:.3g}"
    name = f"{row['name']}, single seeds" if kind == "seeds" else row["name"]
    figures: list[str] = [figure(row["metrics"].get(metric)) for metric in metrics]
    return [name, str(row.get("seeds", "")), *figures, figure(row[gain], 100), interval, p]


def _known(skill: float | None) -> float:
    return float("-inf") if skill is None else skill
