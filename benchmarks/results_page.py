"""What was found on the real series, as one page of tables."""

import math
from collections.abc import Iterable
from typing import Any

from benchmarks.results_series import DESIGN
from core.cells import CELLS

Found = dict[str, Any]  # one series, see `benchmarks.results.found`
VERDICTS = {"better": "better", "no_better": "no better", "worse": "worse", "too_little": "too little data"}
ADDS = {"adds": "adds", "adds_nothing": "adds nothing", "too_little": "too little data"}
GROUPS = {"all": "all", "share": "shares", "seasonal": "seasonal series", "other": "others"}


def page(found: list[Found], wanted: int, about: str) -> str:
    """The whole page as Markdown.

    Args:
        wanted: How many series there are in all.
        about: Seeds and preset, and the machine.
    """
    return "\n".join([
        "# Results on real series", "",
        f"{len(found)} of {wanted} settings. {about}",
        "Written by `python -m benchmarks.results --data FOLDER --parts FOLDER --keep docs/results.md`.", "",
        f"The defaults were designed on other data: {DESIGN}. "
        "Nothing was chosen on the series below; they were scored when the defaults stood.", "",
        "A cell is the mean of its seeds' forecasts. Every method is refitted on all rows before the test; "
        "the test is scored at 600 origins at most. Errors are mean absolute errors on the test.",
        "", "## In short", "", *_short(found), "", "## Cells", "",
        "Ratios are to ridge's error. Skill in % against the simple method that was hardest to beat, with "
        "its 95 % interval; p is the largest one-sided Diebold-Mariano p-value over all simple methods, "
        "after Holm over the cells; what the cell adds to ridge is tested against ridge alone. Coverage in % "
        "and mean width of the drawn intervals at 80 and 95 %. The verdict of a series stands with the cell "
        "it names.",
        "", *_cells(found), "", "## Simple methods", "", *_simple(found), "",
        "## What was chosen before the test", "", *_chosen(found), "",
    ])  # fmt: skip


def geometric_mean(values: Iterable[float]) -> float | None:
    """None of nothing."""
    logs = [math.log(value) for value in values]
    return math.exp(sum(logs) / len(logs)) if logs else None


def _short(found: list[Found]) -> list[str]:
    """Geometric means over series, of all and of each group, and how often a cell was better."""
    names = [name for name in CELLS if any(name in one["cells"] for one in found)]
    lines = [_row("Error / ridge's, geometric mean", "Settings", *(n.upper() for n in names),
                  *(f"{n.upper()} with ridge" for n in names), "Better", "Adds to ridge"),
             "|---|--:" + "|--:" * (2 * len(names) + 2) + "|"]  # fmt: skip
    for group, words in GROUPS.items():
        some = [one for one in found if group in ("all", one["group"])]
        ratios = [
            geometric_mean(one["cells"][name][kind] / one["simple"]["ridge"] for one in some)
            for kind in ("mae", "with_ridge")
            for name in names
        ]
        better = sum(one["verdict"]["outcome"] == "better" for one in some)
        adds = sum(cell["adds"] == "adds" for one in some for cell in one["cells"].values())
        cells = sum(len(one["cells"]) for one in some)
        lines.append(_row(words, str(len(some)), *(_number(r, "{:.3f}") for r in ratios),
                          f"{better} of {len(some)}", f"{adds} of {cells}"))  # fmt: skip
    return lines


def _cells(found: list[Found]) -> list[str]:
    """One line per cell."""
    lines = [_row("Series (lookback → horizon)", "Cell", "Seeds", "MAE", "One seed", "With ridge", "Ratio",
                  "Ratio, with ridge", "Hardest to beat", "Skill", "95 % interval", "p", "Verdict",
                  "To ridge", "Covered", "Width", "Drawn"),
             "|---|---|--:|--:|--:|--:|--:|--:|---|--:|--:|--:|---|---|--:|--:|---|"]  # fmt: skip
    for one in found:
        ridge, verdict = one["simple"]["ridge"], one["verdict"]
        for name, cell in one["cells"].items():
            lines.append(_row(
                one["title"], name.upper(), str(cell["seeds"]), _number(cell["mae"]), _number(cell["one"]),
                _number(cell["with_ridge"]), f"{cell['mae'] / ridge:.3f}",
                f"{cell['with_ridge'] / ridge:.3f}",
                one["reference"], _percent(cell["skill"]), _between(cell["interval"]), _p(cell["p_holm"]),
                VERDICTS[verdict["outcome"]] if name == verdict["cell"] else "", ADDS[cell["adds"]],
                " / ".join(f"{100 * value:.0f}" for value in cell["coverage"]),
                " / ".join(map(_number, cell["width"])), cell["drawn"],
            ))  # fmt: skip
    return lines


def _simple(found: list[Found]) -> list[str]:
    """One line per series: every simple method's error."""
    names = list(dict.fromkeys(name for one in found for name in one["simple"]))
    lines = [_row("Series", *names), "|---" + "|--:" * len(names) + "|"]
    for one in found:
        best = min(one["simple"].values())
        told = (one["simple"].get(name) for name in names)
        lines.append(_row(one["title"], *(f"**{_number(v)}**" if v == best else _number(v) for v in told)))
    return lines


def _chosen(found: list[Found]) -> list[str]:
    """One line per series: how it is read, and what is sent."""
    lines = [_row("Series", "Rows", "Test origins", "Transform", "Calendar", "Rows a step",
                  "Ridge's transform", "Its calendar", "Penalty", "Beforehand", "Sent", "Its MAE",
                  "Best on the test", "Seconds"),
             "|---|--:|--:|---|---|--:|---|---|--:|---|---|--:|---|--:|"]  # fmt: skip
    for one in found:
        chosen, ridge = one["chosen"], one["ridge"]
        errors = _errors(one)
        lines.append(_row(
            one["title"], f"{one['rows']:,}", str(one["origins"]), *_read(chosen),
            str(chosen["blocks"]), *_read(ridge),
            "mean only" if ridge["penalty"] is None else f"{ridge['penalty']:.2g}", one["beforehand"],
            one["sent"], _number(errors.get(one["sent"])), min(errors, key=lambda name: errors[name]),
            f"{one['seconds']:.0f}",
        ))  # fmt: skip
    return lines


def _read(chosen: dict[str, Any]) -> tuple[str, str]:
    season = f" {chosen['season']}" if chosen["transform"] == "seasonal_differences" else ""
    return chosen["transform"] + season, "yes" if chosen["calendar"] else "no"


def _errors(one: Found) -> dict[str, float]:
    """The error of everything that could be sent."""
    cells = {name: cell["mae"] for name, cell in one["cells"].items()}
    return one["simple"] | cells | {f"{n}+ridge": cell["with_ridge"] for n, cell in one["cells"].items()}


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _number(value: float | None, form: str = "{:.4g}") -> str:
    return "–" if value is None else form.format(value)


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:+.1f}"


def _between(interval: list[float | None]) -> str:
    low, high = interval
    return "–" if low is None or high is None else f"{100 * low:+.1f} to {100 * high:+.1f}"


def _p(value: float | None) -> str:
    return "–" if value is None else "< 0.001" if value < 0.001 else f"{value:.2g}"
