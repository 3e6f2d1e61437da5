"""What the command line shows of networks that tag: the verdict, the methods, spans by type."""

from collections.abc import Iterator
from typing import Any

from rich.table import Table

from core.evaluate.sent import Sent
from core.evaluate.verdict import Verdict
from core.tasks.result_lines import family
from core.tasks.tag.sending import send_lines
from core.words.english import T
from core.words.figures import figure
from core.words.sentences import spaced
from core.words.verdict import also_better, not_judged

COLUMNS = ("score", "accuracy", "unknown", "sentences")


def tag_lines(result: dict[str, Any]) -> Iterator[str | Table]:
    """Of a summary (see `core.tasks.tag.summary`)."""
    compared = result["comparison"]
    if compared is None:
        return
    yield from _send(compared)
    yield _verdict(result)
    score = "F1 %" if compared["spans"] else "right %"
    heads = (score, "tags right %", "unknown words %", "whole sentences %")
    table = Table("method", "seeds", *heads, "gain %", "95 % interval", "p (Holm)", box=None)
    for row in compared["methods"]:
        table.add_row(*_cells(row))
    yield table
    if kinds := compared["by_kind"].get(result["verdict"]["cell"]):
        yield _kinds(kinds)
    sizes = f"{compared['sentences']} test sentences with {compared['words']} words"
    unknown = figure(compared["unknown"], 100)
    yield f"{sizes}, {unknown} % of them in no training sentence.{family(result['verdict'])}"


def _send(compared: dict[str, Any]) -> Iterator[str]:
    told = {name: value for name, value in compared["send"].items() if name != "score"}

    def share(value: float) -> str:
        return f"{figure(value, 100)} %"

    lines = send_lines(T, Sent(**told), compared["send"]["score"], share, spans=compared["spans"])
    yield spaced(T, *lines)


def _verdict(result: dict[str, Any]) -> str:
    verdict, compared = result["verdict"], result["comparison"]
    best = next(one for one in compared["methods"] if (one["name"], one["kind"]) == (verdict["cell"], "cell"))
    names = {name: T(f"method.{compared[name]}") for name in ("reference", "beforehand")}
    told = T(
        f"tag_verdict.{verdict['outcome']}", **names, cell=T(f"cell.{verdict['cell']}"),
        gain=f"{figure(best['gain'], 100)} points", count=verdict["tests"],
    )  # fmt: skip
    found = Verdict(**verdict)
    code = f"({verdict['outcome']}; best cell {verdict['cell']}, reference {compared['reference']})"
    return spaced(T, told, also_better(T, found), not_judged(T, found), code)


def _cells(row: dict[str, Any]) -> list[str]:
    low, high = row["low"], row["high"]
    interval = "" if low is None or high is None else f"{100 * low:.1f} to {100 * high:.1f}"
    p = "" if row["p_holm"] is None else f"{row['p_holm']:.3g}"
    name = f"{row['name']}, single seeds" if row["kind"] == "seeds" else row["name"]
    seeds = "" if row["kind"] == "simple" else str(row["seeds"])
    figures: list[str] = [figure(row["scores"][column], 100) for column in COLUMNS]
    return [name, seeds, *figures, figure(row["gain"], 100), interval, p]


def _kinds(kinds: list[dict[str, Any]]) -> Table:
    """Of the best cell."""
    table = Table("spans", "precision %", "recall %", "F1 %", "count", box=None)
    for one in kinds:
        figures = [figure(one[name], 100) for name in ("precision", "recall", "f1")]
        table.add_row(one["kind"] or "all", *figures, str(one["count"]))
    return table
