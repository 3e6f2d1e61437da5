"""The audits' figures as rows for tables."""

from app.i18n import Translate
from app.numbers import NONE, SPACE, figure, interval, p_value, percent, plain_interval, signed, whole
from core.evaluate.verdict import ALPHA
from core.tasks.forecast.outcome import Outcome
from core.words.methods import method_word

FOLLOWS = {True: "yes", False: "no", None: "unknown"}


def look_ahead_rows(t: Translate, outcome: Outcome) -> list[dict[str, str]]:
    """One row per covariate: what it knows of the future."""
    return [
        {
            t("audit.column.column"): one.column,
            t("audit.column.lead"): figure(one.lead),
            t("audit.column.lag"): figure(one.lag),
            t("audit.column.own"): figure(one.own),
            t("audit.column.best_step"): str(one.step),
            t("audit.column.without"): figure(one.without),
            t("audit.column.with_column"): figure(one.with_column),
            t("audit.column.finding"): t(f"audit.look_ahead.{FOLLOWS[one.knows]}.short"),
        }
        for one in outcome.look_ahead
    ]


def follows_rows(t: Translate, outcome: Outcome) -> list[dict[str, str]]:
    """One row per cell: how far its forecast moves from the last value, and what that is good for."""
    return [
        {
            t("audit.column.cell"): t(f"cell.{cell}"),
            t("audit.column.moves"): percent(found.moves, 0),
            t("audit.column.over_last"): signed(found.skill),
            t("column.interval"): interval(found.low, found.high),
            t("audit.column.finding"): t(f"audit.follows.{FOLLOWS[found.follows]}.short"),
        }
        for cell, found in outcome.follows.items()
    ]


def direction_rows(t: Translate, outcome: Outcome) -> list[dict[str, str]]:
    """One row per cell: how often its first step went the right way; last the reference's."""
    found = {t(f"cell.{cell}"): one for cell, one in outcome.directions.items()}
    found[t("audit.reference", method=method_word(t, outcome.reference))] = outcome.reference_direction
    return [
        {
            t("audit.column.cell"): name,
            t("audit.column.hits"): percent(one.rate),
            t("column.interval"): plain_interval(one.low, one.high),
            t("audit.column.counted"): whole(one.counted),
            t("audit.column.unchanged"): whole(one.unchanged),
            t("audit.column.rises"): percent(one.rises / one.counted if one.counted else None),
        }
        for name, one in found.items()
    ]


def residual_rows(t: Translate, outcome: Outcome) -> list[dict[str, str]]:
    """One row per cell: whether its one-step errors still hold a pattern."""
    return [
        {
            t("audit.column.cell"): t(f"cell.{cell}"),
            t("audit.column.lags"): str(found.lag),
            t("audit.column.statistic"): figure(found.statistic),
            t("audit.column.p"): p_value(found.p).removeprefix(f"={SPACE}"),
            t("audit.column.finding"): t(f"audit.residuals.{_pattern(found.p)}"),
        }
        for cell, found in outcome.residuals.items()
    ]


def window_rows(t: Translate, outcome: Outcome) -> list[dict[str, str]]:
    """One row per cell: how much there is to learn from for each weight."""
    return [
        {
            t("audit.column.cell"): t(f"cell.{method.name}"),
            t("column.weights"): whole(method.weights),
            t("audit.column.per_weight"): figure(outcome.windows / method.weights)
            if method.weights
            else NONE,
        }
        for method in outcome.methods
        if method.kind == "cell"
    ]


def _pattern(p: float | None) -> str:
    return "unknown" if p is None else "pattern" if p < ALPHA else "none"
