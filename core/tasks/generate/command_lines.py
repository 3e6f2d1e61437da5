"""What the command line shows of networks that write on: the verdict, the methods, compressors for scale."""

from collections.abc import Iterator
from typing import Any

from rich.table import Table

from core.evaluate.verdict import Verdict
from core.tasks.generate.spec import GenerateSpec
from core.tasks.result_lines import family
from core.words.english import T
from core.words.figures import figure
from core.words.sentences import spaced
from core.words.verdict import also_better, not_judged

FIGURES = {
    "characters": ("bits per character",),
    "words": ("bits per word", "perplexity"),
    "items": ("recall@20", "MRR@20"),
}


def writing_lines(result: dict[str, Any]) -> Iterator[str | Table]:
    """Of a summary (see `core.tasks.generate.summary`)."""
    compared = result["comparison"]
    if compared is None:
        return
    yield _verdict(result)
    unit = result["spec"]["task"]["unit"]
    per = FIGURES[unit]
    table = Table("method", "seeds", *per, "saved %", "95 % interval", "p (Holm)", box=None)
    for row in compared["methods"]:
        table.add_row(*_cells(row, unit))
    yield table
    if result["compressed"]:
        scale = ", ".join(f"{name} {figure(bits)}" for name, bits in result["compressed"].items())
        yield f"For scale, what the test part adds to the compressed training part, per character: {scale}."
    letters = result["letters"]["test"]
    of = f"{compared['blocks']} sessions" if unit == "items" else f"{compared['blocks']} blocks"
    yield f"{letters} test {unit} in {of}.{family(result['verdict'])}"


def _verdict(result: dict[str, Any]) -> str:
    verdict, compared = result["verdict"], result["comparison"]
    best = next(row for row in compared["methods"] if row["name"] == verdict["cell"])
    names = {name: T(f"method.{compared[name]}") for name in ("reference", "beforehand")}
    task = GenerateSpec(unit=result["spec"]["task"]["unit"])
    told = T(
        task.worded(f"generate.verdict.{verdict['outcome']}"), **names, cell=T(f"cell.{verdict['cell']}"),
        saved=f"{figure(best['gain'], 100)} %", count=verdict["tests"],
    )  # fmt: skip
    found = Verdict(**verdict)
    code = f"({verdict['outcome']}; best cell {verdict['cell']}, reference {compared['reference']})"
    return spaced(T, told, also_better(T, found), not_judged(T, found), code)


def _cells(row: dict[str, Any], unit: str) -> list[str]:
    spread = f" ± {figure(row['deviation'])}" if row["deviation"] is not None else ""
    low, high = row["low"], row["high"]
    interval = "" if low is None or high is None else f"{100 * low:.1f} to {100 * high:.1f}"
    p = "" if row["p_holm"] is None else f"{row['p_holm']:.3g}"
    seeds = str(row["seeds"]) if row["kind"] == "cell" else ""
    told = {
        "characters": lambda: [figure(row["bits"]) + spread],
        "words": lambda: [figure(row["bits"]) + spread, figure(row["perplexity"])],
        "items": lambda: [figure(row["recall"]) + spread, figure(row["mrr"])],
    }[unit]()
    return [row["name"], seeds, *told, figure(row["gain"], 100), interval, p]
