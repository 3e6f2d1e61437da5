"""Lines and the table of methods, as commands of several tasks show them."""

from typing import Any

from rich.table import Table

from core.evaluate.verdict import Verdict
from core.words.english import T
from core.words.figures import figure
from core.words.sentences import filled, spaced
from core.words.verdict import also_better, not_judged


def verdict_line(result: dict[str, Any], key: str, gain: str, **facts: Any) -> str:
    """The page's sentence, and what the verdict is called in JSON.

    Args:
        key: Under which the sentences stand.
        gain: What a row calls the gain over the reference.
        facts: What else the sentences name.
    """
    verdict, compared = result["verdict"], result["comparison"]
    outcome, cell, reference = verdict["outcome"], verdict["cell"], compared["reference"]
    code = f"({outcome}; best cell {cell}, reference {reference})"
    if outcome == "outdated":
        return spaced(T, T("before.short"), code)
    best = next(row[gain] for row in compared["cells"] if row["name"] == cell)
    names = {"cell": T(f"cell.{cell}"), "reference": T(f"method.{reference}")}
    names |= {"beforehand": T(f"method.{compared.get('beforehand', reference)}")}
    outcome = "unclear" if compared.get("unclear") else outcome
    told = T(f"{key}.{outcome}", **facts, **names, count=verdict["tests"], **{gain: f"{figure(best, 100)} %"})
    found = Verdict(**verdict)
    return spaced(T, told, also_better(T, found), not_judged(T, found), code)


def method_table(
    result: dict[str, Any], metrics: tuple[str, ...], gain: str, kinds: tuple[str, ...]
) -> Table:
    """Every method on the same test, best first.

    Args:
        metrics: Of a row, in the order of the columns.
        gain: What a row calls the gain over the reference.
        kinds: Of rows beside the baselines.
    """
    table = Table("method", "seeds", *metrics, f"{gain} %", "95 % interval", "p (Holm)", box=None)
    rows = [(kind, row) for kind in kinds for row in result["comparison"][kind]]
    rows += [("simple", row) for row in result["baselines"]]
    for kind, row in sorted(rows, key=lambda one: -_known(one[1][gain])):
        table.add_row(*_cells(row, metrics, gain, kind))
    return table


def family(verdict: dict[str, Any]) -> str:
    """Over how many tests the p-values are corrected; empty where there is none."""
    tests = verdict["tests"]
    return filled(" p: Holm over {n} one-sided {n:test|tests}.", n=tests) if tests else ""


def _cells(row: dict[str, Any], metrics: tuple[str, ...], gain: str, kind: str) -> list[str]:
    low, high = row.get("interval") or (None, None)
    interval = "" if low is None or high is None else f"{100 * low:.1f} to {100 * high:.1f}"
    p = "" if row.get("p_holm") is None else f"{row['p_holm']:.3g}"
    name = f"{row['name']}, single seeds" if kind == "seeds" else row["name"]
    figures: list[str] = [figure(row["metrics"].get(metric)) for metric in metrics]
    return [name, str(row.get("seeds", "")), *figures, figure(row[gain], 100), interval, p]


def _known(gain: float | None) -> float:
    return float("-inf") if gain is None else gain
