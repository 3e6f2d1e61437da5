"""Does a cell add anything to ridge? Half its forecast and half ridge's, beside ridge alone."""

import streamlit as st

from app.charts.skill import skill_chart
from app.charts.theme import CONFIG
from app.components.about import explained_table, links
from app.experiments.badges import Badge, Look
from app.i18n import Translate
from app.numbers import SPACE, figure, interval, p_value, signed
from app.tasks.forecast import explains
from app.tasks.forecast.charts.skill import added_facts
from core.tasks.forecast.outcome import Outcome
from core.words.methods import method_word, with_ridge

LOOKS: dict[str, Look] = {"adds": "green", "adds_nothing": "gray", "too_little": "gray"}


def added_part(t: Translate, outcome: Outcome) -> None:
    """Draw picture and table; nothing where ridge gave no forecast."""
    if not outcome.added:
        return
    st.subheader(t("added.title"))
    axis = t("chart.skill", reference=method_word(t, "ridge"))
    st.plotly_chart(
        skill_chart(added_facts(outcome), t, axis),
        key="result.added",
        config=CONFIG,
        alt=t("alt.added"),
    )
    explained_table(t, added_rows(t, outcome), explains.ADDED)
    st.caption(added_line(t, outcome))
    st.caption(links(t, "with_ridge", "holm"))


def added_rows(t: Translate, outcome: Outcome) -> list[dict[str, str]]:
    """One row per cell."""
    return [
        {
            t("column.method"): method_word(t, with_ridge(one.cell)),
            t("column.mae_together"): figure(one.error),
            t("column.mae_ridge"): figure(one.ridge),
            t("column.skill_on_ridge"): signed(one.skill),
            t("column.interval"): interval(one.low, one.high),
            t("column.p"): p_value(one.p_holm).removeprefix(f"={SPACE}"),
            t("column.finding"): t(f"added.{one.finding}"),
        }
        for one in outcome.added
    ]


def added_line(t: Translate, outcome: Outcome) -> str:
    """What was compared, and the family that p-values were corrected for."""
    tests = sum(one.p is not None for one in outcome.added)
    return t("added.about", tests=tests) if tests else t("added.untested")


def added_badges(t: Translate, outcome: Outcome) -> list[Badge]:
    """Which cells add something to ridge; one badge where none does."""
    if not outcome.added:
        return []
    found = {one.cell: one.finding for one in outcome.added}
    finding = "adds" if "adds" in found.values() else next(iter(found.values()))
    cells = t("words.comma").join(t(f"cell.{cell}") for cell, one in found.items() if one == finding)
    text = t(f"audit.added.{finding}", cells=cells)
    return [Badge(text, ":material/add_circle:", LOOKS[finding], t("audit.added.help"), "with_ridge")]
