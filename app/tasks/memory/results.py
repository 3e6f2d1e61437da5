"""Each cell of the memory lab with its figures."""

import streamlit as st

from app.components.table import table
from app.i18n import Translate
from app.numbers import NONE, clock, figure, percent, whole
from app.tasks.memory.charts.gradients import gradient_ratio
from core.tasks.memory.outcome import Learner, MemoryOutcome


def results_table(t: Translate, known: MemoryOutcome) -> None:
    """Draw the table; chance has the last row."""
    table(result_rows(t, known))
    st.caption(t("memory.table.about"))


def result_rows(t: Translate, known: MemoryOutcome) -> list[dict[str, str]]:
    """One row per cell, then chance: the best answer that ignores the input."""
    rows = [_row(t, known, one) for one in known.learners]
    chance = dict.fromkeys(rows[0], NONE) | {
        t("memory.table.cell"): t("memory.table.chance"),
        _loss(t, known): figure(known.problem.chance),
    }
    if known.problem.luck is not None:
        chance[t("memory.table.accuracy")] = percent(known.problem.luck)
    return [*rows, chance]


def _row(t: Translate, known: MemoryOutcome, one: Learner) -> dict[str, str]:
    spread = f" ± {figure(one.deviation, 2)}" if one.deviation is not None else ""
    row = {t("memory.table.cell"): t(f"cell.{one.cell}"), _loss(t, known): figure(one.loss) + spread}
    if known.problem.classes:
        row[t("memory.table.accuracy")] = percent(one.accuracy)
    return row | {
        t("memory.table.solved"): t("memory.table.seeds", solved=one.solved, seeds=len(one.runs)),
        t("memory.table.updates"): whole(one.solved_after) if one.solved_after else NONE,
        t("memory.table.until"): clock(t, one.solved_seconds) if one.solved_seconds else NONE,
        t("memory.table.seconds"): clock(t, one.seconds),
        t("memory.table.before"): _ratio(one, "before"),
        t("memory.table.after"): _ratio(one, "after"),
        t("memory.table.weights"): whole(one.weights),
    }


def _loss(t: Translate, known: MemoryOutcome) -> str:
    name = t(f"memory.loss.{'entropy' if known.problem.classes else 'squared'}")
    return name[:1].upper() + name[1:]


def _ratio(one: Learner, when: str) -> str:
    norms = one.gradients(f"{when}_hidden")
    return NONE if norms is None else figure(gradient_ratio(norms), 2)
