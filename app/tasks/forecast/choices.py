"""What was chosen before the test, and the errors of what else was tried."""

import math
import re
from collections.abc import Mapping
from typing import Any

import streamlit as st

from app.components.about import links
from app.components.table import table
from app.i18n import Translate
from app.numbers import figure, whole
from core.tasks.forecast.outcome import Outcome

SEASONAL = re.compile(r"(seasonal_differences)_(\d+)")
CALENDAR = "calendar"  # tried on top of the best transform


def choices_part(t: Translate, outcome: Outcome) -> None:
    """Draw what was chosen and what was tried; nothing for what earlier rules chose."""
    chosen, tried = chosen_rows(t, outcome.facts), choice_rows(t, outcome.facts)
    if not chosen:
        return
    st.subheader(t("choices.title"))
    table(chosen, names=2)
    if tried:
        table(tried, names=1)
    st.caption(t("choices.about"))
    st.caption(links(t, "folds"))


def chosen_rows(t: Translate, facts: Mapping[str, Any]) -> list[dict[str, str]]:
    """One row per choice."""
    if "choice_errors" not in facts:
        return []
    told = {
        t("spec.transform"): transform_word(t, facts["transform"], facts.get("season", 1)),
        t("spec.calendar"): t("yes" if facts["calendar"] else "no"),
        t("spec.blocks"): blocks_word(t, facts["blocks"]),
        t("choices.ridge"): ridge_word(t, facts.get("ridge", facts)),
        t("choices.penalty"): penalty_word(t, facts.get("ridge", facts)["penalty"]),
    }
    return [{t("report.what"): name, t("report.value"): value} for name, value in told.items()]


def choice_rows(t: Translate, facts: Mapping[str, Any]) -> list[dict[str, str]]:
    """One row per way to read the series that was tried, the lowest error first."""
    errors = _errors(facts)
    own = _key(facts["transform"], facts.get("season", 1))
    return [
        {
            t("choices.tried"): _tried(t, name, own),
            t("choices.error"): figure(errors[name]),
            t("choices.taken"): t("choices.yes") if name == _taken(own, facts) else "",
        }
        for name in sorted(errors, key=lambda name: errors[name])
    ]


def _errors(facts: Mapping[str, Any]) -> dict[str, float]:
    """By transform; under `CALENDAR` that of the best of them with the calendar."""
    tried = facts.get("choice_errors") or {}
    with_calendar = tried.get(CALENDAR, {}).get("yes")
    found: dict[str, float] = dict(tried.get("transform", {}))
    return found if with_calendar is None else found | {CALENDAR: with_calendar}


def transform_word(t: Translate, name: str, season: int) -> str:
    """A transform in words, with the season where it is one of a season."""
    told = t(f"option.transform.{name}")
    return t("choices.of_season", transform=told, season=whole(season)) if season > 1 else told


def ridge_word(t: Translate, facts: Mapping[str, Any]) -> str:
    """How ridge reads the series."""
    told = transform_word(t, facts["transform"], facts.get("season", 1))
    return t("choices.with_calendar", transform=told) if facts["calendar"] else told


def blocks_word(t: Translate, rows: int) -> str:
    """How many rows a network reads as one step."""
    return t("choices.days", rows=whole(rows)) if rows > 1 else t("choices.steps")


def penalty_word(t: Translate, penalty: float | None) -> str:
    """Ridge's penalty; where it is infinite, JSON has none."""
    if penalty is None or not math.isfinite(penalty):
        return t("choices.mean_only")
    return figure(penalty, 2)


def _key(transform: str, season: int) -> str:
    return f"{transform}_{season}" if season > 1 else transform


def _tried(t: Translate, name: str, own: str) -> str:
    if name == CALENDAR:
        return t("choices.with_calendar", transform=_tried(t, own, own))
    found = SEASONAL.fullmatch(name)
    return transform_word(t, found[1], int(found[2])) if found else transform_word(t, name, 1)


def _taken(own: str, facts: Mapping[str, Any]) -> str:
    """The calendar is tried on top of a transform: where it is taken, the transform without it is not."""
    return CALENDAR if facts.get("calendar") and CALENDAR in _errors(facts) else own
