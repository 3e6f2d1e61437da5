"""What do the further columns add? Each cell beside itself without them, tested in pairs."""

from collections.abc import Sequence

import streamlit as st

from app.charts.skill import skill_chart
from app.charts.theme import CONFIG
from app.components.about import explained_table
from app.errors import literal
from app.experiments.badges import Badge, Look
from app.experiments.live import active
from app.i18n import Translate
from app.numbers import SPACE, figure, p_value, points, points_interval
from app.tasks.forecast import explains
from app.tasks.forecast.charts.skill import gained_facts
from core.store.records import Experiment, Run
from core.store.states import ENDED
from core.tasks.forecast.outcome import Ablated, Outcome
from core.tasks.forecast.spec import ForecastSpec

LOOKS: dict[str, Look] = {"helps": "green", "hurts": "red", "no_difference": "gray", "too_little": "gray"}


def ablation_part(t: Translate, experiment: Experiment, runs: Sequence[Run], outcome: Outcome) -> None:
    """Draw picture and table, or say what they wait for; nothing where nobody asked for it."""
    mine = [run for run in runs if run.kind == "ablation"]
    if not mine:
        return
    st.subheader(t("ablation.title"))
    _state(t, mine, outcome)
    if not outcome.ablation:
        return
    st.plotly_chart(
        skill_chart(gained_facts(outcome), t, t("chart.skill_gained"), in_points=True),
        key="result.ablation",
        config=CONFIG,
        alt=t("alt.ablation"),
    )
    explained_table(t, ablation_rows(t, outcome), explains.ABLATION)
    columns = literal(t("words.comma").join(experiment.spec.of(ForecastSpec).covariates))
    made = "about" if tests(outcome) else "untested"
    st.caption(t(f"ablation.{made}", columns=columns, tests=tests(outcome)))


def ablation_rows(t: Translate, outcome: Outcome) -> list[dict[str, str]]:
    """One row per cell, with and without."""
    return [
        {
            t("audit.column.cell"): t(f"cell.{one.cell}"),
            t("column.kept"): figure(one.kept),
            t("column.left_out"): figure(one.left_out),
            t("column.skill_gained"): points(t, one.gain),
            t("column.interval"): points_interval(t, one.low, one.high),
            t("column.p"): p_value(one.p_holm).removeprefix(f"={SPACE}"),
            t("column.seeds"): str(one.seeds),
            t("column.finding"): t(f"ablation.{one.finding}"),
        }
        for one in outcome.ablation
    ]


def tests(outcome: Outcome) -> int:
    """How many tests the p-values are corrected for."""
    return sum(one.p is not None for one in outcome.ablation)


def ablation_badges(t: Translate, outcome: Outcome) -> list[Badge]:
    """Which cells the columns help or hurt; one badge where they do neither."""
    found: dict[str, list[Ablated]] = {}
    for one in outcome.ablation:
        found.setdefault(one.finding, []).append(one)
    shown = [name for name in ("helps", "hurts") if name in found] or list(found)[:1]
    badges = []
    for name in shown:
        cells = t("words.comma").join(t(f"cell.{one.cell}") for one in found[name])
        text = t(f"audit.ablation.{name}", cells=cells)
        badges.append(
            Badge(text, ":material/view_column:", LOOKS[name], t("audit.ablation.help"), "ablation")
        )
    return badges


def _state(t: Translate, mine: list[Run], outcome: Outcome) -> None:
    """What is still missing, where anything is."""
    ended, done = (sum(run.state in states for run in mine) for states in (ENDED, ("done",)))
    if active(mine):
        key = "running" if outcome.ablation else "waiting"
        st.info(t(f"ablation.{key}", done=ended, total=len(mine)), icon=":material/hourglass_top:")
    elif done < len(mine):
        key = "stopped" if outcome.ablation else "missing"
        st.info(t(f"ablation.{key}", done=done, total=len(mine)), icon=":material/info:")
