"""Both versions of the intervals of cells and of what is sent as rows for tables; why one is drawn."""

from app.i18n import Translate
from app.numbers import figure, percent
from core.tasks.forecast.outcome import Outcome
from core.words.methods import method_word


def covered_rows(t: Translate, outcome: Outcome) -> list[dict[str, str]]:
    """One row per method, version and level: how the interval did on the test rows."""
    return [
        {
            t("audit.column.cell"): method_word(t, name),
            t("audit.column.version"): _named(t, one.version, outcome.drawn[name].version),
            t("audit.column.level"): percent(one.level, 0),
            t("audit.column.coverage"): percent(one.coverage),
            t("audit.column.width"): figure(one.width),
            t("audit.column.score"): figure(one.score),
        }
        for name, covered in outcome.covered.items()
        for one in covered
    ]


def covered_step_rows(t: Translate, outcome: Outcome, name: str) -> list[dict[str, str]]:
    """One row per version, level and step ahead of one method."""
    return [
        {
            t("audit.column.version"): _named(t, one.version, outcome.drawn[name].version),
            t("audit.column.level"): percent(one.level, 0),
            t("chart.steps_ahead"): str(step + 1),
            t("audit.column.coverage"): percent(one.by_step["coverage"][step]),
            t("audit.column.width"): figure(one.by_step["width"][step]),
            t("audit.column.score"): figure(one.by_step["score"][step]),
        }
        for one in outcome.covered[name]
        for step in range(len(one.by_step["coverage"]))
    ]


def why_drawn(t: Translate, outcome: Outcome) -> list[str]:
    """One sentence per method: which version is drawn, and the two scores that decided."""
    return [_why(t, outcome, name) for name in outcome.drawn]


def _why(t: Translate, outcome: Outcome, name: str) -> str:
    drawn = outcome.drawn[name]
    if not drawn.scores:
        return t("audit.intervals.few", cell=method_word(t, name))
    other = next(score for version, score in drawn.scores.items() if version != drawn.version)
    return t(
        "audit.intervals.drawn",
        cell=method_word(t, name),
        version=t(f"interval.{drawn.version}"),
        own=figure(drawn.scores[drawn.version]),
        other=figure(other),
    )


def _named(t: Translate, version: str, drawn: str) -> str:
    told = t(f"interval.{version}")
    return t("interval.is_drawn", version=told) if version == drawn else told
