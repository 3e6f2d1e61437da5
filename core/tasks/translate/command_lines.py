"""What the command line shows of networks that translate: the verdict, the methods, lengths, examples."""

from collections.abc import Iterator
from typing import Any

from rich.table import Table

from core.evaluate.verdict import Verdict
from core.tasks.result_lines import family
from core.words.english import T
from core.words.figures import figure
from core.words.sentences import spaced
from core.words.verdict import also_better, not_judged


def translation_lines(result: dict[str, Any]) -> Iterator[str | Table]:
    """Of a summary (see `core.tasks.translate.summary`)."""
    compared = result["comparison"]
    if compared is None:
        return
    yield _verdict(result)
    table = Table("method", "seeds", "BLEU", "chrF", "exact %", "gain", "95 % interval", "p (Holm)", box=None)
    for row in compared["methods"]:
        table.add_row(*_cells(row))
    yield table
    lengths = Table("pieces", "sentences", *(row["name"] for row in compared["methods"]), box=None)
    for one in compared["lengths"]:
        scores = (_points(one["bleu"][row["name"]]) for row in compared["methods"])
        lengths.add_row(f"{one['shortest']} to {one['longest']}", str(one["sentences"]), *scores)
    yield lengths
    yield f"{compared['sentences']} test sentences, each method on the same.{family(result['verdict'])}"


def _verdict(result: dict[str, Any]) -> str:
    verdict, compared = result["verdict"], result["comparison"]
    best = next(row for row in compared["methods"] if row["name"] == verdict["cell"])
    names = {name: T(f"method.{compared[name]}") for name in ("reference", "beforehand")}
    told = T(
        f"translate_verdict.{verdict['outcome']}", **names, cell=T(f"cell.{verdict['cell']}"),
        gain=f"{_points(best['gain'])} points", count=verdict["tests"], texts=compared["sentences"],
    )  # fmt: skip
    found = Verdict(**verdict)
    code = f"({verdict['outcome']}; best cell {verdict['cell']}, reference {compared['reference']})"
    return spaced(T, told, also_better(T, found), not_judged(T, found), code)


def _cells(row: dict[str, Any]) -> list[str]:
    spread = f" ± {_points(row['deviation'])}" if row["deviation"] is not None else ""
    low, high = row["low"], row["high"]
    interval = "" if low is None or high is None else f"{_points(low)} to {_points(high)}"
    p = "" if row["p_holm"] is None else f"{row['p_holm']:.3g}"
    gain = "" if row["gain"] is None else _points(row["gain"])
    seeds = str(row["seeds"]) if row["kind"] == "cell" else ""
    exact = figure(row["exact"], 100)
    return [row["name"], seeds, _points(row["bleu"]) + spread, _points(row["chrf"]), exact, gain, interval, p]


def _points(share: float) -> str:
    """As BLEU is told: in hundredths."""
    return f"{100 * share:.1f}"
