"""Both versions of each cell's intervals as rows for tables, and why one of them is drawn."""

from app.i18n import Translate
from app.numbers import figure, percent
from core.tasks.outcome import Outcome


def covered_rows(t: Translate, outcome: Outcome) -> list[dict[str, str]]:
    """One row per cell, version and level: how the interval did on the test rows."""
    return [
        {
            t("audit.column.cell"): t(f"cell.{cell}"),
            t("audit.column.version"): _named(t, one.version, outcome.drawn[cell].version),
            t("audit.column.level"): percent(one.level, 0),
            t("audit.column.coverage"): percent(one.coverage),
            t("audit.column.width"): figure(one.width),
            t("audit.column.score"): figure(one.score),
        }
        for cell, covered in outcome.covered.items()
        for one in covered
    ]


def covered_step_rows(t: Translate, outcome: Outcome, cell: str) -> list[dict[str, str]]:
    """One row per version, level and step ahead of one cell."""
    return [
        {
            t("audit.column.version"): _named(t, one.version, outcome.drawn[cell].version),
            t("audit.column.level"): percent(one.level, 0),
            t("chart.steps_ahead"): str(step + 1),
            t("audit.column.coverage"): percent(one.by_step["coverage"][step]),
            t("audit.column.width"): figure(one.by_step["width"][step]),
            t("audit.column.score"): figure(one.by_step["score"][step]),
        }
        for one in outcome.covered[cell]
        for step in range(len(one.by_step["coverage"]))
    ]


def why_drawn(t: Translate, outcome: Outcome) -> list[str]:
    """One sentence per cell: which version is drawn, and the two scores that decided."""
    return [_why(t, outcome, cell) for cell in outcome.drawn]


def _why(t: Translate, outcome: Outcome, cell: str) -> str:
    drawn = outcome.drawn[cell]
    if not drawn.scores:
        return t("audit.intervals.few", cell=t(f"cell.{cell}"))
    other = next(score for version, score in drawn.scores.items() if version != drawn.version)
    return t(
        "audit.intervals.drawn",
        cell=t(f"cell.{cell}"),
        version=t(f"interval.{drawn.version}"),
        own=figure(drawn.scores[drawn.version]),
        other=figure(other),
    )


def _named(t: Translate, version: str, drawn: str) -> str:
    name = t(f"interval.{version}")
    return t("interval.is_drawn", version=name) if version == drawn else name
