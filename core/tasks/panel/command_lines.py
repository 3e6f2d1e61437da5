"""What the command line shows of many series: the verdict, the methods, what is sent."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from rich.table import Table

from core.evaluate.paired_series import FEWEST_SERIES
from core.evaluate.significance import MIN_ORIGINS
from core.evaluate.verdict import Verdict
from core.tasks.result_lines import family
from core.words.english import T
from core.words.figures import figure
from core.words.methods import method_word
from core.words.sentences import spaced
from core.words.verdict import also_better, not_judged

COLUMNS = ("mase", "rmsse", "wape", "smape")
COUNTS = {"series": "series", "time": "origins"}  # what is counted of each kind of test
FEWEST = {"series": FEWEST_SERIES, "time": MIN_ORIGINS}
HEADS = ("MASE", "RMSSE", "WAPE %", "sMAPE")


def panel_lines(result: dict[str, Any]) -> Iterator[str | Table]:
    """Of a summary (see `core.tasks.panel.summary`)."""
    compared = result["comparison"]
    if compared is None:
        return
    yield _verdict(result)
    table = Table("method", "seeds", *HEADS, "better on %", "gain %", "95 % interval", "p (Holm)", box=None)
    for row in compared["methods"]:
        table.add_row(*_cells(row))
    yield table
    sent = Counter(one["sent"] for one in result["series"])
    told = ", ".join(f"{method_word(T, name)} {count}" for name, count in sent.most_common())
    origins = f"{compared['origins']} test {'origin' if compared['origins'] == 1 else 'origins'}"
    yield f"Sent, by number of series: {told}. {compared['series']} series judged, {origins}."
    for name, most in compared["left_out"].items():
        yield T("panel.methods.left_out", method=T(f"method.{name}"), most=f"{most:,}")
    over = [name for name, count in FEWEST.items() if compared[COUNTS[name]] >= count]
    if over:
        yield f"p over {' and over '.join(over)}.{family(result['verdict'])}"


def _verdict(result: dict[str, Any]) -> str:
    verdict, compared = result["verdict"], result["comparison"]
    cell, reference = verdict["cell"], compared["reference"]
    best = next(one for one in compared["methods"] if (one["name"], one["kind"]) == (cell, "cell"))
    names = {"reference": T(f"method.{reference}"), "beforehand": T(f"method.{compared['beforehand']}")}
    outcome = verdict["outcome"] + (".one" if len(result["series"]) == 1 else "")
    told = T(
        f"panel_verdict.{outcome}", **names, cell=T(f"cell.{cell}"), series=compared["series"],
        gain=f"{figure(best['gain'], 100)} %", count=verdict["tests"],
    )  # fmt: skip
    found = Verdict(**verdict)
    code = f"({verdict['outcome']}; best cell {cell}, reference {reference})"
    return spaced(T, told, also_better(T, found), not_judged(T, found), code)


def _cells(row: dict[str, Any]) -> list[str]:
    low, high = row["low"], row["high"]
    interval = "" if low is None or high is None else f"{100 * low:.1f} to {100 * high:.1f}"
    p = "" if row["p_holm"] is None else f"{row['p_holm']:.3g}"
    name = {"seeds": f"{row['name']}, single seeds", "sent": "what is sent"}.get(row["kind"], row["name"])
    scales = (1, 1, 100, 1)
    figures: list[str] = [
        figure(row["scores"][one], scale) for one, scale in zip(COLUMNS, scales, strict=True)
    ]
    seeds = str(row["seeds"]) if row["kind"] in ("cell", "seeds", "with_local") else ""
    return [name, seeds, *figures, figure(row["wins"], 100), figure(row["gain"], 100), interval, p]
